import type { Channel, Sent } from '../deliveries/channel.ts'
import type { OutboxStore, Settlement } from '../deliveries/ports.ts'
import { type Delivery, laneOf } from '../deliveries/delivery.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { Busy } from '../foundation/errors.ts'
import type { Message } from '../tickets/message.ts'
import { isSetAside, outcomeOfFault } from './set-aside.ts'
import { settlementOf } from './settle.ts'

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
  /** Starts nothing more; what is under way is settled by the `runOnce` that started it. */
  stop(): void
  /** In how many ms the first lane that waits for the limits may go on; null where none waits. */
  resumesInMs(): number | null
}

const BUSY: Sent = { outcome: { kind: 'retry', reason: 'database busy' }, links: [] }

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
  let finished: Settlement[] = []
  let wake: () => void = () => {}
  let stopped = false

  return {
    stop() {
      stopped = true
    },
    resumesInMs() {
      return held.size > 0 ? Math.min(...held.values()) - clock().getTime() : null
    },
    async runOnce() {
      for (;;) {
        await settleFinished()
        const started = stopped ? 0 : await startDue()
        if (started === 0 && busy.size === 0) return
        await somethingFinished()
      }
    },
  }

  async function settleFinished(): Promise<void> {
    if (finished.length === 0) return
    const batch = finished
    finished = []
    try {
      await outbox.settle(batch)
    } catch (error) {
      // What has been sent is kept in memory until the disk takes it: the next run settles it.
      finished = [...batch, ...finished]
      throw error
    }
    for (const { delivery } of batch) {
      busy.delete(laneOf(delivery))
      underWay.delete(delivery.id)
    }
  }

  async function startDue(): Promise<number> {
    const now = clock()
    for (const [lane, until] of held) if (until <= now.getTime()) held.delete(lane)
    const free = concurrency - busy.size
    if (free <= 0) return 0
    const heads = await outbox.heads(now, free, { lanes: new Set([...busy, ...held.keys()]) })
    let started = 0
    for (const delivery of heads) {
      if (underWay.has(delivery.id)) continue
      const waitMs = channel.waitMs(delivery)
      if (waitMs > 0) held.set(laneOf(delivery), now.getTime() + waitMs)
      else {
        busy.add(laneOf(delivery))
        underWay.add(delivery.id)
        void attempt(delivery)
      }
      started++
    }
    return started
  }

  async function attempt(delivery: Delivery): Promise<void> {
    let sent: Sent
    try {
      sent = await channel.send(delivery)
    } catch (error) {
      sent = error instanceof Busy ? BUSY : await sentByFault(delivery, error)
    }
    finished.push(settlementOf(delivery, sent, clock(), settings))
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

  function somethingFinished(): Promise<void> {
    if (finished.length > 0 || busy.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      wake = resolve
    })
  }
}
