/** A ticket's two sides: the customer's chat and the staff group. */
export type Room = 'customer' | 'staff'

/** A Telegram message that belongs to a ticket. */
export interface MessageLink {
  readonly chatId: number
  readonly messageId: number
  readonly ticketNumber: number
  /** The stored message it carries; null for cards, questions and notices. */
  readonly storedId: number | null
  readonly role: LinkRole
  /** The stored messages that a joined post carries, in its order; absent for other messages. */
  readonly parts?: readonly number[]
}

/**
 * `title` and `description` are what a person has written a ticket in. `source` was written by a person, too; the bot's copy of it is a `copy`, and further parts that don't hold its text are
 * `header`.
 */
export type LinkRole = 'title' | 'description' | 'card' | 'source' | 'copy' | 'header' | 'question' | 'notice'

/** Where the bot has put a ticket in one of its rooms. */
export interface Place {
  readonly ticketNumber: number
  readonly room: Room
  readonly chatId: number
  readonly threadId: number | null
  readonly cardMessageId: number | null
  /** The topic's name as last set; null where the place is no topic. */
  readonly topicName: string | null
  readonly topicClosed: boolean
}
