import { and, asc, count, desc, eq, ne } from 'drizzle-orm'
import type { TicketReader } from '../../core/tickets/reader.ts'
import type { Connection } from '../engine/connection.ts'
import { albumKey, type MessageRows } from './message-rows.ts'

type MessageQueries = Pick<TicketReader, 'message' | 'messages' | 'latestMessages' | 'ofAlbum'>

/** Reading messages. */
export function createMessageQueries(db: Connection, rows: MessageRows): MessageQueries {
  const { messages } = db.tables
  return {
    message: (id) => db.read((q) => rows.load(q, id)),

    messages: (number, { page, pageSize, notes }) =>
      db.read(async (q) => {
        const where = and(eq(messages.ticketNumber, number), notes ? undefined : ne(messages.kind, 'note'))
        const [total] = await q.select({ count: count() }).from(messages).where(where)
        const found = await q
          .select()
          .from(messages)
          .where(where)
          .orderBy(asc(messages.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        return { items: await rows.withFiles(q, found), total: total?.count ?? 0, page, pageSize }
      }),

    latestMessages: (number, limit) =>
      db.read(async (q) => {
        const newest = await q
          .select()
          .from(messages)
          .where(and(eq(messages.ticketNumber, number), ne(messages.kind, 'note')))
          .orderBy(desc(messages.id))
          .limit(limit)
        return await rows.withFiles(q, newest.toReversed())
      }),

    async ofAlbum(chatId, albumId) {
      const first = await db.read((q) => rows.loadByRequestKey(q, albumKey(chatId, albumId)))
      return first?.ticketNumber ?? null
    },
  }
}
