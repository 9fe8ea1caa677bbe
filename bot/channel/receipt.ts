import type { LinkReader } from '../../core/places/reader.ts'
import { classifyTelegramError, ignoreRefusal } from '../telegram/errors.ts'
import type { ChannelDeps } from './deps.ts'

/** The message in the staff group in which an agent wrote a stored message; null for one from elsewhere. */
export async function sourceOf(
  links: LinkReader,
  staffChatId: number,
  messageId: number,
): Promise<number | null> {
  const found = await links.ofMessage(messageId)
  return found.find((link) => link.role === 'source' && link.chatId === staffChatId)?.messageId ?? null
}

/** Marks an agent's message that has reached the customer. A chat may forbid reactions; then there is no mark. */
export function createReceipts({
  api,
  read,
  staffChatId,
}: ChannelDeps): (messageId: number) => Promise<void> {
  return async (messageId) => {
    const source = await sourceOf(read.links, staffChatId(), messageId)
    if (source === null) return
    try {
      await api.setMessageReaction(staffChatId(), source, [{ type: 'emoji', emoji: '👍' }])
    } catch (error) {
      if (classifyTelegramError(error).kind === 'migrated') throw error
      ignoreRefusal(error)
    }
  }
}
