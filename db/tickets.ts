import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import type { TicketStore } from '../core/ports.ts'
import { createChange } from './change-ticket.ts'
import type { Connection } from './connection.ts'
import type { Enqueue } from './enqueue.ts'
import type { LinkRows } from './links.ts'
import { albumKey, type Messages } from './messages.ts'
import { createOpen } from './open-ticket.ts'
import { createTicketQueries } from './ticket-queries.ts'
import type { TicketRows } from './ticket-rows.ts'

/** What the files about tickets work with. */
export interface TicketParts {
  readonly db: Connection
  readonly clock: () => Date
  readonly rows: TicketRows
  readonly messages: Messages
  readonly links: LinkRows
  readonly enqueue: Enqueue
}

/** Tickets with their messages, files and history. */
export function createTicketStore(parts: TicketParts): TicketStore {
  const { db, messages, enqueue } = parts
  const table = db.tables.messages

  return {
    open: createOpen(parts),
    change: createChange(parts),
    ...createTicketQueries(parts),

    editMessage: (id, { text, entities }, now, deliveries) =>
      db.tx(async (tx) => {
        const [row] = await db.locked(tx.q.select().from(table).where(eq(table.id, id)))
        if (!row || (row.text === text && isDeepStrictEqual(row.entities, entities))) return false
        await tx.q.update(table).set({ text, entities, editedAt: now }).where(eq(table.id, id))
        await enqueue(tx, deliveries)
        return true
      }),

    message: (id) => db.read((q) => messages.load(q, id)),
    async ofAlbum(chatId, albumId) {
      const first = await db.read((q) => messages.loadByRequestKey(q, albumKey(chatId, albumId)))
      return first?.ticketNumber ?? null
    },
  }
}
