import type { MessageLink, Place, Room } from './place.ts'

/** Reads which Telegram messages and topics belong to which ticket. */
export interface LinkReader {
  find(chatId: number, messageId: number): Promise<MessageLink | null>
  /** All Telegram messages that carry a stored message, in the order they were sent. */
  ofMessage(storedId: number): Promise<MessageLink[]>
  /** The stored messages that a joined post carries, in its order; none for other messages. */
  partsOf(chatId: number, messageId: number): Promise<number[]>
  /** The newest message of a chat that belongs to a ticket; null where none does. */
  newest(chatId: number): Promise<number | null>
  /** Which messages of a chat after one belong to tickets, oldest first. */
  linkedAfter(chatId: number, messageId: number, limit: number): Promise<number[]>
  /** The ticket whose topic this is. */
  ticketOfThread(chatId: number, threadId: number): Promise<number | null>
  place(ticketNumber: number, room: Room): Promise<Place | null>
}
