import type { Delivery } from '../../core/deliveries/delivery.ts'

/**
 * Which chats were heard of while deliveries were under way: a refusal that such an attempt brings home is from before.
 * One process has the database, so it is kept in memory.
 */
export interface Heard {
  /** A chat is heard of, in a transaction that ends after this. */
  note(chatId: number): void
  /** Attempts begin; each has to be told before its call. */
  begin(deliveries: readonly Delivery[]): void
  /** Whether the chat was heard of after the attempt began. */
  isOutdated(delivery: Delivery, chatId: number): boolean
}

/** Nothing has been heard yet. */
export function createHeard(): Heard {
  const last = new Map<number, number>()
  const begun = new WeakMap<Delivery, number>()
  let count = 0
  return {
    note(chatId) {
      last.set(chatId, ++count)
    },
    begin(deliveries) {
      for (const delivery of deliveries) begun.set(delivery, count)
    },
    isOutdated: (delivery, chatId) => (last.get(chatId) ?? 0) > (begun.get(delivery) ?? 0),
  }
}
