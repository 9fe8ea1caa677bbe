import type { Chat as ApiChat } from '@grammyjs/types'
import type { Chat, ChatKind, Member, Message } from './state.ts'
import { personOf } from './users.ts'
import type { World } from './world.ts'

/** Makes a chat with a new id. */
export function createChat(world: World, kind: Exclude<ChatKind, 'private'>, title: string): Chat {
  const { counters } = world.state
  const id = kind === 'group' ? -++counters.group : -1_000_000_000_000 - ++counters.supergroup
  return remember(world, emptyChat(String(id), id, kind, title))
}

/** The private chat of a person with a bot; it is made when first asked for. */
export function privateChat(world: World, bot: number, person: number): Chat {
  const key = `${bot}:${person}`
  const existing = world.state.chats.get(key)
  if (existing) return existing
  const chat = emptyChat(key, person, 'private', '')
  return remember(world, { ...chat, pair: { bot, person, started: false, blocked: false } })
}

/** The chat with this key; throws when there is none. */
export function chatOf(world: World, key: string): Chat {
  const chat = world.state.chats.get(key)
  if (!chat) throw new Error(`there is no chat ${key}`)
  return chat
}

/** A chat as the Bot API shows one. */
export function toChat(world: World, chat: Chat): ApiChat {
  const username = chat.username === undefined ? {} : { username: chat.username }
  switch (chat.kind) {
    case 'private': {
      const person = personOf(world, chat.id)
      return {
        id: chat.id,
        type: 'private',
        first_name: person.firstName,
        ...(person.lastName !== undefined && { last_name: person.lastName }),
        ...(person.username !== undefined && { username: person.username }),
      }
    }
    case 'group':
      return { id: chat.id, type: 'group', title: chat.title }
    case 'supergroup':
      return {
        id: chat.id,
        type: 'supergroup',
        title: chat.title,
        ...username,
        ...(chat.forum && { is_forum: true }),
      }
    default:
      return { id: chat.id, type: 'channel', title: chat.title, ...username }
  }
}

/** The message with this id; undefined when there is none or it was deleted. */
export function findMessage(chat: Chat, id: number): Message | undefined {
  const message = chat.messages.get(id)
  return message?.deletedAt === undefined ? message : undefined
}

/** The bots that are in a chat now. */
export function botsIn(world: World, chat: Chat): number[] {
  if (chat.pair) return [chat.pair.bot]
  return [...chat.members]
    .filter(([id, member]) => world.state.bots.has(id) && isPresent(member))
    .map(([id]) => id)
}

/** Whether a member is in the chat now, not one who left or was removed. */
export function isPresent(member: Member | undefined): member is Member {
  return member !== undefined && member.status !== 'left' && member.status !== 'kicked'
}

/** Owner or administrator. */
export function isAdmin(member: Member | undefined): boolean {
  return member?.status === 'creator' || member?.status === 'administrator'
}

function emptyChat(key: string, id: number, kind: ChatKind, title: string): Chat {
  return {
    key,
    id,
    kind,
    title,
    forum: false,
    members: new Map(),
    messages: new Map(),
    lastMessageId: 0,
    topics: new Map(),
    pinned: [],
    replyBoxes: new Map(),
  }
}

function remember(world: World, chat: Chat): Chat {
  world.state.chats.set(chat.key, chat)
  return chat
}
