import type { Attachment, NewAttachment } from '../files/attachment.ts'
import type { Party } from '../foundation/actor.ts'

/** Formatting, in Telegram's terms: offsets in UTF-16 units. */
export interface TextEntity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
}

export type DeliveryState = 'queued' | 'sent' | 'failed'

/** How far a message is on its way to the other side. */
export interface MessageDelivery {
  readonly state: DeliveryState
  /** While queued: not before this, because Telegram asked to wait. */
  readonly until: Date | null
  readonly reason: FailureReason | null
}

/** Why something will not go out. */
export type FailureReason =
  | 'bot_removed'
  | 'chat_gone'
  | 'blocked_by_user'
  | 'user_not_started'
  | 'no_rights'
  | 'file_unavailable'
  | 'group_not_linked'
  | 'membership_ended'
  /** Our own code failed at it too often. */
  | 'internal_error'
  | 'refused'

/** What one message of an album says under its file; empty where it says nothing, which an edit may change. */
export interface Caption {
  /** Telegram's id of the message. */
  readonly messageId: number
  readonly text: string
  readonly entities: readonly TextEntity[]
}

export interface Message {
  readonly id: number
  readonly ticketNumber: number
  readonly kind: 'message' | 'note'
  readonly author: Party
  readonly text: string
  readonly entities: readonly TextEntity[]
  readonly attachments: readonly Attachment[]
  /** Of an album, what stands under each file: the text is what they make together. */
  readonly captions: readonly Caption[]
  /** The message that it replies to. */
  readonly replyToId: number | null
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly delivery: MessageDelivery
}

/** Where a message was written. What was stored under an origin is recognised when it comes again. */
export type Origin =
  | {
      readonly kind: 'telegram'
      readonly chatId: number
      readonly messageId: number
      readonly albumId: string | null
    }
  | { readonly kind: 'panel'; readonly requestKey: string | null }

/** What somebody wrote: text and files. */
export interface Content {
  readonly text: string
  readonly entities: readonly TextEntity[]
  readonly attachments: readonly NewAttachment[]
}
