import { isDeepStrictEqual } from 'node:util'
import type { InlineKeyboardMarkup } from '@grammyjs/types'
import { checkInlineMarkup } from '../rules/keyboards.ts'
import { reviseMessage } from '../world/change.ts'
import { isInline, toMessage } from '../world/render.ts'
import type { Chat, Content, Markup, Message } from '../world/state.ts'
import { readableChat, requireMessage } from '../calls/access.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { badRequest, violation } from '../rules/errors.ts'
import { mediaContent } from '../calls/media.ts'
import { captionContent } from '../calls/send.ts'
import { textContent } from './send.ts'

const MEDIA_FIELDS = ['photo', 'video', 'animation', 'document', 'audio', 'voice'] as const
const EDITABLE_MEDIA = ['photo', 'video', 'animation', 'document', 'audio'] as const

export const editMethods: Handlers = {
  editMessageText(call, params) {
    if (params.text === undefined) throw violation('rich messages are not simulated')
    const content = textContent({ ...params, text: params.text })
    return edit(call, params, ({ content: old }) => {
      if (old.text === undefined) throw badRequest('there is no text in the message to edit')
      return content
    })
  },
  editMessageCaption(call, params) {
    const caption = captionContent(params)
    return edit(call, params, ({ content: old }) => {
      if (!MEDIA_FIELDS.some((field) => field in old))
        throw badRequest('there is no caption in the message to edit')
      const { caption: _, caption_entities: __, show_caption_above_media: ___, ...media } = old
      return { ...media, ...caption }
    })
  },
  editMessageMedia(call, params) {
    const { media } = params
    if (media.type === 'live_photo') throw violation('live photos are not simulated')
    const content = { ...mediaContent(call, media.type, media.media), ...captionContent(media) }
    return edit(call, params, ({ content: old, albumId }) => {
      if (old.text === undefined && !EDITABLE_MEDIA.some((field) => field in old)) {
        throw badRequest("message can't be edited")
      }
      if (albumId !== undefined && !(media.type in old)) throw badRequest("message can't be edited")
      return content
    })
  },
  editMessageReplyMarkup: (call, params) => edit(call, params, () => undefined),
}

interface EditParams {
  chat_id?: number | string
  message_id?: number
  reply_markup?: InlineKeyboardMarkup
}

function edit(call: Call, params: EditParams, revise: (message: Message) => Content | undefined) {
  const { world, bot } = call
  if (params.chat_id === undefined || params.message_id === undefined)
    throw violation('message identifier is not specified')
  const chat = readableChat(world, bot, params.chat_id)
  checkInlineMarkup(params.reply_markup, chat.kind)
  const message = requireMessage(chat, params.message_id, 'edit')
  checkEditable(call, chat, message)
  const content = revise(message)
  const markup = nextMarkup(message, params.reply_markup)
  const same = content === undefined || isDeepStrictEqual(content, message.content)
  if (same && isDeepStrictEqual(markup, isInline(message.markup) ? message.markup : undefined)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  }
  reviseMessage(world, message, { ...(content && { content }), markup })
  return toMessage(world, bot.id, message)
}

function checkEditable({ bot }: Call, chat: Chat, message: Message): void {
  const own = message.author === bot.id && !message.service
  // A reply keyboard or a reply box is part of the client by now, and Telegram refuses to edit such a message.
  const fixed = message.markup !== undefined && !('inline_keyboard' in message.markup)
  if (!own || fixed || message.origin || (chat.kind === 'channel' && message.automaticForward)) {
    throw badRequest("message can't be edited")
  }
}

/** The markup after an edit. An edit without a keyboard removes it; `force_reply` stays as it was sent. */
function nextMarkup(message: Message, wanted: InlineKeyboardMarkup | undefined): Markup | undefined {
  if (!wanted || wanted.inline_keyboard.length === 0) return undefined
  const { force_reply: _, ...keyboard } = wanted
  const forced = isInline(message.markup) && message.markup.force_reply
  return forced ? { ...keyboard, force_reply: true } : keyboard
}
