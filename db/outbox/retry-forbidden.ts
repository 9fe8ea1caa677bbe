import { and, eq, lte } from 'drizzle-orm'
import type { FailureReason } from '../../core/tickets/message.ts'
import type { Connection, Tx } from '../engine/connection.ts'
import type { EnqueueOptions } from './enqueue.ts'

/** Makes due what was parked for want of rights, and has been so for its time. */
export type RetryForbidden = (tx: Tx) => Promise<void>

const REASON: FailureReason = 'no_rights'

/** The way out for what no news comes of. */
export function createRetryForbidden(
  { tables }: Connection,
  { clock, announce }: EnqueueOptions,
): RetryForbidden {
  const { outbox } = tables
  return async ({ q, afterCommit }) => {
    const due = await q
      .update(outbox)
      .set({ state: 'waiting' })
      .where(and(eq(outbox.state, 'parked'), eq(outbox.error, REASON), lte(outbox.runAt, clock())))
      .returning({ id: outbox.id })
    if (due.length > 0) afterCommit(() => announce())
  }
}
