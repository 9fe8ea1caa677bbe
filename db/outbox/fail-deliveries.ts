import { and, eq, inArray } from 'drizzle-orm'
import type { Query } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'

/** Fails what waits for a group that was unlinked. Agents see it on the messages they wrote. */
export async function failDeliveriesTo(q: Query, tables: Tables, chatId: number): Promise<void> {
  const { outbox, messages } = tables
  const failed = await q
    .update(outbox)
    .set({ state: 'failed', error: 'group_not_linked', mergeKey: null })
    .where(and(eq(outbox.chatId, chatId), inArray(outbox.state, ['waiting', 'parked'])))
    .returning({ messageId: outbox.messageId, kind: outbox.kind })
  const ids = failed.flatMap(({ kind, messageId }) =>
    kind === 'message' && messageId !== null ? [messageId] : [],
  )
  if (ids.length === 0) return
  await q
    .update(messages)
    .set({ deliveryState: 'failed', deliveryUntil: null, deliveryReason: 'group_not_linked' })
    .where(and(inArray(messages.id, ids), eq(messages.authorSide, 'agent')))
}
