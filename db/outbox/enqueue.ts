import { isNotNull, sql } from 'drizzle-orm'
import { laneOf, type NewDelivery } from '../../core/deliveries/delivery.ts'
import type { Connection, Tx } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import { DELIVERY_COLUMNS, deliveryColumns } from './delivery-columns.ts'

/** Puts deliveries into the outbox, in the transaction of the change that leads to them. */
export type Enqueue = (tx: Tx, deliveries: readonly NewDelivery[]) => Promise<void>

export interface EnqueueOptions {
  readonly clock: () => Date
  /** Called after each commit that put something in, with the lanes where they are known. */
  readonly announce: (lanes?: readonly string[]) => void
}

/** The only way into the outbox. A delivery with the merge key of a waiting one becomes a new revision of it. */
export function createEnqueue({ tables }: Connection, { clock, announce }: EnqueueOptions): Enqueue {
  const { outbox } = tables
  /** Of an SMS that was tried, or is being sent, nothing holds for the one that takes its place. */
  const isTriedSms = sql`excluded.kind = 'sms' and (${outbox.attempts} > 0 or ${outbox.runAt} <= excluded.created_at)`
  const insert = prepared(DELIVERY_COLUMNS, (q, values) =>
    q
      .insert(outbox)
      .values(values)
      .onConflictDoUpdate({
        target: outbox.mergeKey,
        targetWhere: isNotNull(outbox.mergeKey),
        set: {
          revision: sql`${outbox.revision} + 1`,
          state: 'waiting',
          payload: sql`excluded.payload`,
          runAt: sql`case when ${isTriedSms} or excluded.run_at < ${outbox.runAt} then excluded.run_at else ${outbox.runAt} end`,
          attempts: sql`case when ${isTriedSms} then 0 else ${outbox.attempts} end`,
          createdAt: sql`case when ${isTriedSms} then excluded.created_at else ${outbox.createdAt} end`,
        },
      }),
  )

  return async (tx, deliveries) => {
    if (deliveries.length === 0) return
    const now = clock()
    for (const delivery of deliveries) await insert(tx.q, deliveryColumns(delivery, now))
    const lanes = deliveries.map(laneOf)
    tx.afterCommit(() => announce(lanes))
  }
}
