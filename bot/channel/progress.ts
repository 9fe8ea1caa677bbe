import type { Delivery } from '../../core/deliveries/delivery.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { LinkReader } from '../../core/places/reader.ts'

/** How far failed attempts at a delivery got, so that the next one goes on from there. */
export interface Progress {
  /** How many messages of a delivery are in a chat already. `message` is the stored one it carries, null for files. */
  sentBefore(delivery: Delivery, message: Message | null, chatId: number): Promise<number>
  /** An attempt has sent so many messages before it failed. */
  failed(delivery: Delivery, count: number): void
  finished(delivery: Delivery): void
}

/** A message is counted by its links; files in memory, because their links don't tell which delivery sent them. */
export function createProgress({ links }: { readonly links: LinkReader }): Progress {
  const counts = new Map<number, number>()

  return {
    async sentBefore({ id, attempts }, message, chatId) {
      if (message === null) return counts.get(id) ?? 0
      const sent = attempts > 0 ? await links.ofMessage(message.id) : []
      return sent.filter((link) => link.chatId === chatId && (link.role === 'copy' || link.role === 'header'))
        .length
    },
    failed({ id }, count) {
      if (count > 0) counts.set(id, (counts.get(id) ?? 0) + count)
    },
    finished({ id }) {
      counts.delete(id)
    },
  }
}
