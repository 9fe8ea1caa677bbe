import { findMessage } from '../world/chats.ts'
import { nextAlbumId, type Draft } from '../activity/post.ts'
import { originOf, toMessage } from '../world/render.ts'
import type { Chat, Content, Message } from '../world/state.ts'
import { readableChat } from '../calls/access.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { badRequest, violation } from '../rules/errors.ts'
import { captionContent, deliver, type SendParams } from '../calls/send.ts'

export const transferMethods: Handlers = {
  copyMessage(call, params) {
    const source = readableChat(call.world, call.bot, params.from_chat_id)
    const message = findMessage(source, params.message_id)
    if (!message) throw badRequest('message to copy not found')
    if (!copyable(message)) throw badRequest("message can't be copied")
    const caption = params.caption === undefined ? {} : captionContent(params)
    const content =
      params.caption === undefined ? message.content : { ...withoutCaption(message.content), ...caption }
    return { message_id: deliver(call, params, content).id }
  },
  copyMessages(call, params) {
    const found = findBatch(call, params, copyable, 'copy')
    return deliverBatch(call, params, found, (message) => ({
      content: params.remove_caption ? withoutCaption(message.content) : message.content,
    }))
  },
  forwardMessage(call, params) {
    const source = readableChat(call.world, call.bot, params.from_chat_id)
    const message = findMessage(source, params.message_id)
    if (!message) throw badRequest('message to forward not found')
    if (message.protected || source.protected)
      throw badRequest("message has protected content and can't be forwarded")
    if (message.service) throw badRequest("message can't be forwarded")
    const sent = deliver(call, params, message.content, { origin: originOf(call.world, message) })
    return toMessage(call.world, call.bot.id, sent)
  },
  forwardMessages(call, params) {
    const isOpen = !readableChat(call.world, call.bot, params.from_chat_id).protected
    const forwardable = (message: Message) => isOpen && !message.service && !message.protected
    return deliverBatch(call, params, findBatch(call, params, forwardable, 'forward'), (message) => ({
      content: message.content,
      origin: originOf(call.world, message),
    }))
  },
}

interface BatchParams extends SendParams {
  from_chat_id: number | string
  message_ids: number[]
}

/** The messages of a batch that exist and may be moved. As in Telegram, the others are skipped silently. */
function findBatch(
  call: Call,
  params: BatchParams,
  movable: (message: Message) => boolean,
  verb: string,
): Message[] {
  const ids = params.message_ids
  if (ids.length < 1 || ids.length > 100) throw violation(`there must be 1-100 messages to ${verb}`)
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0))) {
    throw violation('message identifiers must be in a strictly increasing order')
  }
  const source: Chat = readableChat(call.world, call.bot, params.from_chat_id)
  const found = ids.flatMap((id) => findMessage(source, id) ?? []).filter(movable)
  if (found.length === 0) throw badRequest(`there are no messages to ${verb}`)
  return found
}

/** Sends the batch. Messages of one album become an album again. */
function deliverBatch(
  call: Call,
  params: BatchParams,
  messages: Message[],
  draft: (message: Message) => Pick<Draft, 'content' | 'origin'>,
): { message_id: number }[] {
  const albums = new Map<string, string>()
  return messages.map((message) => {
    const { content, ...rest } = draft(message)
    if (message.albumId === undefined) return { message_id: deliver(call, params, content, rest).id }
    const albumId = albums.get(message.albumId) ?? nextAlbumId(call.world)
    albums.set(message.albumId, albumId)
    return { message_id: deliver(call, params, content, { ...rest, albumId }).id }
  })
}

function copyable(message: Message): boolean {
  const { content } = message
  return !message.service && !('invoice' in content || 'giveaway' in content || 'paid_media' in content)
}

function withoutCaption(content: Content): Content {
  const { caption: _, caption_entities: __, show_caption_above_media: ___, ...rest } = content
  return rest
}
