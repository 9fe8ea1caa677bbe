import type { Message } from 'grammy/types'
import { checkFile, FILE_NAME_SHOWN } from '../files/check-file.ts'
import { clip } from '../render/split.ts'
import { attachmentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { repliedTo, topicOf } from '../update/message.ts'
import type { Speaker } from '../update/speaker.ts'
import type { FormStart } from './draft.ts'

/** What a form begins with. A message that the command replied to gives it a description and a file. */
export async function startForm(
  ctx: BotContext,
  deps: BotDeps,
  message: Message,
  speaker: Speaker,
  organizationId: string,
): Promise<FormStart> {
  const quoted = repliedTo(message)
  const source = quoted && quoted.from?.id !== ctx.me.id ? quoted : null
  const file = source && attachmentOf(source)
  const trouble = file && (await checkFile(ctx.api, deps, file))
  return {
    id: ctx.update.update_id.toString(36),
    requestKey: `form:${message.chat.id}:${message.message_id}`,
    chatId: message.chat.id,
    threadId: topicOf(message),
    speaker,
    locale: ctx.locale,
    organizationId,
    messageId: message.message_id,
    description: (source?.text ?? source?.caption ?? '').trim(),
    files: file && !trouble ? [{ ...file, albumId: source.media_group_id ?? null }] : [],
    problem:
      file && trouble
        ? deps.texts.t(ctx.locale, `form-problem-file-${trouble}`, { name: clip(file.name, FILE_NAME_SHOWN) })
        : null,
  }
}
