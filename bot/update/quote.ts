import type { Message } from 'grammy/types'
import { cleanText } from '../../core/foundation/text.ts'
import type { Content, Message as Stored } from '../../core/tickets/message.ts'
import { isCommand, wordsOf } from './command.ts'
import { attachmentOf } from './content.ts'

/**
 * What a message quotes and the other side would not see: a part that its author has chosen, or a message of another
 * chat; of a file without words its name. Null for a plain reply.
 */
export function quotedIn({ quote, external_reply: elsewhere }: Message): string | null {
  const text = quote && (quote.is_manual || elsewhere) ? cleanText(quote.text).trim() : ''
  if (text !== '') return text
  return (elsewhere && attachmentOf(elsewhere)?.name) ?? null
}

/** A message's content under the line that it quotes. */
export function withQuote(content: Content, message: Message): Content {
  const quoted = quotedIn(message)
  if (quoted === null) return content
  const line = lineOf(quoted)
  const shift = line.length + 1
  return {
    ...content,
    text: content.text === '' ? line : `${line}\n${content.text}`,
    entities: [
      { type: 'blockquote', offset: 0, length: line.length },
      ...content.entities.map((entity) => ({ ...entity, offset: entity.offset + shift })),
    ],
  }
}

/** The content of an edit, under the line that the message quoted before: of an album, one item alone has it. */
export function withQuoteKept(content: Content, message: Message, stored: Stored | null): Content {
  const quoted = quotedIn(message)
  const caption = stored?.captions.find(({ messageId }) => messageId === message.message_id)
  const isKept = caption === undefined || (quoted !== null && caption.text.startsWith(lineOf(quoted)))
  return isKept ? withQuote(content, message) : content
}

/** What a message says, under the line of another chat's message that it quotes. */
export function wordsWithQuote(message: Message): string {
  const quoted = message.external_reply && !isCommand(message) ? quotedIn(message) : null
  return quoted === null ? wordsOf(message) : `${lineOf(quoted)}\n${wordsOf(message)}`
}

/** Marked as one for readers without formatting, too. */
function lineOf(quoted: string): string {
  return `«${quoted}»`
}
