import { and, asc, count, desc, eq, gte, lt, lte, ne } from 'drizzle-orm'
import type { TicketStore } from '../../core/changes/ports.ts'
import { createList } from './list-tickets.ts'
import { historyOf } from '../schema/rows.ts'
import type { TicketParts } from './ticket-rows.ts'

type TicketQueries = Omit<TicketStore, 'open' | 'change' | 'editMessage' | 'message' | 'ofAlbum'>

/** Reading tickets and what belongs to them. */
export function createTicketQueries({ db, rows, messages }: TicketParts): TicketQueries {
  const { tickets, history } = db.tables
  const table = db.tables.messages

  return {
    get: (number) => db.read((q) => rows.load(q, number)),

    list: createList(db),

    openedWithin: (organizationId, { from, to }) =>
      db.read(async (q) => {
        const { priority, createdAt, updatedAt } = tickets
        const opened = await q
          .select({ priority, count: count() })
          .from(tickets)
          .where(
            and(
              eq(tickets.organizationId, organizationId),
              // No ticket changes before it is opened, and the index of the lists begins with this.
              gte(updatedAt, from),
              gte(createdAt, from),
              lt(createdAt, to),
            ),
          )
          .groupBy(priority)
        return new Map(opened.map((each) => [each.priority, each.count]))
      }),

    expired: (now, limit) =>
      db.read(async (q) => {
        const due = await q
          .select({ number: tickets.number })
          .from(tickets)
          .where(lte(tickets.autoCloseAt, now))
          .orderBy(asc(tickets.autoCloseAt))
          .limit(limit)
        return due.map(({ number }) => number)
      }),

    latestMove: (number) =>
      db.read(async (q) => {
        const [line] = await q
          .select()
          .from(history)
          .where(eq(history.ticketNumber, number))
          .orderBy(desc(history.id))
          .limit(1)
        return line ? historyOf(line) : null
      }),
    history: (number) =>
      db.read(async (q) => {
        const lines = await q
          .select()
          .from(history)
          .where(eq(history.ticketNumber, number))
          .orderBy(asc(history.id))
        return lines.map(historyOf)
      }),

    files: (number) => db.read(async (q) => (await messages.descriptionFiles(q, [number])).get(number) ?? []),
    filesOf: (numbers) => db.read((q) => messages.descriptionFiles(q, numbers)),

    messages: (number, { page, pageSize, notes }) =>
      db.read(async (q) => {
        const where = and(eq(table.ticketNumber, number), notes ? undefined : ne(table.kind, 'note'))
        const [total] = await q.select({ count: count() }).from(table).where(where)
        const found = await q
          .select()
          .from(table)
          .where(where)
          .orderBy(asc(table.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        return { items: await messages.withFiles(q, found), total: total?.count ?? 0, page, pageSize }
      }),

    latestMessages: (number, limit) =>
      db.read(async (q) => {
        const newest = await q
          .select()
          .from(table)
          .where(and(eq(table.ticketNumber, number), ne(table.kind, 'note')))
          .orderBy(desc(table.id))
          .limit(limit)
        return await messages.withFiles(q, newest.toReversed())
      }),
  }
}
