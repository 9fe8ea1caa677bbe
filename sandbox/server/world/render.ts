import type { InlineKeyboardMarkup, Message as ApiMessage, MessageOrigin } from '@grammyjs/types'
import { chatOf, findMessage, toChat } from './chats.ts'
import { withFileIds } from './files.ts'
import type { Chat, Markup, Message } from './state.ts'
import { TELEGRAM, toSender, toUser } from './users.ts'
import type { World } from './world.ts'

/** A message as one bot sees it. */
export function toMessage(world: World, bot: number, message: Message): ApiMessage {
  const chat = chatOf(world, message.chat)
  const replied = repliedMessage(chat, message)
  const external = message.externalReply
  return {
    ...bare(world, bot, message),
    ...(replied && {
      reply_to_message: bare(world, bot, replied) as NonNullable<ApiMessage['reply_to_message']>,
    }),
    ...(external && { external_reply: externalReply(world, bot, external) }),
    ...(message.quote && { quote: message.quote }),
  }
}

/**
 * The message that `reply_to_message` shows. In a topic, a message that replies to nothing shows the topic's first
 * message.
 */
function repliedMessage(chat: Chat, message: Message): Message | undefined {
  if (message.replyTo !== undefined) return findMessage(chat, message.replyTo)
  if (message.externalReply || message.threadId === message.id) return undefined
  return message.threadId === undefined ? undefined : findMessage(chat, message.threadId)
}

function bare(world: World, bot: number, message: Message): ApiMessage {
  const chat = chatOf(world, message.chat)
  const sender = chat.kind === 'channel' ? undefined : toSender(world, message)
  const senderChat =
    message.senderChat === undefined ? undefined : toChat(world, chatOf(world, message.senderChat))
  return {
    message_id: message.id,
    ...(message.threadId !== undefined && { message_thread_id: message.threadId }),
    ...(sender && { from: sender }),
    ...(senderChat && { sender_chat: senderChat }),
    ...(message.signature !== undefined && { author_signature: message.signature }),
    date: message.date,
    chat: toChat(world, chat),
    ...(message.inTopic && { is_topic_message: true }),
    ...(message.origin && { forward_origin: message.origin }),
    ...(message.automaticForward && { is_automatic_forward: true }),
    ...(message.albumId !== undefined && { media_group_id: message.albumId }),
    ...(message.editedAt !== undefined && { edit_date: message.editedAt }),
    ...((message.protected || chat.protected) && { has_protected_content: true }),
    ...withFileIds(message.content, bot),
    ...(isInline(message.markup) && { reply_markup: message.markup }),
  }
}

/** What a reply from another chat shows of the message beside its quoted words. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set([
  'photo',
  'document',
  'video',
  'audio',
  'voice',
  'animation',
  'video_note',
  'sticker',
])

function externalReply(
  world: World,
  bot: number,
  { chat, message }: { chat: string; message: number },
): NonNullable<ApiMessage['external_reply']> {
  const source = chatOf(world, chat)
  const original = findMessage(source, message)
  const origin: MessageOrigin = original
    ? originOf(world, original)
    : { type: 'hidden_user', date: 0, sender_user_name: 'Deleted' }
  const media = Object.entries(original?.content ?? {}).filter(([field]) => SHOWN_ELSEWHERE.has(field))
  return {
    origin,
    chat: toChat(world, source),
    message_id: message,
    ...withFileIds(Object.fromEntries(media), bot),
  }
}

/** The origin of a message, as a forward or a reply from another chat shows it. */
export function originOf(world: World, message: Message): MessageOrigin {
  if (message.origin) return message.origin
  const { date } = message
  const signature = message.signature === undefined ? {} : { author_signature: message.signature }
  const sender =
    message.senderChat === undefined ? undefined : toChat(world, chatOf(world, message.senderChat))
  if (sender?.type === 'channel' && (message.chat === message.senderChat || message.author === TELEGRAM)) {
    return { type: 'channel', date, chat: sender, message_id: message.id, ...signature }
  }
  if (sender) return { type: 'chat', date, sender_chat: sender, ...signature }
  return { type: 'user', date, sender_user: toUser(world, message.author) }
}

/** Whether the markup is an inline keyboard: the only kind that a message shows to bots. */
export function isInline(markup: Markup | undefined): markup is InlineKeyboardMarkup {
  return markup !== undefined && 'inline_keyboard' in markup && markup.inline_keyboard.length > 0
}
