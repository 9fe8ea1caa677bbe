import { isAdmin, isPresent } from '../world/chats.ts'
import type { Chat, Message } from '../world/state.ts'
import { personOf } from '../world/users.ts'
import type { World } from '../world/world.ts'

/** Who writes. */
export interface Who {
  person: number
  /** The channel in whose name the person writes. */
  channel?: string
}

/**
 * Whom a message of this person names as its sender: the person, a channel, or the group for an anonymous
 * administrator.
 */
export function senderOf(chat: Chat, who: Who): Pick<Message, 'author' | 'senderChat' | 'signature'> {
  const member = chat.members.get(who.person)
  if (who.channel !== undefined) return { author: who.person, senderChat: who.channel }
  if (!member?.anonymous) return { author: who.person }
  return {
    author: who.person,
    senderChat: chat.key,
    ...(member.title !== undefined && { signature: member.title }),
  }
}

/** Throws where a client would not let the person write. Writing to a bot starts the chat with it. */
export function checkMayWrite(world: World, chat: Chat, person: number, thread: number | undefined): void {
  const { firstName } = personOf(world, person)
  if (chat.pair) {
    if (chat.pair.blocked) throw new Error(`${firstName} has blocked the bot`)
    chat.pair.started = true
    return
  }
  const member = chat.members.get(person)
  if (chat.deleted || chat.migratedTo !== undefined) throw new Error(`the group «${chat.title}» is no more`)
  if (!isPresent(member)) throw new Error(`${firstName} is not in «${chat.title}»`)
  const topic = chat.topics.get(thread ?? 1)
  if (thread !== undefined && (!topic || topic.deleted !== undefined))
    throw new Error(`there is no topic ${thread}`)
  if (topic?.closed && !isAdmin(member)) throw new Error(`the topic «${topic.name}» is closed`)
}
