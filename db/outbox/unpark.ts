import { and, asc, eq } from 'drizzle-orm'
import type { Connection, Tx } from '../engine/connection.ts'
import type { EnqueueOptions } from './enqueue.ts'
import type { Heard } from './heard.ts'

/** Makes what was parked for a chat due, within the transaction that hears of the chat. */
export type Unpark = (tx: Tx, chatId: number) => Promise<void>

/** The way out of being parked. */
export function createUnpark(db: Connection, heard: Heard, { clock, announce }: EnqueueOptions): Unpark {
  const { outbox } = db.tables
  return async ({ q, afterCommit }, chatId) => {
    heard.note(chatId)
    // What is being parked at this moment, by a refusal from before, is waited for.
    if (db.isConcurrent) {
      await db.locked(
        q.select({ id: outbox.id }).from(outbox).where(eq(outbox.chatId, chatId)).orderBy(asc(outbox.id)),
      )
    }
    const due = await q
      .update(outbox)
      .set({ state: 'waiting', runAt: clock(), attempts: 0, faults: 0 })
      .where(and(eq(outbox.chatId, chatId), eq(outbox.state, 'parked')))
      .returning({ id: outbox.id })
    if (due.length > 0) afterCommit(() => announce())
  }
}
