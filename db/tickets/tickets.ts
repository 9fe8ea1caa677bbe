import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import type { TicketStore } from '../../core/changes/ports.ts'
import { createChange } from './change-ticket.ts'
import type { Listeners } from '../engine/listeners.ts'
import { albumKey } from '../messages/messages.ts'
import { createOpen } from './open-ticket.ts'
import { createTicketQueries } from './ticket-queries.ts'
import type { TicketParts } from './ticket-rows.ts'

/** Tickets with their messages, files and history. */
export function createTicketStore(parts: TicketParts, changes: Listeners): TicketStore {
  const { db, rows, messages, enqueue } = parts
  const open = createOpen(parts)
  const change = createChange(parts)
  const table = db.tables.messages

  return {
    async open(opening) {
      const opened = await open(opening)
      changes.announce()
      return opened
    },
    async change(number, decide, origin) {
      const changed = await change(number, decide, origin)
      changes.announce()
      return changed
    },
    ...createTicketQueries(parts),

    editMessage: (id, { text, entities, file }, now, deliveries) =>
      db.tx(async (tx) => {
        const [row] = await db.locked(tx.q.select().from(table).where(eq(table.id, id)))
        const isSame = row?.text === text && isDeepStrictEqual(row.entities, entities) && !file
        if (!row || isSame) return false
        const attachmentIds = file ? await messages.replaceFile(tx.q, row, file) : []
        await tx.q.update(table).set({ text, entities, editedAt: now }).where(eq(table.id, id))
        await rows.markStale(tx.q, row.ticketNumber)
        await enqueue(tx, deliveries({ attachmentIds }))
        return true
      }),

    message: (id) => db.read((q) => messages.load(q, id)),
    async ofAlbum(chatId, albumId) {
      const first = await db.read((q) => messages.loadByRequestKey(q, albumKey(chatId, albumId)))
      return first?.ticketNumber ?? null
    },
  }
}
