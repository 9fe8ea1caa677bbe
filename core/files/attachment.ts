/** The kinds of file that a message can carry, by Telegram's names. */
export const ATTACHMENT_KINDS = [
  'photo',
  'document',
  'video',
  'animation',
  'audio',
  'voice',
  'video_note',
  'sticker',
] as const
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number]

/** Where a file's bytes are: stored here, still to be fetched from Telegram, or never to be had. */
export type BytesState = 'stored' | 'waiting' | 'unavailable'

/**
 * Why a file's bytes are never to be had: larger than the 20 MB that Telegram's `getFile` allows, refused for another
 * reason, or no room left for the organization's files.
 */
export type UnavailableReason = 'too_large' | 'refused' | 'quota'

export interface Attachment {
  readonly id: string
  readonly kind: AttachmentKind
  readonly name: string
  /** MIME type. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** Telegram's ids; null until it has the file. */
  readonly fileId: string | null
  readonly fileUniqueId: string | null
  readonly bytes: BytesState
}

/** A file of Telegram's, whose bytes are fetched once it belongs to a ticket. */
export type TelegramFile = Omit<Attachment, 'id' | 'bytes' | 'fileId' | 'fileUniqueId'> & {
  readonly id?: undefined
  readonly fileId: string
  readonly fileUniqueId: string
}

/** A file that was uploaded: its bytes are stored under its id already. */
export type UploadedFile = Omit<Attachment, 'bytes'>

/** A file before it belongs to a ticket. */
export type NewAttachment = TelegramFile | UploadedFile
