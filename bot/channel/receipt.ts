import type { MessageLink } from '../../core/places/place.ts'
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
  return sourceAmong(await links.ofMessage(messageId), staffChatId)
}

/**
 * Marks an agent's message that has reached the customer, and takes back what was said of its delay or failure. A chat
 * may forbid reactions; then there is no mark.
 */
export function createReceipts(deps: ChannelDeps): (messageId: number) => Promise<void> {
  const { api, budget, read, texts, defaultLocale, staffChatId } = deps
  return async (messageId) => {
    const links = await read.links.ofMessage(messageId)
    await takeBack(links.filter(({ role, chatId }) => role === 'notice' && chatId === staffChatId()))
    const source = sourceAmong(links, staffChatId())
    if (source === null) return
    try {
      await api.setMessageReaction(staffChatId(), source, [{ type: 'emoji', emoji: '👍' }])
    } catch (error) {
      if (classifyTelegramError(error).kind === 'migrated') throw error
      ignoreRefusal(error)
    }
  }

  async function takeBack(notices: readonly MessageLink[]): Promise<void> {
    const said = plain(texts.t(defaultLocale(), 'notice-delivered-late'))
    for (const { chatId, messageId } of notices) {
      takeSlot(budget, chatId, 'edit')
      await edit(api, chatId, messageId, said)
    }
  }
}

function sourceAmong(links: readonly MessageLink[], staffChatId: number): number | null {
  return links.find(({ role, chatId }) => role === 'source' && chatId === staffChatId)?.messageId ?? null
}
