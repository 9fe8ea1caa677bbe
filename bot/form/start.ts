import type { Message } from 'grammy/types'
import { cleanText } from '../../core/foundation/text.ts'
import type { DescriptionPart } from '../../core/tickets/description.ts'
import { checkFile, FILE_NAME_SHOWN } from '../files/check-file.ts'
import { clip } from '../render/split.ts'
import { wordsOf } from '../update/command.ts'
import { attachmentOf, type MediaHolder } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { repliedTo, topicOf } from '../update/message.ts'
import { quotedIn } from '../update/quote.ts'
import type { Speaker } from '../update/speaker.ts'
import type { FormFile, FormStart } from './draft.ts'

/** Stands for a message of another chat, and for a part of one: no edit of a message is theirs. */
const NO_MESSAGE = 0

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
  const replied = repliedTo(message)
  const quoted = replied && replied.from?.id !== ctx.me.id ? replied : null
  const files = await Promise.all([
    fileOf(ctx, deps, message, message.message_id),
    quoted && fileOf(ctx, deps, quoted, quoted.message_id),
    message.external_reply && fileOf(ctx, deps, message.external_reply, NO_MESSAGE),
  ])
  const taken = files.filter((each) => each !== null && each !== undefined)
  return {
    id: ctx.update.update_id.toString(36),
    requestKey: `form:${message.chat.id}:${message.message_id}`,
    chatId: message.chat.id,
    threadId: topicOf(message),
    speaker,
    locale: ctx.locale,
    organizationId,
    messageId: message.message_id,
    texts: textsOf(message, quoted).filter(({ text }) => text !== ''),
    files: taken.flatMap(({ file }) => file ?? []),
    problem: taken.find(({ problem }) => problem !== null)?.problem ?? null,
  }
}

/** What stands behind the command, and what is quoted: a chosen part of the message above, or all of it. */
function textsOf(message: Message, quoted: Message | null): DescriptionPart[] {
  const own = partOf(message.message_id, wordsOf(message))
  const chosen = quotedIn(message)
  if (chosen !== null && (quoted || message.quote)) return [own, partOf(NO_MESSAGE, chosen)]
  return quoted ? [own, partOf(quoted.message_id, wordsOf(quoted))] : [own]
}

function partOf(messageId: number, text: string): DescriptionPart {
  return { messageId, about: null, text: cleanText(text).trim() }
}

/** A message's file as the form has it, or why it is not taken. */
async function fileOf(
  { unit, locale }: BotContext,
  deps: BotDeps,
  message: MediaHolder & { readonly media_group_id?: string | undefined },
  messageId: number,
): Promise<{ readonly file: FormFile | null; readonly problem: string | null }> {
  const file = attachmentOf(message)
  if (!file) return { file: null, problem: null }
  const trouble = await checkFile(unit, deps, file)
  if (trouble) {
    const name = clip(file.name, FILE_NAME_SHOWN)
    return { file: null, problem: deps.texts.t(locale, `form-problem-file-${trouble}`, { name }) }
  }
  const albumId = message.media_group_id ?? null
  return { file: { ...file, albumId, messageId, caption: '' }, problem: null }
}
