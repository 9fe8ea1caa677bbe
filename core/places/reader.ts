import type { MessageLink, Place, Room } from './place.ts'

/** Reads which Telegram messages and topics belong to which ticket. */
export interface LinkReader {
  find(chatId: number, messageId: number): Promise<MessageLink | null>
  /** All Telegram messages that carry a stored message, in the order they were sent. */
  ofMessage(storedId: number): Promise<MessageLink[]>
  /** The ticket whose topic this is. */
  ticketOfThread(chatId: number, threadId: number): Promise<number | null>
  place(ticketNumber: number, room: Room): Promise<Place | null>
}
