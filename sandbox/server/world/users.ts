import type { User } from '@grammyjs/types'
import type { Message, Person } from './state.ts'
import type { World } from './world.ts'

export const TELEGRAM = 777_000
const GROUP_ANONYMOUS_BOT: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
}
const CHANNEL_BOT: User = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }
const SERVICE: User = { id: TELEGRAM, is_bot: false, first_name: 'Telegram' }

/** The person or bot with this id; throws for a stranger. */
export function personOf(world: World, id: number): Person {
  const person = world.state.people.get(id)
  if (!person) throw new Error(`nobody has the id ${id}`)
  return person
}

/** A user as the Bot API shows one. */
export function toUser(world: World, id: number): User {
  if (id === TELEGRAM) return SERVICE
  const person = personOf(world, id)
  return {
    id,
    is_bot: person.isBot,
    first_name: person.firstName,
    ...(person.lastName !== undefined && { last_name: person.lastName }),
    ...(person.username !== undefined && { username: person.username }),
    ...(person.languageCode !== undefined && { language_code: person.languageCode }),
  }
}

/** The `from` of a message: one of Telegram's own bots when it was sent in the name of a chat, nobody in channels. */
export function toSender(world: World, message: Message): User | undefined {
  if (message.senderChat === undefined || message.author === TELEGRAM) return toUser(world, message.author)
  if (world.state.chats.get(message.chat)?.kind === 'channel') return undefined
  return message.senderChat === message.chat ? GROUP_ANONYMOUS_BOT : CHANNEL_BOT
}

/** Finds a person by `username`, without regard to case. */
export function findByUsername(world: World, username: string): Person | undefined {
  const wanted = username.toLowerCase()
  for (const person of world.state.people.values()) {
    if (person.username?.toLowerCase() === wanted) return person
  }
  return undefined
}
