import type { Message } from 'grammy/types'
import { cleanText } from '../../core/foundation/text.ts'
import type { DescriptionPart } from '../../core/tickets/description.ts'
import { checkFile, FILE_NAME_SHOWN } from '../files/check-file.ts'
import { clip } from '../render/split.ts'
import { wordsOf } from '../update/command.ts'
import { attachmentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { repliedTo, topicOf } from '../update/message.ts'
import type { Speaker } from '../update/speaker.ts'
import type { FormFile, FormStart } from './draft.ts'

/**
 * What a form begins with: what stands behind the command and the file above it, and what the message that it replied
 * to says and holds.
 */
export async function startForm(
  ctx: BotContext,
  deps: BotDeps,
  message: Message,
  speaker: Speaker,
  organizationId: string,
): Promise<FormStart> {
  const quoted = repliedTo(message)
  const sources = [message, ...(quoted && quoted.from?.id !== ctx.me.id ? [quoted] : [])]
  const taken = await Promise.all(sources.map((source) => fileOf(ctx, deps, source)))
  return {
    id: ctx.update.update_id.toString(36),
    requestKey: `form:${message.chat.id}:${message.message_id}`,
    chatId: message.chat.id,
    threadId: topicOf(message),
    speaker,
    locale: ctx.locale,
    organizationId,
    messageId: message.message_id,
    texts: sources.map(textOf).filter(({ text }) => text !== ''),
    files: taken.flatMap(({ file }) => file ?? []),
    problem: taken.find(({ problem }) => problem !== null)?.problem ?? null,
  }
}

function textOf(message: Message): DescriptionPart {
  return { messageId: message.message_id, about: null, text: cleanText(wordsOf(message)).trim() }
}

/** A message's file as the form has it, or why it is not taken. */
async function fileOf(
  { api, locale }: BotContext,
  deps: BotDeps,
  message: Message,
): Promise<{ readonly file: FormFile | null; readonly problem: string | null }> {
  const file = attachmentOf(message)
  if (!file) return { file: null, problem: null }
  const trouble = await checkFile(api, deps, file)
  if (trouble) {
    const name = clip(file.name, FILE_NAME_SHOWN)
    return { file: null, problem: deps.texts.t(locale, `form-problem-file-${trouble}`, { name }) }
  }
  const albumId = message.media_group_id ?? null
  return { file: { ...file, albumId, messageId: message.message_id, caption: '' }, problem: null }
}
