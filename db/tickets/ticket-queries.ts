import { and, asc, count, desc, eq, gte, lt, lte } from 'drizzle-orm'
import type { TicketReader } from '../../core/tickets/reader.ts'
import { createList } from './list-tickets.ts'
import { historyOf } from './ticket-columns.ts'
import type { TicketParts } from './ticket-rows.ts'

type TicketQueries = Omit<TicketReader, 'message' | 'messages' | 'latestMessages' | 'ofAlbum'>

/** Reading tickets, their history and the files of their descriptions. */
export function createTicketQueries({ db, rows, files }: TicketParts): TicketQueries {
  const { tickets, history } = db.tables
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
              // Excludes nothing, since no ticket changes before it is opened; lets `tickets_list` be used.
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
        const entries = await q
          .select()
          .from(history)
          .where(eq(history.ticketNumber, number))
          .orderBy(asc(history.id))
        return entries.map(historyOf)
      }),

    files: (number) => db.read(async (q) => (await files.ofDescriptions(q, [number])).get(number) ?? []),
    filesOf: (numbers) => db.read((q) => files.ofDescriptions(q, numbers)),
  }
}
