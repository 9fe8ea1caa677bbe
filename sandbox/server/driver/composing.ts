import { findMessage } from '../world/chats.ts'
import { post } from '../activity/post.ts'
import type { Chat, Content, Message as StoredMessage } from '../world/state.ts'
import { personOf } from '../world/users.ts'
import type { World } from '../world/world.ts'
import type { Message } from './message.ts'
import { checkMayWrite, senderOf, type Who } from './sender.ts'

export interface SendOptions {
  /** A message of this chat; or one of another chat, which is quoted. */
  replyTo?: Message | number | undefined
  /** The part of the replied message that the person has chosen. */
  quote?: string
  mediaGroupId?: string
}

/** Writes a message of one person into one chat or topic. */
export type Compose = (content: Content, options?: SendOptions, extra?: { silent?: boolean }) => StoredMessage

/** How one person writes in one chat or topic. */
export function createCompose(world: World, chat: Chat, who: Who, thread: number | undefined): Compose {
  return function compose(content, { replyTo, quote, mediaGroupId } = {}, { silent = false } = {}) {
    checkMayWrite(world, chat, who.person, thread)
    const elsewhere = otherChat(world, chat, replyTo)
    if (elsewhere && typeof replyTo === 'object') {
      const quoted = requireStored(world, elsewhere, replyTo)
      return post(world, chat, {
        ...senderOf(chat, who),
        content,
        topic: chat.forum ? thread : undefined,
        externalReply: { chat: elsewhere.key, message: quoted.id },
        ...quoteOf(quoted, quote, true),
        ...(mediaGroupId !== undefined && { albumId: mediaGroupId }),
        silent,
      })
    }
    const replied = replyTo === undefined ? undefined : requireStored(world, chat, replyTo)
    const topic = thread ?? (replied?.inTopic ? replied.threadId : undefined)
    return post(world, chat, {
      ...senderOf(chat, who),
      content,
      topic: chat.forum ? topic : undefined,
      ...(replied && { replyTo: replied.id, ...quoteOf(replied, quote, false) }),
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

/** The chat of a replied message, where that is another one. */
function otherChat(world: World, chat: Chat, replyTo: Message | number | undefined): Chat | undefined {
  if (typeof replyTo !== 'object' || replyTo.chatId === chat.id) return undefined
  return world.state.chats.get(String(replyTo.chatId))
}

/** What is quoted: the chosen part, or, from another chat, what Telegram quotes by itself. */
function quoteOf(
  { content }: StoredMessage,
  chosen: string | undefined,
  byItself: boolean,
): Pick<StoredMessage, 'quote'> {
  const text = content.text ?? content.caption ?? ''
  if (chosen !== undefined) {
    if (!text.includes(chosen)) throw new Error('nobody quotes what a message does not say')
    return { quote: { text: chosen, position: text.indexOf(chosen), is_manual: true } }
  }
  return byItself && text !== '' ? { quote: { text: text.slice(0, 1024), position: 0 } } : {}
}
