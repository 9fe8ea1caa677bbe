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

/** Writes messages of one person into one chat, or one topic of it. */
export type Compose = (content: Content, options?: SendOptions, extra?: { silent?: boolean }) => StoredMessage

/** The input field of a person's client. */
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

/** The stored message behind a handle or an id; throws when a client would not find it either. */
export function requireStored(world: World, chat: Chat, message: Message | number): StoredMessage {
  const id = typeof message === 'number' ? message : message.id
  const found = findMessage(chat, id)
  if (found) return found
  const title = chat.pair ? personOf(world, chat.id).firstName : chat.title
  throw new Error(`there is no message ${id} in «${title}»`)
}
