import type { LinkReader } from '../../core/places/reader.ts'
import { edit } from '../telegram/edit.ts'
import { classifyTelegramError, ignoreRefusal } from '../telegram/errors.ts'
import { plain } from '../telegram/rich.ts'
import type { ChannelDeps } from './deps.ts'
import { takeSlot } from './slot.ts'

/** The message in the staff group in which an agent wrote a stored message; null for one from elsewhere. */
export async function sourceOf(
  links: LinkReader,
  staffChatId: number,
  messageId: number,
): Promise<number | null> {
  const found = await links.ofMessage(messageId)
  return found.find((link) => link.role === 'source' && link.chatId === staffChatId)?.messageId ?? null
}

/**
 * Marks an agent's message that has reached the customer, and takes back what was said of its delay or failure. A chat
 * may forbid reactions; then there is no mark.
 */
export function createReceipts(deps: ChannelDeps): (messageId: number) => Promise<void> {
  const { api, budget, read, texts, defaultLocale, staffChatId } = deps
  return async (messageId) => {
    await heal(messageId)
    const source = await sourceOf(read.links, staffChatId(), messageId)
    if (source === null) return
    try {
      await api.setMessageReaction(staffChatId(), source, [{ type: 'emoji', emoji: '👍' }])
    } catch (error) {
      if (classifyTelegramError(error).kind === 'migrated') throw error
      ignoreRefusal(error)
    }
  }

  async function heal(messageId: number): Promise<void> {
    const links = await read.links.ofMessage(messageId)
    const said = links.filter(({ role, chatId }) => role === 'notice' && chatId === staffChatId())
    for (const notice of said) {
      takeSlot(budget, notice.chatId, 'edit')
      const healed = plain(texts.t(defaultLocale(), 'notice-delivered-late'))
      await edit(api, notice.chatId, notice.messageId, healed)
    }
  }
}
