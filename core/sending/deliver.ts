import type { Channel, Sent } from '../deliveries/channel.ts'
import type { OutboxStore } from '../deliveries/ports.ts'
import { type Delivery, laneOf } from '../deliveries/delivery.ts'
import type { Head } from '../deliveries/waiting.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { Busy } from '../foundation/errors.ts'
import { createDoubts } from './doubt.ts'
import { beginningsOf, createJoins, type Post } from './joins.ts'
import { createLanes } from './lanes.ts'
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
  const lanes = createLanes(outbox)
  const { queue, underWay } = lanes
  /** Lanes that wait for a delivery in doubt. */
  let barred: Head[] = []
  const doubts = createDoubts(outbox)
  const joins = createJoins(channel)
  const settling = createSettling(outbox, (settlement) => {
    doubts.heard(settlement)
    release(settlement.delivery)
  })
  let hasFinished = false
  let wake: () => void = () => {}
  let stopped = false
  const stopListening = outbox.onEnqueued(lanes.touch)

  return {
    wake: () => wake(),
    stop() {
      stopped = true
      stopListening()
    },
    resumesInMs,
    async runOnce() {
      admitBarred()
      for (;;) {
        hasFinished = false
        await settling.finish()
        const met = stopped ? 0 : await startDue()
        if (met === 0 && underWay.size === 0) return
        await somethingFinished()
      }
    },
  }

  function resumesInMs(): number | null {
    const now = clock().getTime()
    const at = queue.nextAt(now)
    return at === null ? null : Math.max(at - now, 0)
  }

  /** Returns how many were met that are due, whether they could start or not. */
  async function startDue(): Promise<number> {
    await lanes.refresh()
    const now = clock()
    const inDoubt = await doubts.due(now, underWay)
    const heads = pick(inDoubt, now.getTime())
    if (heads.length === 0) return 0
    const starting: Post[] = []
    for (const { head, post } of await postsOf(heads, now.getTime())) {
      if (!post) lanes.touch([head.lane])
      else if (doubts.mayStart(post[0])) {
        for (const delivery of post) take(delivery)
        starting.push(post)
      } else barred.push(head)
    }
    await begin(starting)
    for (const post of starting) void attempt(post)
    return heads.length
  }

  /** What goes out of each lane now; null where its head is gone. */
  async function postsOf(
    heads: readonly Head[],
    now: number,
  ): Promise<{ readonly head: Head; readonly post: Post | null }[]> {
    const lanesOf = heads.map((head) => ({ head, behind: joins.behind(head, now) }))
    const taken = await outbox.take(lanesOf.flatMap(({ head, behind }) => [head.id, ...behind]))
    const found = new Map(taken.map((each) => [each.id, each]))
    return await Promise.all(
      lanesOf.map(async ({ head, behind }) => {
        const first = found.get(head.id)
        const others = behind.flatMap((id) => found.get(id) ?? [])
        return { head, post: first ? await joins.postOf(first, others) : null }
      }),
    )
  }

  /** The lanes that go on now: first those of what is in doubt, then the others in their turn. */
  function pick(inDoubt: readonly Delivery[], now: number): Head[] {
    const picked: Head[] = []
    const isFull = () => underWay.size + picked.length >= concurrency
    queue.closeTelegram(now + channel.closedMs())
    for (const delivery of inDoubt) {
      const head = isFull() ? null : queue.claim(laneOf(delivery), now)
      if (head && mayGo(head, now)) picked.push(head)
    }
    for (let head = next(); head; head = next()) if (mayGo(head, now)) picked.push(head)
    return picked

    function next(): Head | null {
      return isFull() ? null : queue.next(now)
    }
  }

  /** Takes a slot for it, or makes it and all that goes its way wait until there is one. */
  function mayGo(head: Head, now: number): boolean {
    const waitMs = channel.waitMs(head)
    const closedMs = channel.closedMs()
    if (waitMs > 0) queue.close(head, now + waitMs)
    if (waitMs > 0 && closedMs === 0) joins.closed(head, now + waitMs)
    queue.closeTelegram(now + closedMs)
    return waitMs === 0
  }

  function take(delivery: Delivery): void {
    lanes.started(delivery)
    doubts.started(delivery)
  }

  function release(delivery: Delivery): void {
    lanes.ended(delivery)
    doubts.ended(delivery)
    admitBarred()
  }

  function admitBarred(): void {
    for (const head of barred) queue.put(head)
    barred = []
  }

  /** Notes what is about to be tried: after a crash nothing else is in doubt. */
  async function begin(posts: readonly Post[]): Promise<void> {
    try {
      const noted = await Promise.all(
        posts.map(async (post) => ({ post, after: await channel.newestBefore(post[0]) })),
      )
      await outbox.begin(
        noted.flatMap(({ post, after }) => (after === null ? [] : beginningsOf(post, after))),
      )
    } catch (error) {
      for (const delivery of posts.flat()) release(delivery)
      throw error
    }
  }

  async function attempt(post: Post): Promise<void> {
    const [delivery, ...joined] = post
    let sent: Sent
    try {
      sent = await channel.send(delivery, doubts.othersOf(delivery, joined), joined)
    } catch (error) {
      sent = error instanceof Busy ? BUSY : await sentByFault(delivery, error)
    }
    const now = clock()
    const each = joins.sentOf(post, sent)
    await settling.add(post.map((its, at) => settlementOf(its, each[at] ?? sent, now, settings)))
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
    if (hasFinished || underWay.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const isFull = underWay.size >= concurrency
      const resumesAfter = isFull ? LOOK_AGAIN_MS : (resumesInMs() ?? LOOK_AGAIN_MS)
      const timer = setTimeout(resolve, Math.min(resumesAfter, LOOK_AGAIN_MS))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
