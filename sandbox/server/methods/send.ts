import { formatText } from '../rules/text.ts'
import type { Content } from '../world/state.ts'
import { showTyping } from '../world/typing.ts'
import { readableChat } from '../calls/access.ts'
import type { Handlers, Params } from '../calls/call.ts'
import { mediaContent } from '../calls/media.ts'
import { captionContent, send } from '../calls/send.ts'

export const sendMethods: Handlers = {
  sendMessage: (call, params) => send(call, params, textContent(params)),
  sendPhoto: (call, params) =>
    send(call, params, {
      ...mediaContent(call, 'photo', params.photo),
      ...captionContent(params),
      ...(params.has_spoiler && { has_media_spoiler: true }),
    }),
  sendDocument: (call, params) =>
    send(call, params, { ...mediaContent(call, 'document', params.document), ...captionContent(params) }),
  sendVideo: (call, params) =>
    send(call, params, {
      ...mediaContent(call, 'video', params.video, sizes(params)),
      ...captionContent(params),
    }),
  sendAnimation: (call, params) =>
    send(call, params, {
      ...mediaContent(call, 'animation', params.animation, sizes(params)),
      ...captionContent(params),
    }),
  sendAudio: (call, params) =>
    send(call, params, {
      ...mediaContent(call, 'audio', params.audio, {
        ...sizes(params),
        ...(params.title !== undefined && { title: params.title }),
        ...(params.performer !== undefined && { performer: params.performer }),
      }),
      ...captionContent(params),
    }),
  sendVoice: (call, params) =>
    send(call, params, {
      ...mediaContent(call, 'voice', params.voice, sizes(params)),
      ...captionContent(params),
    }),
  sendVideoNote: (call, params) =>
    send(call, params, mediaContent(call, 'video_note', params.video_note, sizes(params))),
  sendSticker: (call, params) =>
    send(call, params, mediaContent(call, 'sticker', params.sticker, { emoji: params.emoji ?? '🙂' })),
  sendLocation: (call, params) =>
    send(call, params, { location: { latitude: params.latitude, longitude: params.longitude } }),
  sendContact: (call, params) =>
    send(call, params, {
      contact: {
        phone_number: params.phone_number,
        first_name: params.first_name,
        ...(params.last_name !== undefined && { last_name: params.last_name }),
        ...(params.vcard !== undefined && { vcard: params.vcard }),
      },
    }),
  sendChatAction({ world, bot }, params) {
    const chat = readableChat(world, bot, params.chat_id)
    if (params.action === 'typing')
      showTyping(world, chat, { person: bot.id, topic: params.message_thread_id ?? 1 })
    return true
  },
}

/** The fields of a message's content that hold its text. */
export function textContent(
  params: Pick<Params<'sendMessage'>, 'text' | 'entities' | 'link_preview_options'>,
): Content {
  const { text, entities } = formatText(params.text, params.entities)
  return {
    text,
    ...(entities.length > 0 && { entities }),
    ...(params.link_preview_options && { link_preview_options: params.link_preview_options }),
  }
}

function sizes(params: { width?: number; height?: number; length?: number; duration?: number }) {
  const width = params.width ?? params.length
  const height = params.height ?? params.length
  return {
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(params.duration !== undefined && { duration: params.duration }),
  }
}
