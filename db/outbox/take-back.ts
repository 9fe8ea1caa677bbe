import { and, eq, inArray, ne } from 'drizzle-orm'
import type { FailureReason } from '../../core/tickets/message.ts'
import type { Connection, Tx } from '../engine/connection.ts'
import type { EnqueueOptions } from './enqueue.ts'

/** Makes due again what of a ticket was set aside for faults of ours. */
export type TakeBack = (tx: Tx, ticketNumber: number) => Promise<number>

const REASON: FailureReason = 'internal_error'

/** The way back of what was set aside; SMS stay where they are. */
export function createTakeBack({ tables }: Connection, { clock, announce }: EnqueueOptions): TakeBack {
  const { outbox, messages } = tables
  return async ({ q, afterCommit }, ticketNumber) => {
    const due = await q
      .update(outbox)
      .set({ state: 'waiting', runAt: clock(), attempts: 0, faults: 0, error: null })
      .where(
        and(
          eq(outbox.ticketNumber, ticketNumber),
          eq(outbox.state, 'failed'),
          eq(outbox.error, REASON),
          ne(outbox.kind, 'sms'),
        ),
      )
      .returning({ kind: outbox.kind, messageId: outbox.messageId })
    const ids = due.flatMap(({ kind, messageId }) =>
      kind === 'message' && messageId !== null ? [messageId] : [],
    )
    if (ids.length > 0) {
      await q
        .update(messages)
        .set({ deliveryState: 'queued', deliveryReason: null })
        .where(and(inArray(messages.id, ids), eq(messages.deliveryReason, REASON)))
    }
    if (due.length > 0) afterCommit(() => announce())
    return due.length
  }
}
