import type { Bot } from 'grammy'
import type { ChatInspection } from '../../core/groups/group.ts'
import type { BotContext } from '../update/context.ts'
import { classifyTelegramError, faultOfTheWorld } from './errors.ts'

/** Asks Telegram about a chat, and whether the bot is in it. Never throws. */
export function createInspectChat(bot: Bot<BotContext>): (chatId: number) => Promise<ChatInspection> {
  const { api } = bot
  return async function inspectChat(chatId): Promise<ChatInspection> {
    if (!bot.isInited()) return { kind: 'unavailable' }
    try {
      const member = await api.getChatMember(chatId, bot.botInfo.id)
      const present =
        member.status === 'administrator' ||
        member.status === 'member' ||
        (member.status === 'restricted' && member.is_member)
      if (!present) return { kind: 'absent' }
      const chat = await api.getChat(chatId)
      if (chat.type !== 'group' && chat.type !== 'supergroup') return { kind: 'absent' }
      // getMe tells the privacy mode of today; a group that was joined before it was switched may have the other one.
      const seesAllMessages = member.status === 'administrator' || bot.botInfo.can_read_all_group_messages
      const isMuted = member.status === 'restricted' && !member.can_send_messages
      return { kind: 'group', chatId: chat.id, title: chat.title, seesAllMessages, isMuted }
    } catch (error) {
      const fault = classifyTelegramError(error)
      if (fault.kind === 'migrated') return await inspectChat(fault.to)
      return { kind: faultOfTheWorld(error) ? 'unavailable' : 'absent' }
    }
  }
}
