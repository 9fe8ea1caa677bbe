import type { NewAttachment } from '../files/attachment.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import type { Room } from '../places/place.ts'
import type { Captioned } from '../tickets/captions.ts'
import type { Caption, Content, Message } from '../tickets/message.ts'
import type { HistoryEntry, Ticket } from '../tickets/ticket.ts'

/** What a decision leads to; the store writes all of it in one transaction, or nothing. */
export interface Change<Result> {
  readonly result: Result
  readonly ticket?: Ticket
  readonly history?: HistoryEntry | null
  readonly message?: NewMessage
  /** Files that join a message stored before, the later items of an album, and what the message says then. */
  readonly addTo?: { readonly messageId: number; readonly files: Content['attachments'] } & Captioned
  /** A stored message that becomes a note; notes are never sent. */
  readonly withdraw?: { readonly messageId: number }
  readonly deliveries?:
    | readonly NewDelivery[]
    | ((ids: {
        readonly messageId: number
        readonly attachmentIds: readonly string[]
      }) => readonly NewDelivery[])
}

export type NewMessage = Pick<Message, 'kind' | 'author' | 'createdAt' | 'delivery'> &
  Partial<Pick<Message, 'captions' | 'replyToId'>> &
  Content

/** What the store has loaded for a decision. */
export interface Found {
  readonly ticket: Ticket
  /** The stored message of the same album, and the rooms that it has not been sent to yet. */
  readonly album: { readonly message: Message; readonly waitingFor: readonly Room[] } | null
}

/** `messageId` is the message that the change stored or extended; on a repeat, the one it stored the first time. */
export type Changed<Result> =
  | {
      readonly duplicate: false
      readonly result: Result
      readonly ticket: Ticket
      readonly messageId: number | null
    }
  | { readonly duplicate: true; readonly ticket: Ticket; readonly messageId: number | null }

/** A new ticket, decided once its number is known. */
export interface Opening {
  /** The same key never opens a second ticket: the first one is returned. */
  readonly requestKey: string | null
  readonly files: readonly NewAttachment[]
  /** The message that becomes the ticket's card in its home chat; null where the card is still to be posted. */
  readonly cardMessageId: number | null
  /** The messages of its home chat that it was written in: their edits are its own. */
  readonly sources?: readonly { readonly messageId: number; readonly role: 'title' | 'description' }[]
  readonly decide: (
    number: number,
    now: Date,
  ) => Change<void> & { readonly ticket: Ticket; readonly history: HistoryEntry }
}

export interface MessageEdit extends Pick<Content, 'text' | 'entities'> {
  /** Of an album; absent where they stay. */
  readonly captions?: readonly Caption[]
  /**
   * A file that replaces another, or is added after the others where `replaces` is null; null where the files stay.
   */
  readonly file: {
    readonly file: NewAttachment
    readonly replaces: string | null
    readonly position: number
  } | null
}
