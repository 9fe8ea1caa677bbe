import type { MessageLink, Place } from './place.ts'
import type { LinkReader } from './reader.ts'

export interface LinkStore extends LinkReader {
  add(links: readonly MessageLink[]): Promise<void>
  remove(chatId: number, messageId: number): Promise<void>
  savePlace(place: Place): Promise<void>
  /** Saves a place with nothing in it yet, unless the ticket has one in that room. */
  savePlaceIfNone(place: Place): Promise<void>
}
