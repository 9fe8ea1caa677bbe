import type { Channel } from '../deliveries/channel.ts'
import type { Delivery } from '../deliveries/delivery.ts'
import type { OutboxStore } from '../deliveries/ports.ts'

/** What is being sent to each chat, and not noted yet. */
export interface UnderWay {
  /** Notes that something is being sent. To be called back once it is stored what it has become. */
  begin(chatId: number): () => void
  /** Resolves once all that is under way to the chat now has been noted. */
  noted(chatId: number): Promise<void>
}

/** Builds the register of sends. It is the process's own: a send ends with its process. */
export function createUnderWay(): UnderWay {
  const sends = new Map<number, Set<Promise<void>>>()
  return {
    begin(chatId) {
      let end: () => void = () => {}
      const send = new Promise<void>((resolve) => {
        end = resolve
      })
      const ofChat = sends.get(chatId) ?? new Set()
      sends.set(chatId, ofChat.add(send))
      return () => {
        end()
        ofChat.delete(send)
        if (ofChat.size === 0 && sends.get(chatId) === ofChat) sends.delete(chatId)
      }
    },
    async noted(chatId) {
      const ofChat = sends.get(chatId)
      if (ofChat) await Promise.all(ofChat)
    },
  }
}

interface Sending {
  readonly channel: Channel
  readonly outbox: OutboxStore
}

/** The same channel and outbox, which tell the register of each delivery from its call until it is settled. */
export function registerSends(
  { channel, outbox }: Sending,
  underWay: UnderWay,
  /** The chat that a delivery goes to; null for an SMS. */
  chatOf: (delivery: Delivery) => number | null,
): Sending {
  const ends = new Map<number, () => void>()
  return {
    channel: {
      ...channel,
      send(delivery) {
        const chatId = chatOf(delivery)
        if (chatId !== null) ends.set(delivery.id, underWay.begin(chatId))
        return channel.send(delivery)
      },
    },
    outbox: {
      ...outbox,
      async settle(settlements) {
        await outbox.settle(settlements)
        for (const { delivery } of settlements) {
          ends.get(delivery.id)?.()
          ends.delete(delivery.id)
        }
      },
    },
  }
}
