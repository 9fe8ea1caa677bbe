import type { Channel, Sent } from '../deliveries/channel.ts'
import type { OutboxStore } from '../deliveries/ports.ts'
import { type Delivery, laneOf } from '../deliveries/delivery.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { Busy } from '../foundation/errors.ts'
import { createDoubts } from './doubt.ts'
import type { Message } from '../tickets/message.ts'
import { isSetAside, outcomeOfFault } from './set-aside.ts'
import { settlementOf } from './settle.ts'
import { createSettling } from './settling.ts'

export interface DeliverOptions {
  readonly outbox: OutboxStore
  readonly channel: Channel
  readonly clock: () => Date
  readonly settings: Pick<DeskSettings, 'autoCloseAfterMs'>
  /** A stored message; it learns what became of it when its delivery is set aside. */
  readonly messageOf: (id: number) => Promise<Message | null>
  /** Called with what `channel.send` threw: always a bug, since faults outside our code are outcomes. */
  readonly onError: (error: unknown, delivery: Delivery) => void
  /** Lanes that are sent at the same time. */
  readonly concurrency?: number
}

export interface Deliverer {
  /** Sends all that is due, in order within each lane, and settles it. Resolves when nothing more can be sent now. */
  runOnce(): Promise<void>
  /** Tells a run under way that there may be more to send. */
  wake(): void
  /** Starts nothing more; what is under way is settled by the `runOnce` that started it. */
  stop(): void
  /** In how many ms the first lane that waits for the limits may go on; null where none waits. */
  resumesInMs(): number | null
}

/** What becomes due while something slow is under way waits this long at most. */
const LOOK_AGAIN_MS = 1_000

/** What was sent could not be noted. */
const BUSY: Sent = { outcome: { kind: 'retry', reason: 'database busy', isUnclear: true }, links: [] }

/** Builds the outbox job. Call `runOnce` only while no other call of it is running. */
export function createDeliverer({
  outbox,
  channel,
  clock,
  settings,
  messageOf,
  onError,
  concurrency = 64,
}: DeliverOptions): Deliverer {
  const busy = new Set<string>()
  /** Ids of deliveries being sent: when their chat migrates meanwhile, they reappear in another lane. */
  const underWay = new Set<number>()
  const held = new Map<string, number>()
  /** Lanes that wait for a delivery in doubt. */
  const barred = new Set<string>()
  const doubts = createDoubts(outbox)
  const settling = createSettling(outbox, (settlement) => {
    doubts.heard(settlement)
    release(settlement.delivery)
  })
  let hasFinished = false
  let wake: () => void = () => {}
  let stopped = false

  return {
    wake: () => wake(),
    stop() {
      stopped = true
    },
    resumesInMs() {
      return held.size > 0 ? Math.min(...held.values()) - clock().getTime() : null
    },
    async runOnce() {
      for (;;) {
        hasFinished = false
        await settling.finish()
        const met = stopped ? 0 : await startDue()
        if (met === 0 && busy.size === 0) return
        await somethingFinished()
      }
    },
  }

  async function startDue(): Promise<number> {
    const now = clock()
    for (const [lane, until] of held) if (until <= now.getTime()) held.delete(lane)
    const free = concurrency - busy.size
    if (free <= 0) return 0
    const inDoubt = await doubts.due(now, underWay)
    const heads = await outbox.heads(now, free, { lanes: new Set([...busy, ...held.keys(), ...barred]) })
    const starting: Delivery[] = []
    let met = 0
    for (const delivery of [...inDoubt, ...heads]) {
      const lane = laneOf(delivery)
      if (underWay.has(delivery.id) || busy.has(lane) || held.has(lane) || starting.length === free) continue
      met++
      const waitMs = doubts.mayStart(delivery) ? channel.waitMs(delivery) : null
      if (waitMs === null) barred.add(lane)
      else if (waitMs > 0) held.set(lane, now.getTime() + waitMs)
      else {
        take(delivery)
        starting.push(delivery)
      }
    }
    await begin(starting)
    for (const delivery of starting) void attempt(delivery)
    return met
  }

  function take(delivery: Delivery): void {
    busy.add(laneOf(delivery))
    underWay.add(delivery.id)
    doubts.started(delivery)
  }

  function release(delivery: Delivery): void {
    busy.delete(laneOf(delivery))
    underWay.delete(delivery.id)
    doubts.ended(delivery)
    barred.clear()
  }

  /** Notes what is about to be tried: after a crash nothing else is in doubt. */
  async function begin(deliveries: readonly Delivery[]): Promise<void> {
    try {
      const noted = await Promise.all(
        deliveries.map(async (delivery) => ({ delivery, after: await channel.newestBefore(delivery) })),
      )
      await outbox.begin(noted.flatMap(({ delivery, after }) => (after === null ? [] : { delivery, after })))
    } catch (error) {
      for (const delivery of deliveries) release(delivery)
      throw error
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    let sent: Sent
    try {
      sent = await channel.send(delivery, doubts.othersOf(delivery))
    } catch (error) {
      sent = error instanceof Busy ? BUSY : await sentByFault(delivery, error)
    }
    await settling.add(settlementOf(delivery, sent, clock(), settings))
    hasFinished = true
    wake()
  }

  /** Where not even the stored message can be read, the delivery is set aside without it. */
  async function sentByFault(delivery: Delivery, error: unknown): Promise<Sent> {
    onError(error, delivery)
    const outcome = outcomeOfFault(delivery)
    const { payload } = delivery
    if (payload.kind !== 'message' || !isSetAside(outcome)) return { outcome, links: [] }
    const message = await messageOf(payload.messageId).catch(() => null)
    return { outcome, links: [], ...(message && { message }) }
  }

  /** Or is new, or may be due. */
  function somethingFinished(): Promise<void> {
    if (hasFinished || busy.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_AGAIN_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
