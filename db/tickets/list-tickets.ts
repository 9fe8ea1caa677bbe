import { and, asc, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { TicketStore } from '../../core/changes/ports.ts'
import type { TicketFilter, TicketSort } from '../../core/tickets/queries.ts'
import type { SearchQuery } from '../../core/tickets/search-words.ts'
import { PRIORITIES } from '../../core/tickets/ticket.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { scoped } from '../search/scope.ts'
import { ticketOf } from './ticket-columns.ts'

/**
 * A common word can be in a third of all tickets: a search over all organizations looks at the newest matches only.
 */
const EVERYWHERE_MAX = 10_000

/** Pages of tickets. Counting and sorting read the index alone; rows are read for the page only. */
export function createList(db: Connection): TicketStore['list'] {
  const { tickets } = db.tables

  return (filter) =>
    db.read(async (q) => {
      const { page, pageSize, sort = '-updatedAt' } = filter
      const where = conditionOf(filter)
      const total = await countOf(q, where)
      const offset = (page - 1) * pageSize
      if (offset >= total) return { items: [], total, page, pageSize }
      const shown = await q
        .select({ number: tickets.number })
        .from(tickets)
        .where(where)
        .orderBy(...orderOf(sort))
        .limit(pageSize)
        .offset(offset)
      const numbers = shown.map(({ number }) => number)
      const rows = await q.select().from(tickets).where(inArray(tickets.number, numbers))
      const items = rows.toSorted((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number))
      return { items: items.map(ticketOf), total, page, pageSize }
    })

  async function countOf(q: Query, where: SQL | undefined): Promise<number> {
    const [counted] = await q.select({ count: count() }).from(tickets).where(where)
    return counted?.count ?? 0
  }

  function conditionOf({ organizationId, status, priority, category, words }: TicketFilter): SQL | undefined {
    return and(
      organizationId === undefined ? undefined : eq(tickets.organizationId, organizationId),
      anyOf(tickets.status, status),
      anyOf(tickets.priority, priority),
      anyOf(tickets.category, category),
      words && sql`${tickets.number} in (${foundBy(words, organizationId)})`,
    )
  }

  function foundBy(words: SearchQuery, organizationId: string | undefined): SQL {
    return organizationId === undefined
      ? db.words.having(words, EVERYWHERE_MAX)
      : db.words.having(scoped(words, organizationId))
  }

  /** The number comes last, so that equal tickets keep their order from page to page. */
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
        return [direction(urgency()), desc(tickets.number)]
    }
  }

  /** The position in `PRIORITIES`: 0 is `critical`. */
  function urgency(): SQL {
    const cases = PRIORITIES.map((priority, index) => sql`when ${priority} then ${sql.raw(String(index))}`)
    return sql`case ${tickets.priority} ${sql.join(cases, sql` `)} end`
  }
}

function anyOf<Column extends AnyPgColumn>(
  column: Column,
  values: readonly Column['_']['data'][] = [],
): SQL | undefined {
  return values.length > 0 ? inArray(column, [...values]) : undefined
}
