import { findMessage } from '../world/chats.ts'
import { post } from '../activity/post.ts'
import type { Chat, Content, Message as StoredMessage } from '../world/state.ts'
import { personOf } from '../world/users.ts'
import type { World } from '../world/world.ts'
import type { Message } from './message.ts'
import { checkMayWrite, senderOf, type Who } from './sender.ts'

export interface SendOptions {
  replyTo?: Message | number | undefined
  mediaGroupId?: string
}

/** Writes a message of one person into one chat or topic. */
export type Compose = (content: Content, options?: SendOptions, extra?: { silent?: boolean }) => StoredMessage

/** How one person writes in one chat or topic. */
export function createCompose(world: World, chat: Chat, who: Who, thread: number | undefined): Compose {
  return function compose(content, { replyTo, mediaGroupId } = {}, { silent = false } = {}) {
    checkMayWrite(world, chat, who.person, thread)
    const replied = replyTo === undefined ? undefined : requireStored(world, chat, replyTo)
    const topic = thread ?? (replied?.inTopic ? replied.threadId : undefined)
    return post(world, chat, {
      ...senderOf(chat, who),
      content,
      topic: chat.forum ? topic : undefined,
      ...(replied && { replyTo: replied.id }),
      ...(mediaGroupId !== undefined && { albumId: mediaGroupId }),
      silent,
    })
  }
}

/** The stored message of a handle or an id. Throws when it is in another chat or deleted. */
export function requireStored(world: World, chat: Chat, message: Message | number): StoredMessage {
  const id = typeof message === 'number' ? message : message.id
  const found = findMessage(chat, id)
  if (found) return found
  const title = chat.pair ? personOf(world, chat.id).firstName : chat.title
  throw new Error(`there is no message ${id} in «${title}»`)
}
