import type { OutboxStore, Settlement } from '../deliveries/ports.ts'
import { type Delivery, leavesDoubt } from '../deliveries/delivery.ts'

/**
 * Deliveries that were begun and whose end is unknown. They go out one by one: while one is under way, or is to be
 * next, nothing else of its chat starts. So what is found in the chat can belong to nothing else.
 */
export interface Doubts {
  /** Those that are due, oldest first; `ours` are the ids of what is being sent now. Nothing of their chats starts. */
  due(now: Date, ours: ReadonlySet<number>): Promise<Delivery[]>
  /** Those of the delivery's chat that don't go with it, if it is in doubt itself. */
  othersOf(delivery: Delivery, joined: readonly Delivery[]): Delivery[]
  mayStart(delivery: Delivery): boolean
  started(delivery: Delivery): void
  ended(delivery: Delivery): void
  /** Hears of an outcome that leaves a doubt. */
  heard(settlement: Settlement): void
}

/** Finds them where an earlier process, or an attempt of this one, has left them. */
export function createDoubts(outbox: Pick<OutboxStore, 'begun'>): Doubts {
  const underWay = new Map<string, number>()
  const taken = new Set<string>()
  let expected = new Set<string>()
  let known: readonly Delivery[] = []
  /** At the start nobody knows. */
  let mayBe = true

  return {
    async due(now, ours) {
      expected = new Set()
      if (!mayBe) return []
      const before = new Set(ours)
      mayBe = false
      const left = (await outbox.begun()).filter(({ delivery }) => !before.has(delivery.id))
      if (left.length > 0) mayBe = true
      known = left.map(({ delivery }) => delivery)
      const due = left.flatMap(({ delivery, runAt }) => (runAt <= now ? [delivery] : []))
      expected = new Set(due.map(chatOf))
      return due
    },
    othersOf(delivery, joined) {
      if (!delivery.doubt) return []
      const own = new Set([delivery, ...joined].map(({ id }) => id))
      return known.filter((other) => !own.has(other.id) && chatOf(other) === chatOf(delivery))
    },
    mayStart(delivery) {
      const chat = chatOf(delivery)
      if (taken.has(chat)) return false
      return delivery.doubt ? !underWay.has(chat) : !expected.has(chat)
    },
    started(delivery) {
      const chat = chatOf(delivery)
      underWay.set(chat, (underWay.get(chat) ?? 0) + 1)
      if (delivery.doubt) taken.add(chat)
    },
    ended(delivery) {
      const chat = chatOf(delivery)
      const others = (underWay.get(chat) ?? 1) - 1
      if (others > 0) underWay.set(chat, others)
      else underWay.delete(chat)
      if (delivery.doubt) taken.delete(chat)
    },
    heard({ delivery, outcome }) {
      if (delivery.doubt || leavesDoubt(outcome)) mayBe = true
    },
  }
}

/** The chat that a delivery goes to: all tickets share the staff group. */
function chatOf({ destination }: Delivery): string {
  switch (destination.kind) {
    case 'staff':
      return 'staff'
    case 'chat':
      return `chat:${destination.chatId}`
    case 'sms':
      return `sms:${destination.ticketNumber}`
  }
}
