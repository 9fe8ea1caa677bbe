import type { Message } from 'grammy/types'
import type { MessageLink } from '../../core/places/place.ts'
import { messageAt } from '../render/joined.ts'
import type { BotDeps } from '../update/context.ts'

/**
 * The stored message that a reply is to. Of a joined post, the words that were chosen tell which of its messages is
 * meant; without them it is none more than the others.
 */
export async function storedIn(
  { tickets, links }: Pick<BotDeps['read'], 'tickets' | 'links'>,
  { reply_to_message: target, quote }: Message,
  { chatId, messageId, storedId }: MessageLink,
): Promise<number | null> {
  if (storedId !== null || !target || !quote) return storedId
  const ids = await links.partsOf(chatId, messageId)
  const found = await Promise.all(ids.map((id) => tickets.message(id)))
  const messages = found.filter((message) => message !== null)
  return messageAt(target.text ?? '', messages, quote.position)?.id ?? null
}
