import type { Bot } from 'grammy'
import type { ChatInspection } from '../../core/groups/group.ts'
import type { BotContext } from '../update/context.ts'
import { classifyTelegramError } from './errors.ts'

/** Asks Telegram about a chat and the bot's place in it. Never throws for what Telegram answers. */
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
      // What getMe says of privacy mode may not be what holds in a group joined before it was switched.
      const seesAllMessages = member.status === 'administrator' || bot.botInfo.can_read_all_group_messages
      return { kind: 'group', chatId: chat.id, title: chat.title, seesAllMessages }
    } catch (error) {
      const problem = classifyTelegramError(error)
      if (problem.kind === 'migrated') return await inspectChat(problem.to)
      return problem.kind === 'rate_limited' || problem.kind === 'transient'
        ? { kind: 'unavailable' }
        : { kind: 'absent' }
    }
  }
}
