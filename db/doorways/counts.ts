import { and, count, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { AnyPgTable } from 'drizzle-orm/pg-core'
import type { Count } from '../../core/doorways/counts.ts'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'

export interface CountParts {
  readonly db: Connection
  readonly clock: () => Date
  readonly outbox: Pick<OutboxStore, 'nextAt'>
}

const STALE_MAX = 1_000

/**
 * Counts for the operator, with the updates of one bot. Conditions are written as the partial indexes have them, so
 * that the indexes are used.
 */
export function createCounts({ db, clock, outbox }: CountParts): (botId: number) => Count {
  const { tickets, attachments, inbox, outbox: deliveries } = db.tables

  return (botId) => async () => {
    const nextAt = await outbox.nextAt()
    const lateMs = nextAt ? clock().getTime() - nextAt.getTime() : 0
    return await db.read(async (q) => ({
      inbox: {
        waiting: await rows(q, inbox, and(eq(inbox.botId, botId), sql`${inbox.state} = 'waiting'`)),
        aside: await rows(q, inbox, and(eq(inbox.botId, botId), sql`${inbox.state} = 'aside'`)),
      },
      outbox: {
        waiting: await rows(q, deliveries, sql`${deliveries.state} = 'waiting'`),
        ...(await stuckDeliveries(q)),
      },
      latestDeliveryMs: Math.max(0, lateMs),
      openTickets: await openTickets(q),
      filesToFetch: await rows(q, attachments, isNotNull(attachments.fetchAt)),
      ticketsToIndex: await staleTickets(q),
    }))
  }

  async function rows(q: Query, table: AnyPgTable, where: SQL | undefined): Promise<number> {
    const [counted] = await q.select({ count: count() }).from(table).where(where)
    return counted?.count ?? 0
  }

  /**
   * Counted up to a limit: after a migration every ticket is stale, and SQLite has to read the rows to count them.
   */
  async function staleTickets(q: Query): Promise<number> {
    const { number, searchStale } = tickets
    const stale = await q
      .select({ number })
      .from(tickets)
      .where(sql`${searchStale}`)
      .limit(STALE_MAX)
    return stale.length
  }

  async function stuckDeliveries(q: Query) {
    const { state } = deliveries
    const found = await q
      .select({ state, count: count() })
      .from(deliveries)
      .where(sql`${state} <> 'waiting'`)
      .groupBy(state)
    const of = (wanted: 'parked' | 'failed') => found.find((each) => each.state === wanted)?.count ?? 0
    return { parked: of('parked'), failed: of('failed') }
  }

  async function openTickets(q: Query) {
    const { status } = tickets
    const found = await q
      .select({ status, count: count() })
      .from(tickets)
      .where(inArray(status, ['awaiting_response', 'in_progress', 'awaiting_customer']))
      .groupBy(status)
    const of = (wanted: (typeof found)[number]['status']) =>
      found.find((each) => each.status === wanted)?.count ?? 0
    return {
      awaiting_response: of('awaiting_response'),
      in_progress: of('in_progress'),
      awaiting_customer: of('awaiting_customer'),
    }
  }
}
