import type { Message, MessageEntity, Sticker } from 'grammy/types'
import { cleanFileName } from '../../core/files/file-name.ts'
import type { AttachmentKind, TelegramFile } from '../../core/files/attachment.ts'
import type { Content, TextEntity } from '../../core/tickets/message.ts'
import { cleanText } from '../../core/foundation/text.ts'

/** Formatting that the bot can send again as it is; the rest (mentions, custom emoji …) stays plain text. */
export const CARRIED_ENTITIES: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'text_link',
  'blockquote',
  'expandable_blockquote',
])

/** A message's text and files; null for a kind of message that the bot can't send on (a poll, a location …). */
export function contentOf(message: Message): Content | null {
  const attachment = attachmentOf(message)
  const text = message.text ?? message.caption
  if (text === undefined && !attachment) return null
  return {
    text: cleanText(text ?? ''),
    entities: carried(message.entities ?? message.caption_entities ?? []),
    attachments: attachment ? [attachment] : [],
  }
}

function carried(entities: readonly MessageEntity[]): TextEntity[] {
  return entities
    .filter(({ type }) => CARRIED_ENTITIES.has(type))
    .map((entity) => ({
      type: entity.type,
      offset: entity.offset,
      length: entity.length,
      ...(entity.type === 'text_link' ? { url: entity.url } : {}),
      ...(entity.type === 'pre' && entity.language !== undefined ? { language: entity.language } : {}),
    }))
}

interface FileFields {
  readonly file_id: string
  readonly file_unique_id: string
  readonly file_size?: number | undefined
  readonly file_name?: string | undefined
  readonly mime_type?: string | undefined
}

/** Where a file may be: in a message, or in what a message of another chat is shown as. */
export type MediaHolder = Pick<
  Message,
  'animation' | 'document' | 'photo' | 'video' | 'audio' | 'voice' | 'video_note' | 'sticker'
>

/** The file in a message, with the name and type that Telegram gives it. */
export function attachmentOf(message: MediaHolder): TelegramFile | null {
  // An animation comes with a document of the same file beside it.
  if (message.animation) return describe('animation', message.animation, 'animation.mp4', 'video/mp4')
  if (message.document) return describe('document', message.document, 'file', 'application/octet-stream')
  const photo = message.photo?.at(-1)
  if (photo) return describe('photo', photo, 'photo.jpg', 'image/jpeg')
  if (message.video) return describe('video', message.video, 'video.mp4', 'video/mp4')
  if (message.audio) return describe('audio', message.audio, 'audio.mp3', 'audio/mpeg')
  if (message.voice) return describe('voice', message.voice, 'voice.ogg', 'audio/ogg')
  if (message.video_note) return describe('video_note', message.video_note, 'video.mp4', 'video/mp4')
  if (message.sticker) return describe('sticker', message.sticker, ...stickerFormat(message.sticker))
  return null
}

/** What a sticker is called, and its type: Telegram names neither. */
function stickerFormat({ is_animated, is_video }: Sticker): [name: string, type: string] {
  if (is_animated) return ['sticker.tgs', 'application/x-tgsticker']
  return is_video ? ['sticker.webm', 'video/webm'] : ['sticker.webp', 'image/webp']
}

function describe(kind: AttachmentKind, file: FileFields, name: string, type: string): TelegramFile {
  return {
    kind,
    name: cleanFileName(file.file_name ?? '') || name,
    type: file.mime_type ?? type,
    size: file.file_size ?? 0,
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
  }
}
