import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import type { TicketStore } from '../../core/changes/ports.ts'
import type { TicketParts } from './ticket-rows.ts'

/** Replaces what a message says, and marks its ticket for the index of words. */
export function createEditMessage({ db, rows, files, enqueue }: TicketParts): TicketStore['editMessage'] {
  const { messages } = db.tables

  return (id, { text, entities, captions, file }, now, deliveries) =>
    db.tx(async (tx) => {
      const { q } = tx
      const [row] = await db.locked(q.select().from(messages).where(eq(messages.id, id)))
      const isSame = row?.text === text && isDeepStrictEqual(row.entities, entities) && !file
      if (!row || isSame) return false
      const owner = { ticketNumber: row.ticketNumber, messageId: id }
      const attachmentIds = file ? await files.replace(q, owner, file) : []
      await q
        .update(messages)
        .set({ text, entities, ...(captions && { captions }), editedAt: now })
        .where(eq(messages.id, id))
      await rows.markStale(q, row.ticketNumber)
      await enqueue(tx, deliveries({ attachmentIds }))
      return true
    })
}
