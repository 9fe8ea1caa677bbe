import { and, eq } from 'drizzle-orm'
import type { Connection, Tx } from '../engine/connection.ts'
import type { EnqueueOptions } from './enqueue.ts'

/** Makes what was parked for a chat due, within the transaction that hears of the chat. */
export type Unpark = (tx: Tx, chatId: number) => Promise<void>

/** The way out of being parked. */
export function createUnpark({ tables }: Connection, { clock, announce }: EnqueueOptions): Unpark {
  const { outbox } = tables
  return async ({ q, afterCommit }, chatId) => {
    const due = await q
      .update(outbox)
      .set({ state: 'waiting', runAt: clock(), attempts: 0, faults: 0 })
      .where(and(eq(outbox.chatId, chatId), eq(outbox.state, 'parked')))
      .returning({ id: outbox.id })
    if (due.length > 0) afterCommit(announce)
  }
}
