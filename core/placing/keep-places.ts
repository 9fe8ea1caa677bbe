import type { MessageLink, Place } from '../places/place.ts'
import type { LinkStore } from '../places/ports.ts'

/** Where tickets are on Telegram, as the bot puts them there and as people change it by hand. */
export interface KeepPlaces {
  /** Notes Telegram messages that belong to tickets. */
  link(links: readonly MessageLink[]): Promise<void>
  /** A message that showed a ticket for a while belongs to it no more. */
  unlink(chatId: number, messageId: number): Promise<void>
  /** Notes where the bot has put a ticket. */
  save(place: Place): Promise<void>
  /** Somebody closed, reopened or renamed a ticket's topic: noted, so that the next change finds it as it is. */
  topicChanged(
    chatId: number,
    threadId: number,
    change: Partial<Pick<Place, 'topicName' | 'topicClosed'>>,
  ): Promise<void>
}

/** Keeps the places of tickets. */
export function createKeepPlaces({ links }: { readonly links: LinkStore }): KeepPlaces {
  return {
    link: links.add,
    unlink: links.remove,
    save: links.savePlace,
    async topicChanged(chatId, threadId, change) {
      const number = await links.ticketOfThread(chatId, threadId)
      const place = number === null ? null : await links.place(number, 'staff')
      if (place) await links.savePlace({ ...place, ...change })
    },
  }
}
