import type { Api, InputFile } from 'grammy'
import type { Message } from 'grammy/types'
import { classifyTelegramError, LostFileError } from '../telegram/errors.ts'
import type { RichText } from '../telegram/rich.ts'
import { targetOptions } from '../telegram/target.ts'
import type { AlbumParcel, OutgoingFile, Parcel } from './parcels.ts'
import type { RoomTarget } from './room.ts'

/** Thrown when Telegram took a message for a topic and put it elsewhere: the topic is gone. */
export class MisplacedError extends Error {
  readonly messageIds: readonly number[]

  constructor(messageIds: readonly number[]) {
    super('Telegram posted outside the topic.')
    this.name = 'MisplacedError'
    this.messageIds = messageIds
  }
}

/**
 * Posts one parcel and returns the messages it became. When Telegram refuses the reply or the formatting, it is posted
 * without them; a refusal sends nothing, so nothing can double.
 */
export async function post(api: Api, target: RoomTarget, parcel: Parcel): Promise<Message[]> {
  try {
    const sent = await call(api, target, parcel)
    const elsewhere = target.inTopic && sent.some((message) => message.message_thread_id !== target.threadId)
    if (elsewhere) throw new MisplacedError(sent.map((message) => message.message_id))
    return sent
  } catch (error) {
    switch (classifyTelegramError(error).kind) {
      case 'reply_target_missing':
        if (target.replyTo === null) throw error
        return await post(api, { ...target, replyTo: null }, parcel)
      case 'bad_entities':
        if (!isFormatted(parcel)) throw error
        return await post(api, target, withoutFormat(parcel))
      default:
        throw error
    }
  }
}

async function call(api: Api, target: RoomTarget, parcel: Parcel): Promise<Message[]> {
  const options = targetOptions(target)
  switch (parcel.kind) {
    case 'text': {
      const { text, entities, keyboard } = parcel.content
      const markup = keyboard ? { reply_markup: keyboard } : {}
      return [await api.sendMessage(target.chatId, text, { ...options, entities, ...markup })]
    }
    case 'album':
      return await api.sendMediaGroup(target.chatId, albumOf(parcel), options)
    case 'file':
      return [await sendFile(api, target.chatId, parcel.file, options, captionOf(parcel.caption))]
  }
}

interface FileOptions {
  readonly caption?: string
  readonly caption_entities?: RichText['entities']
}

async function sendFile(
  api: Api,
  chatId: number,
  file: OutgoingFile,
  options: object,
  caption: FileOptions,
): Promise<Message> {
  const captioned = { ...options, ...caption }
  const media = mediaOf(file)
  switch (file.kind) {
    case 'photo':
      return await api.sendPhoto(chatId, media, captioned)
    case 'document':
      return await api.sendDocument(chatId, media, captioned)
    case 'video':
      return await api.sendVideo(chatId, media, captioned)
    case 'animation':
      return await api.sendAnimation(chatId, media, captioned)
    case 'audio':
      return await api.sendAudio(chatId, media, captioned)
    case 'voice':
      return await api.sendVoice(chatId, media, captioned)
    case 'video_note':
      return await api.sendVideoNote(chatId, media, options)
    case 'sticker':
      return await api.sendSticker(chatId, media, options)
  }
}

/** The caption stands on the first item: there clients show it for the whole album. */
function albumOf({ files, caption }: AlbumParcel): Parameters<Api['sendMediaGroup']>[1] {
  const item = (file: OutgoingFile, at: number) => ({
    media: mediaOf(file),
    ...(at === 0 ? captionOf(caption) : {}),
  })
  switch (files[0]?.kind) {
    case 'document':
      return files.map((file, at) => ({ type: 'document' as const, ...item(file, at) }))
    case 'audio':
      return files.map((file, at) => ({ type: 'audio' as const, ...item(file, at) }))
    default:
      return files.map((file, at) => ({
        type: file.kind === 'video' ? ('video' as const) : ('photo' as const),
        ...item(file, at),
      }))
  }
}

function mediaOf({ fileId, upload }: OutgoingFile): string | InputFile {
  const media = upload ?? fileId
  if (media === null) throw new LostFileError()
  return media
}

function captionOf(caption: RichText | null): FileOptions {
  return caption ? { caption: caption.text, caption_entities: caption.entities } : {}
}

function isFormatted(parcel: Parcel): boolean {
  return ((parcel.kind === 'text' ? parcel.content : parcel.caption)?.entities.length ?? 0) > 0
}

function withoutFormat(parcel: Parcel): Parcel {
  if (parcel.kind === 'text') return { ...parcel, content: { ...parcel.content, entities: [] } }
  return { ...parcel, caption: parcel.caption && { ...parcel.caption, entities: [] } }
}
