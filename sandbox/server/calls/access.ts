import { findMessage, isPresent, privateChat } from '../world/chats.ts'
import type { BotAccount, Chat, Message, Rights } from '../world/state.ts'
import { findByUsername } from '../world/users.ts'
import { hasRight } from '../world/members.ts'
import type { World } from '../world/world.ts'
import { badRequest, forbidden } from '../rules/errors.ts'

/** The chat that a bot names. Throws when the bot cannot read it. */
export function readableChat(world: World, bot: BotAccount, id: number | string): Chat {
  const chat = findChat(world, bot, id)
  if (chat.pair) {
    if (!chat.pair.started) throw badRequest('chat not found')
    return chat
  }
  checkMembership(world, bot, chat)
  return chat
}

/** The chat that a bot names. Throws when the bot cannot write there. */
export function writableChat(world: World, bot: BotAccount, id: number | string): Chat {
  const chat = findChat(world, bot, id)
  if (chat.pair) {
    checkPerson(world, chat)
    return chat
  }
  checkMembership(world, bot, chat)
  if (chat.members.get(bot.id)?.status === 'restricted') {
    throw badRequest('not enough rights to send text messages to the chat')
  }
  return chat
}

/** A message of a chat; throws Telegram's "message to `what` not found". */
export function requireMessage(chat: Chat, id: number, what: string): Message {
  const message = findMessage(chat, id)
  if (!message) throw badRequest(`message to ${what} not found`)
  return message
}

/** Throws "not enough rights to `what`" when the bot lacks an administrator right. */
export function requireRight(chat: Chat, bot: BotAccount, right: keyof Rights, what: string): void {
  if (!hasRight(chat, bot.id, right)) throw badRequest(`not enough rights to ${what}`)
}

function findChat(world: World, bot: BotAccount, given: number | string): Chat {
  const id = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given
  if (typeof id === 'string') {
    const username = id.replace(/^@/, '').toLowerCase()
    const named = [...world.state.chats.values()].find((chat) => chat.username?.toLowerCase() === username)
    if (named) return named
    if (findByUsername(world, username)?.isBot) throw forbidden("the bot can't send messages to the bot")
    throw badRequest('chat not found')
  }
  if (id > 0) {
    const person = world.state.people.get(id)
    if (!person) throw badRequest('chat not found')
    if (person.isBot) throw forbidden("the bot can't send messages to the bot")
    return privateChat(world, bot.id, id)
  }
  const chat = world.state.chats.get(String(id))
  if (!chat) throw badRequest('chat not found')
  return chat
}

function checkPerson(world: World, { id, pair }: Chat): void {
  if (world.state.people.get(id)?.deactivated) throw forbidden('user is deactivated')
  if (pair?.blocked) throw forbidden('bot was blocked by the user')
  if (!pair?.started) throw forbidden("bot can't initiate conversation with a user")
}

function checkMembership(world: World, bot: BotAccount, chat: Chat): void {
  const member = chat.members.get(bot.id)
  if (!member) throw badRequest('chat not found')
  if (chat.migratedTo !== undefined) {
    const migrated = world.state.chats.get(chat.migratedTo)
    throw badRequest('group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: migrated?.id ?? 0,
    })
  }
  if (chat.deleted && chat.kind === 'group') throw forbidden('the group chat was deleted')
  // A deleted supergroup looks to its bots as if they had been banned from it.
  if (member.status === 'kicked' || chat.deleted) throw forbidden(`bot was kicked from the ${chat.kind} chat`)
  if (!isPresent(member)) throw forbidden(`bot is not a member of the ${chat.kind} chat`)
}
