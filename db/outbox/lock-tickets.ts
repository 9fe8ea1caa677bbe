import { asc, inArray } from 'drizzle-orm'
import type { Connection, Query } from '../engine/connection.ts'

/**
 * Locks the tickets of deliveries that are about to be changed. A change locks its ticket before its deliveries; in
 * another order, the two would wait for each other.
 */
export async function lockTickets(
  db: Connection,
  q: Query,
  deliveries: readonly { readonly ticketNumber: number | null }[],
): Promise<void> {
  const numbers = [...new Set(deliveries.flatMap(({ ticketNumber }) => ticketNumber ?? []))]
  if (!db.isConcurrent || numbers.length === 0) return
  const { tickets } = db.tables
  await db.locked(
    q
      .select({ number: tickets.number })
      .from(tickets)
      .where(inArray(tickets.number, numbers))
      .orderBy(asc(tickets.number)),
  )
}
