import { and, eq, gt, notExists } from 'drizzle-orm'
import type { Settlement } from '../../core/deliveries/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'

/** Starts the clocks of tickets whose newest answer has arrived. */
export type StartClocks = (q: Query, settlements: readonly Settlement[]) => Promise<void>

/**
 * Builds the statement. It runs before the others of its transaction and takes tickets by number, so that nobody who
 * holds a ticket waits for what this transaction holds.
 */
export function createStartClocks({ tables }: Connection): StartClocks {
  const { tickets, messages } = tables
  return async (q, settlements) => {
    const clocks = settlements
      .flatMap(({ clock }) => (clock ? [clock] : []))
      .toSorted((one, other) => one.ticketNumber - other.ticketNumber)
    for (const { ticketNumber, messageId, autoCloseAt } of clocks) {
      const newer = q
        .select({ id: messages.id })
        .from(messages)
        .where(
          and(
            eq(messages.ticketNumber, ticketNumber),
            gt(messages.id, messageId),
            eq(messages.authorSide, 'agent'),
            eq(messages.kind, 'message'),
          ),
        )
      await q
        .update(tickets)
        .set({ autoCloseAt })
        .where(
          and(eq(tickets.number, ticketNumber), eq(tickets.status, 'awaiting_customer'), notExists(newer)),
        )
    }
  }
}
