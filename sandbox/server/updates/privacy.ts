import { findMessage, isAdmin } from '../world/chats.ts'
import type { Chat, Message } from '../world/state.ts'
import { findByUsername } from '../world/users.ts'
import type { World } from '../world/world.ts'

/** Whether a bot in the chat gets this message of another author. */
export function passesPrivacy(world: World, chat: Chat, message: Message, bot: number): boolean {
  if (chat.kind === 'private' || chat.kind === 'channel' || message.service) return true
  const member = chat.members.get(bot)
  if (isAdmin(member) || member?.readsAll) return true
  if (message.meantFor === bot) return true
  return world.switches.mentionsPassPrivacy && mentions(world, message, bot)
}

/**
 * The bot that a message addresses. A reply addresses the bot it replies to, or the one that the replied message
 * addressed. A command addresses the bot it names, and without a name the last bot that posted here.
 */
export function addressee(world: World, chat: Chat, message: Message): number | undefined {
  const target = message.replyTo === undefined ? undefined : findMessage(chat, message.replyTo)
  const replied = target && (isBot(world, target.author) ? target.author : target.meantFor)
  if (replied !== undefined) return replied
  const { text = '', entities = [] } = message.content
  const command = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (!command) return undefined
  const [, username] = text.slice(0, command.length).split('@')
  return username === undefined ? chat.lastBotToPost : findByUsername(world, username)?.id
}

function mentions(world: World, message: Message, bot: number): boolean {
  const { text = '', entities = [] } = message.content
  return entities.some(
    ({ type, offset, length }) =>
      type === 'mention' && findByUsername(world, text.slice(offset + 1, offset + length))?.id === bot,
  )
}

function isBot(world: World, id: number): boolean {
  return world.state.bots.has(id)
}
