import { and, asc, count, desc, eq, inArray, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { TicketStore } from '../core/ports.ts'
import type { TicketSort } from '../core/tickets/queries.ts'
import { PRIORITIES } from '../core/tickets/ticket.ts'
import { historyOf, ticketOf } from './rows.ts'
import type { TicketParts } from './ticket-rows.ts'

type TicketQueries = Omit<TicketStore, 'open' | 'change' | 'editMessage' | 'message' | 'ofAlbum'>

/** Reading tickets and what belongs to them. */
export function createTicketQueries({ db, rows, messages }: TicketParts): TicketQueries {
  const { tickets, history } = db.tables
  const table = db.tables.messages

  return {
    get: (number) => db.read((q) => rows.load(q, number)),

    list: (filter) =>
      db.read(async (q) => {
        const { page, pageSize, sort = '-updatedAt' } = filter
        const where = and(
          filter.organizationId === undefined ? undefined : eq(tickets.organizationId, filter.organizationId),
          anyOf(tickets.status, filter.status),
          anyOf(tickets.priority, filter.priority),
          anyOf(tickets.category, filter.category),
        )
        const [total] = await q.select({ count: count() }).from(tickets).where(where)
        const items = await q
          .select()
          .from(tickets)
          .where(where)
          .orderBy(...orderOf(sort))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        return { items: items.map(ticketOf), total: total?.count ?? 0, page, pageSize }
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

  /** Ends with the number, so that equal ones keep their order from page to page. */
  function orderOf(sort: TicketSort): SQL[] {
    const descending = sort.startsWith('-')
    const direction = descending ? desc : asc
    switch (sort) {
      case 'updatedAt':
      case '-updatedAt':
        return [direction(tickets.updatedAt), direction(tickets.number)]
      case 'createdAt':
      case '-createdAt':
        return [direction(tickets.createdAt), direction(tickets.number)]
      case 'ref':
      case '-ref':
        return [direction(tickets.number)]
      case 'priority':
      case '-priority':
        return [direction(importance()), desc(tickets.number)]
    }
  }

  /** `critical` is the greatest. */
  function importance(): SQL {
    const cases = PRIORITIES.map((priority, index) => sql`when ${priority} then ${sql.raw(String(-index))}`)
    return sql`case ${tickets.priority} ${sql.join(cases, sql` `)} end`
  }
}

function anyOf<Column extends AnyPgColumn>(
  column: Column,
  values: readonly Column['_']['data'][] = [],
): SQL | undefined {
  return values.length > 0 ? inArray(column, [...values]) : undefined
}
