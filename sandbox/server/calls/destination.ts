import type { ReplyParameters } from '@grammyjs/types'
import { findMessage, isAdmin } from '../world/chats.ts'
import { hasRight } from '../world/members.ts'
import type { BotAccount, Chat, Message } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { readableChat, writableChat } from './access.ts'
import { badRequest, violation } from '../rules/errors.ts'

/** Where a message goes, in the fields of a draft. */
export interface Destination {
  chat: Chat
  topic: number | undefined
  replyTo?: number
  externalReply?: { chat: string; message: number }
  quote?: NonNullable<Message['quote']>
}

interface Request {
  chat_id: number | string
  message_thread_id?: number
  reply_parameters?: ReplyParameters
}

/** Finds the chat, the topic and the replied message of a message to be sent. */
export function resolveDestination(world: World, bot: BotAccount, request: Request): Destination {
  const chat = writableChat(world, bot, request.chat_id)
  const asked = topicAsked(world, chat, request.message_thread_id)
  const reply = resolveReply(world, bot, chat, asked, request.reply_parameters)
  const topic = asked ?? (reply.target?.inTopic ? reply.target.threadId : undefined)
  checkOpen(world, chat, bot, topic)
  const { target: _, ...rest } = reply
  return { chat, topic, ...rest }
}

function topicAsked(world: World, chat: Chat, id: number | undefined): number | undefined {
  if (id === undefined) return undefined
  if (id === 1) throw violation('message thread not found')
  if (chat.kind === 'supergroup' && !chat.forum && chat.topics.size === 0) return undefined
  const topic = chat.topics.get(id)
  if (!topic || !chat.forum) throw badRequest('message thread not found')
  if (topic.deleted !== undefined) throw badRequest(topic.deleted || world.switches.deletedTopicError)
  return id
}

function checkOpen(world: World, chat: Chat, bot: BotAccount, topic: number | undefined): void {
  if (!chat.topics.get(topic ?? 1)?.closed) return
  const privileged = isAdmin(chat.members.get(bot.id)) && hasRight(chat, bot.id, 'can_manage_topics')
  if (!(world.switches.closedTopicsAcceptAdmins && privileged)) throw badRequest('TOPIC_CLOSED')
}

function resolveReply(
  world: World,
  bot: BotAccount,
  chat: Chat,
  topic: number | undefined,
  reply: ReplyParameters | undefined,
): Pick<Destination, 'replyTo' | 'externalReply' | 'quote'> & { target?: Message } {
  if (reply?.message_id === undefined) return {}
  const source = reply.chat_id === undefined ? chat : readableChat(world, bot, reply.chat_id)
  const target = findMessage(source, reply.message_id)
  if (!target) {
    if (reply.allow_sending_without_reply && source === chat) return {}
    throw badRequest('message to be replied not found')
  }
  const text = target.content.text ?? target.content.caption ?? ''
  if (reply.quote !== undefined && (reply.quote.length > 1024 || !text.includes(reply.quote))) {
    throw badRequest('QUOTE_TEXT_INVALID')
  }
  const quote = reply.quote
    ? { quote: { text: reply.quote, position: text.indexOf(reply.quote), is_manual: true as const } }
    : {}
  const sameTopic = topic === undefined || target.threadId === topic
  if (source !== chat || !sameTopic)
    return { externalReply: { chat: source.key, message: target.id }, ...quote }
  return { replyTo: target.id, target, ...quote }
}
