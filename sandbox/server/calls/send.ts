import type { MessageEntity, ReplyParameters } from '@grammyjs/types'
import { checkMarkup } from '../rules/keyboards.ts'
import { formatCaption } from '../rules/text.ts'
import { post, type Draft } from '../activity/post.ts'
import { toMessage } from '../world/render.ts'
import { isAdmin } from '../world/chats.ts'
import type { Chat, Content, Markup, Message } from '../world/state.ts'
import { badRequest } from '../rules/errors.ts'
import type { Call } from './call.ts'
import { resolveDestination } from './destination.ts'

export interface SendParams {
  chat_id: number | string
  message_thread_id?: number
  reply_parameters?: ReplyParameters
  reply_markup?: Markup
  protect_content?: boolean
}

/** Sends one message of a bot and returns it as the Bot API does. */
export function send(call: Call, params: SendParams, content: Content, extra: Partial<Draft> = {}) {
  return toMessage(call.world, call.bot.id, deliver(call, params, content, extra))
}

/** Sends one message of a bot. */
export function deliver(
  { world, bot }: Call,
  params: SendParams,
  content: Content,
  extra: Partial<Draft> = {},
): Message {
  const { chat, ...place } = resolveDestination(world, bot, params)
  checkMayShow(chat, bot.id, content)
  checkMarkup(params.reply_markup, chat.kind)
  const asChannel = chat.kind === 'channel' ? { senderChat: chat.key } : {}
  return post(world, chat, {
    author: bot.id,
    content,
    ...asChannel,
    ...place,
    ...(params.reply_markup && { markup: params.reply_markup }),
    ...(params.protect_content && { protected: true }),
    ...extra,
  })
}

/** The fields of a message's content that hold its caption. */
export function captionContent(params: {
  caption?: string
  caption_entities?: readonly MessageEntity[]
  show_caption_above_media?: boolean
}): Content {
  const { text, entities } = formatCaption(params.caption, params.caption_entities)
  if (text === '') return {}
  return {
    caption: text,
    ...(entities.length > 0 && { caption_entities: entities }),
    ...(params.show_caption_above_media && { show_caption_above_media: true }),
  }
}

/** What Telegram calls each kind of media in its refusals. */
const MEDIA = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  animation: 'animations',
  audio: 'music',
  voice: 'voice notes',
  video_note: 'video notes',
  sticker: 'stickers',
} as const

function checkMayShow(chat: Chat, bot: number, content: Content): void {
  if (!chat.textOnly || isAdmin(chat.members.get(bot))) return
  const [, media] = Object.entries(MEDIA).find(([kind]) => kind in content) ?? []
  if (media) throw badRequest(`not enough rights to send ${media} to the chat`)
}
