import type { MessageLink, Place } from '../places/place.ts'
import type { LinkStore } from '../places/ports.ts'

/** Stores where tickets are on Telegram, as the bot puts them there and as people change it by hand. */
export interface KeepPlaces {
  /** Stores that Telegram messages belong to tickets. */
  link(links: readonly MessageLink[]): Promise<void>
  /** Forgets the link of a message that shows its ticket no more. */
  unlink(chatId: number, messageId: number): Promise<void>
  /** Stores where the bot has put a ticket. */
  save(place: Place): Promise<void>
  /** Stores that a topic was made for a ticket, where that is not known: nobody may have heard the answer to the call. */
  topicMade(topic: Pick<Place, 'ticketNumber' | 'chatId' | 'threadId' | 'topicName'>): Promise<void>
  /**
   * Stores that somebody closed, reopened or renamed a ticket's topic, so that the bot's next change starts from it.
   */
  topicChanged(
    chatId: number,
    threadId: number,
    change: Partial<Pick<Place, 'topicName' | 'topicClosed'>>,
  ): Promise<void>
}

/** Builds the use cases on places. */
export function createKeepPlaces({ links }: { readonly links: LinkStore }): KeepPlaces {
  return {
    link: links.add,
    unlink: links.remove,
    save: links.savePlace,
    topicMade: (topic) =>
      links.savePlaceIfNone({ ...topic, room: 'staff', cardMessageId: null, topicClosed: false }),
    async topicChanged(chatId, threadId, change) {
      const number = await links.ticketOfThread(chatId, threadId)
      const place = number === null ? null : await links.place(number, 'staff')
      if (place) await links.savePlace({ ...place, ...change })
    },
  }
}
