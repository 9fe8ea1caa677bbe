import type { Channel } from '../deliveries/channel.ts'
import { type Delivery, leavesDoubt } from '../deliveries/delivery.ts'
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

/**
 * The same channel and outbox, which tell the register of each delivery from its call until it is settled, or until it
 * is found out what has become of it.
 */
export function registerSends(
  { channel, outbox }: Sending,
  underWay: UnderWay,
  /** The chat that a delivery goes to; null for an SMS. */
  chatOf: (delivery: Delivery) => number | null,
): Sending {
  const ends = new Map<number, () => void>()
  const called = new Set<number>()
  return {
    channel: {
      ...channel,
      send(delivery, others, joined = []) {
        for (const each of [delivery, ...joined]) {
          called.add(each.id)
          begin(each)
        }
        return channel.send(delivery, others, joined)
      },
    },
    outbox: {
      ...outbox,
      async settle(settlements) {
        await outbox.settle(settlements)
        for (const { delivery, outcome } of settlements) {
          called.delete(delivery.id)
          if (!leavesDoubt(outcome)) end(delivery.id)
        }
      },
      async begun() {
        const left = await outbox.begun()
        const ids = new Set(left.map(({ delivery }) => delivery.id))
        for (const id of ends.keys()) if (!ids.has(id) && !called.has(id)) end(id)
        for (const { delivery } of left) begin(delivery)
        return left
      },
    },
  }

  function begin(delivery: Delivery): void {
    const chatId = ends.has(delivery.id) ? null : chatOf(delivery)
    if (chatId !== null) ends.set(delivery.id, underWay.begin(chatId))
  }

  function end(id: number): void {
    ends.get(id)?.()
    ends.delete(id)
  }
}
