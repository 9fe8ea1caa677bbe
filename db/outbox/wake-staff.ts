import { and, eq, like } from 'drizzle-orm'
import { STAFF_SHUT } from '../../core/deliveries/delivery.ts'
import type { Connection, Tx } from '../engine/connection.ts'
import type { EnqueueOptions } from './enqueue.ts'

/** Makes due at once what the staff group did not take. */
export type WakeStaff = (tx: Tx) => Promise<void>

/** The way out of a long wait for rights in the staff group. */
export function createWakeStaff({ tables }: Connection, { clock, announce }: EnqueueOptions): WakeStaff {
  const { outbox } = tables
  return async ({ q, afterCommit }) => {
    const due = await q
      .update(outbox)
      .set({ runAt: clock(), attempts: 0 })
      .where(
        and(
          eq(outbox.destination, 'staff'),
          eq(outbox.state, 'waiting'),
          like(outbox.error, `${STAFF_SHUT}%`),
        ),
      )
      .returning({ id: outbox.id })
    if (due.length > 0) afterCommit(() => announce())
  }
}
