import { inArray, min, sql } from 'drizzle-orm'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import type { Listeners } from '../engine/listeners.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { createBegin } from './begin.ts'
import type { Enqueue } from './enqueue.ts'
import type { Heard } from './heard.ts'
import { prepared } from '../engine/prepared.ts'
import type { TakeBack } from './take-back.ts'
import type { RetryForbidden } from './retry-forbidden.ts'
import type { WakeStaff } from './wake-staff.ts'
import type { Settle } from './settle.ts'
import { createWaiting } from './waiting.ts'

export interface OutboxParts {
  readonly db: Connection
  readonly enqueue: Enqueue
  readonly settle: Settle
  readonly begin: ReturnType<typeof createBegin>
  readonly takeBack: TakeBack
  readonly wakeStaff: WakeStaff
  readonly retryForbidden: RetryForbidden
  readonly heard: Heard
  readonly listeners: Listeners<readonly string[] | undefined>
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
  const earliest = prepared([], (q) =>
    q
      .select({ runAt: min(outbox.runAt) })
      .from(outbox)
      .where(inArray(outbox.id, heads(q))),
  )

  return {
    enqueue: (deliveries) => db.tx((tx) => enqueue(tx, deliveries)),

    ...createWaiting(db, heard),

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
