import type { Party } from '../actor.ts'

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

/** Whether we have a file's bytes: `waiting` are to be fetched from Telegram, `unavailable` will never be had. */
export type BytesState = 'stored' | 'waiting' | 'unavailable'

/** Why Telegram will not hand out a file: over its limit for downloads, or refused outright. */
export type UnavailableReason = 'too_large' | 'refused'

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

/** A file that was sent up: its bytes are stored under its id already. */
export type UploadedFile = Omit<Attachment, 'bytes'>

/** A file before it belongs to a ticket. */
export type NewAttachment = TelegramFile | UploadedFile

/** Formatting, in Telegram's terms: offsets in UTF-16 units. */
export interface TextEntity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
}

export type DeliveryState = 'queued' | 'sent' | 'failed'

/** How far a message got towards the other side. */
export interface MessageDelivery {
  readonly state: DeliveryState
  /** While queued: not before this, because Telegram asked to wait. */
  readonly until: Date | null
  readonly reason: FailureReason | null
}

/** Why Telegram or the SMS provider will not take something. */
export type FailureReason =
  | 'bot_removed'
  | 'chat_gone'
  | 'blocked_by_user'
  | 'user_not_started'
  | 'no_rights'
  | 'file_unavailable'
  | 'group_not_linked'
  | 'refused'

export interface Message {
  readonly id: number
  readonly ticketNumber: number
  readonly kind: 'message' | 'note'
  readonly author: Party
  readonly text: string
  readonly entities: readonly TextEntity[]
  readonly attachments: readonly Attachment[]
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly delivery: MessageDelivery
}

/** Where a message was written; the pair of ids is what makes a repeated update harmless. */
export type Origin =
  | {
      readonly kind: 'telegram'
      readonly chatId: number
      readonly messageId: number
      readonly albumId: string | null
    }
  | { readonly kind: 'panel'; readonly requestKey: string | null }

/** What somebody wrote. */
export interface Content {
  readonly text: string
  readonly entities: readonly TextEntity[]
  readonly attachments: readonly NewAttachment[]
}
