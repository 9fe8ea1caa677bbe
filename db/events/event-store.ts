import { and, asc, desc, eq, gt, type SQL } from 'drizzle-orm'
import type { EventRow, TicketEvent } from '../../core/events/event.ts'
import type { EventStore } from '../../core/events/ports.ts'
import type { Connection } from '../engine/connection.ts'
import type { Listeners } from '../engine/listeners.ts'
import type { Tables } from '../schema/tables.ts'

/** Events are not stored: they are read from the history and the messages. */
export function createEventStore({ tables, read }: Connection, changes: Listeners): EventStore {
  const { tickets, history, messages } = tables
  return {
    latest: () =>
      read(async (q) => {
        const [entry] = await q.select({ id: history.id }).from(history).orderBy(desc(history.id)).limit(1)
        const [message] = await q
          .select({ id: messages.id })
          .from(messages)
          .orderBy(desc(messages.id))
          .limit(1)
        return { history: entry?.id ?? 0, message: message?.id ?? 0 }
      }),

    after: (table, id, { limit, organizationId }) => {
      const ofOrganization =
        organizationId === undefined ? undefined : eq(tickets.organizationId, organizationId)
      return table === 'history' ? entries(id, limit, ofOrganization) : written(id, limit, ofOrganization)
    },

    onChange: changes.add,
  }

  async function entries(id: number, limit: number, which: SQL | undefined): Promise<EventRow[]> {
    const rows = await read((q) =>
      q
        .select({ row: history, organizationId: tickets.organizationId })
        .from(history)
        .innerJoin(tickets, eq(tickets.number, history.ticketNumber))
        .where(and(gt(history.id, id), which))
        .orderBy(asc(history.id))
        .limit(limit),
    )
    return rows.map(({ row, organizationId }) => entryOf(row, organizationId))
  }

  async function written(id: number, limit: number, which: SQL | undefined): Promise<EventRow[]> {
    const { kind, authorSide, createdAt, ticketNumber } = messages
    const rows = await read((q) =>
      q
        .select({
          id: messages.id,
          kind,
          side: authorSide,
          at: createdAt,
          ticketNumber,
          organizationId: tickets.organizationId,
        })
        .from(messages)
        .innerJoin(tickets, eq(tickets.number, messages.ticketNumber))
        .where(and(gt(messages.id, id), which))
        .orderBy(asc(messages.id))
        .limit(limit),
    )
    return rows.map(({ kind: stored, ...event }) => ({
      table: 'message',
      id: event.id,
      at: event.at,
      event: stored === 'note' ? null : { kind: 'message', ...event },
    }))
  }
}

function entryOf(row: Tables['history']['$inferSelect'], organizationId: string): EventRow {
  const { id, at, ticketNumber, from, to } = row
  const of = { id, at, ticketNumber, organizationId }
  const event: TicketEvent = from === null ? { kind: 'opened', ...of } : { kind: 'status', from, to, ...of }
  return { table: 'history', id, at, event }
}
