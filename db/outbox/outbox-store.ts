import { and, asc, eq, inArray, lte, min, sql } from 'drizzle-orm'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import type { Listeners } from '../engine/listeners.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { deliveryOf } from './delivery-columns.ts'
import type { createBegin } from './begin.ts'
import type { Enqueue } from './enqueue.ts'
import type { Heard } from './heard.ts'
import { encoded, prepared } from '../engine/prepared.ts'
import type { TakeBack } from './take-back.ts'
import type { RetryForbidden } from './retry-forbidden.ts'
import type { WakeStaff } from './wake-staff.ts'
import type { Settle } from './settle.ts'

export interface OutboxParts {
  readonly db: Connection
  readonly enqueue: Enqueue
  readonly settle: Settle
  readonly begin: ReturnType<typeof createBegin>
  readonly takeBack: TakeBack
  readonly wakeStaff: WakeStaff
  readonly retryForbidden: RetryForbidden
  readonly heard: Heard
  readonly listeners: Listeners
}

/** Deliveries that wait to be sent, in order within each lane. */
export function createOutboxStore({
  db,
  enqueue,
  settle,
  begin,
  takeBack,
  wakeStaff,
  retryForbidden,
  heard,
  listeners,
}: OutboxParts): OutboxStore {
  const { outbox } = db.tables
  const heads = (q: Query) =>
    q
      .select({ id: min(outbox.id) })
      .from(outbox)
      .where(sql`${outbox.state} = 'waiting'`)
      .groupBy(outbox.lane)
  const dueHeads = prepared(['now', 'limit'], (q, { now, limit }) =>
    q
      .select({ id: outbox.id, lane: outbox.lane })
      .from(outbox)
      .where(and(inArray(outbox.id, heads(q)), lte(outbox.runAt, encoded(outbox.runAt, now))))
      .orderBy(asc(outbox.id))
      .limit(limit),
  )
  const waiting = prepared(['id'], (q, { id }) =>
    q
      .select()
      .from(outbox)
      .where(and(eq(outbox.id, id), sql`${outbox.state} = 'waiting'`)),
  )
  const earliest = prepared([], (q) =>
    q
      .select({ runAt: min(outbox.runAt) })
      .from(outbox)
      .where(inArray(outbox.id, heads(q))),
  )

  return {
    enqueue: (deliveries) => db.tx((tx) => enqueue(tx, deliveries)),

    heads: (now, limit, { lanes }) =>
      db.read(async (q) => {
        // Each lane has one head, so this many ids leave `limit` of them after the excluded lanes are taken out.
        // Whole rows are read only for what is left.
        const due = await dueHeads(q, { now, limit: limit + lanes.size })
        const free = due.filter(({ lane }) => !lanes.has(lane)).slice(0, limit)
        const rows = await Promise.all(free.map(({ id }) => waiting(q, { id })))
        const deliveries = rows.flat().map(deliveryOf)
        heard.begin(deliveries)
        return deliveries
      }),

    async nextAt() {
      const [first] = await db.read((q) => earliest(q, {}))
      return first?.runAt ?? null
    },

    ...begin,

    settle: (settlements) => db.tx((tx) => settle(tx, settlements), 'urgent'),

    retryForbidden: () => db.tx(retryForbidden),

    wakeStaff: () => db.tx(wakeStaff),

    takeBack: (ticketNumber) => db.tx((tx) => takeBack(tx, ticketNumber)),

    onEnqueued: listeners.add,
  }
}
