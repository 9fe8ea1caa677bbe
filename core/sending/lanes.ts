import { type Delivery, laneOf } from '../deliveries/delivery.ts'
import type { OutboxStore } from '../deliveries/ports.ts'
import { headOf, type Waiting } from '../deliveries/waiting.ts'
import { createQueue, type Queue } from './queue.ts'

/** Lanes are read so many at a time: other work goes on in between. */
const READ_AT_ONCE = 200

/** A database in this process would answer all reads before anybody else is served. */
const othersTurn = () => new Promise((resolve) => setTimeout(resolve))

/** What is known of the lanes in the outbox. */
export interface Lanes {
  readonly queue: Queue
  /** Ids of deliveries being sent: when their chat migrates meanwhile, they reappear in another lane. */
  readonly underWay: ReadonlySet<number>
  /** These lanes have changed; without any, nobody knows which. */
  touch(lanes?: readonly string[]): void
  /** Reads what has changed. */
  refresh(): Promise<void>
  started(delivery: Delivery): void
  ended(delivery: Delivery): void
}

/** Follows the outbox: reads all lanes once, and then those that change. */
export function createLanes(outbox: Pick<OutboxStore, 'lanes' | 'waiting'>): Lanes {
  const queue = createQueue()
  const busy = new Set<string>()
  const underWay = new Set<number>()
  /** Lanes of deliveries that are being sent in another lane. */
  const shadowed = new Set<string>()
  const touched = new Set<string>()
  let allTouched = true

  return {
    queue,
    underWay,
    touch,
    async refresh() {
      if (allTouched) await touchAll()
      while (touched.size > 0) {
        const lanes = [...touched].slice(0, READ_AT_ONCE)
        for (const lane of lanes) touched.delete(lane)
        try {
          await read(lanes.filter((lane) => !busy.has(lane)))
        } catch (error) {
          touch(lanes)
          throw error
        }
        if (touched.size > 0) await othersTurn()
      }
    },
    started(delivery) {
      busy.add(laneOf(delivery))
      underWay.add(delivery.id)
    },
    ended(delivery) {
      busy.delete(laneOf(delivery))
      underWay.delete(delivery.id)
      touch([laneOf(delivery), ...shadowed])
      shadowed.clear()
    },
  }

  function touch(lanes?: readonly string[]): void {
    if (!lanes) allTouched = true
    else for (const lane of lanes) touched.add(lane)
  }

  async function touchAll(): Promise<void> {
    allTouched = false
    try {
      for (let after: string | undefined = ''; after !== undefined;) {
        const page: string[] = await outbox.lanes(after, READ_AT_ONCE)
        touch(page)
        after = page.at(-1)
        if (after !== undefined) await othersTurn()
      }
    } catch (error) {
      allTouched = true
      throw error
    }
  }

  async function read(lanes: readonly string[]): Promise<void> {
    if (lanes.length === 0) return
    const waiting = new Map<string, Waiting[]>(lanes.map((lane) => [lane, []]))
    for (const each of await outbox.waiting(lanes)) waiting.get(each.lane)?.push(each)
    for (const lane of lanes) {
      const head = headOf(waiting.get(lane) ?? [])
      if (head && underWay.has(head.id)) shadowed.add(lane)
      if (head && !underWay.has(head.id) && !busy.has(lane)) queue.put(head)
      else queue.remove(lane)
    }
  }
}
