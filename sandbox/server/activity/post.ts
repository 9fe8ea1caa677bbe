import { addressee } from '../updates/privacy.ts'
import { publishMessage } from '../updates/publish.ts'
import { findMessage } from '../world/chats.ts'
import { openReplyBoxes } from '../world/reply-box.ts'
import type { Chat, Content, Message } from '../world/state.ts'
import { endTyping } from '../world/typing.ts'
import { unixTime, type World } from '../world/world.ts'

export type Draft = Pick<Message, 'author' | 'content'> &
  Partial<Omit<Message, 'id' | 'chat' | 'date' | 'reactions' | 'history' | 'threadId' | 'inTopic'>> & {
    /** The forum topic; undefined for General. */
    topic?: number | undefined
    /** Bots that get the message although they are not members, such as one that was just removed. */
    also?: number[]
    /** Only stored: the caller publishes it to the bots later. */
    silent?: boolean
  }

/** Puts a message into a chat and queues the update for each bot that may see it. */
export function post(world: World, chat: Chat, draft: Draft): Message {
  const { topic, also, silent, ...fields } = draft
  const message: Message = {
    ...fields,
    id: nextMessageId(world, chat),
    chat: chat.key,
    date: unixTime(world),
    reactions: new Map(),
    history: [],
    ...threadOf(chat, topic, draft.replyTo),
  }
  chat.messages.set(message.id, message)
  const byBot = world.state.bots.has(message.author)
  if (byBot && !message.service) chat.lastBotToPost = message.author
  if (!byBot) {
    const bot = addressee(world, chat, message)
    if (bot !== undefined) message.meantFor = bot
  }
  openReplyBoxes(world, chat, message)
  endTyping(world, message)
  world.changed()
  if (!silent) publishMessage(world, chat, message, also)
  return message
}

/** Puts a service message into a chat: somebody joined, a topic was made. */
export function postService(
  world: World,
  chat: Chat,
  author: number,
  content: Content,
  extra: Partial<Draft> = {},
): Message {
  return post(world, chat, { author, content, service: true, ...extra })
}

/** A new media_group_id: it has more digits than a JavaScript number can hold. */
export function nextAlbumId(world: World): string {
  return String(13_500_000_000_000_000n + BigInt(++world.state.counters.album))
}

/**
 * The thread is the topic in a forum. In General and in other supergroups it is the first message of a chain of
 * replies.
 */
function threadOf(
  chat: Chat,
  topic: number | undefined,
  replyTo: number | undefined,
): Pick<Message, 'threadId' | 'inTopic'> {
  if (topic !== undefined && topic !== 1) return { threadId: topic, inTopic: true }
  const replied = replyTo === undefined ? undefined : findMessage(chat, replyTo)
  return replied && chat.kind === 'supergroup' ? { threadId: replied.threadId ?? replied.id } : {}
}

function nextMessageId(world: World, chat: Chat): number {
  if (chat.kind === 'supergroup' || chat.kind === 'channel') return ++chat.lastMessageId
  return ++world.state.counters.message
}
