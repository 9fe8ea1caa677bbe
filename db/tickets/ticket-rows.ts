import { eq } from 'drizzle-orm'
import type { HistoryEntry, Ticket } from '../../core/tickets/ticket.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import type { LinkRows } from '../places/links.ts'
import type { Messages } from '../messages/messages.ts'
import { assigned, prepared } from '../engine/prepared.ts'
import { historyRow, ticketOf } from '../schema/rows.ts'
import type { Tables } from '../schema/tables.ts'

/** What the files about tickets work with. */
export interface TicketParts {
  readonly db: Connection
  readonly clock: () => Date
  readonly rows: TicketRows
  readonly messages: Messages
  readonly links: LinkRows
  readonly enqueue: Enqueue
}

/** What the ways of writing a ticket share. */
export interface TicketRows {
  load(q: Query, number: number): Promise<Ticket | null>
  /** Loads it and keeps everybody else from changing it until the transaction ends. */
  loadLocked(q: Query, number: number): Promise<Ticket | null>
  update(q: Query, ticket: Ticket): Promise<void>
  /** Its texts have changed, and the index of words is to follow. */
  markStale(q: Query, number: number): Promise<void>
  addHistory(q: Query, number: number, entry: HistoryEntry): Promise<void>
}

/** What a decision can change of a ticket; its home moves with its chat. */
const CHANGING = [
  'status',
  'assigneeTelegramId',
  'assigneeName',
  'updatedAt',
  'closedAt',
  'autoCloseAt',
  'smsFailure',
] as const satisfies (keyof Tables['tickets']['$inferSelect'])[]

/** Statements on tickets. */
export function createTicketRows(db: Connection): TicketRows {
  const { tickets, history } = db.tables
  const byNumber = prepared(['number'], (q, { number }) =>
    q.select().from(tickets).where(eq(tickets.number, number)),
  )
  const byNumberLocked = prepared(['number'], (q, { number }) =>
    db.locked(q.select().from(tickets).where(eq(tickets.number, number))),
  )
  const update = prepared([...CHANGING, 'number'], (q, { number, ...values }) =>
    q
      .update(tickets)
      .set({ ...assigned(tickets, values), searchStale: true })
      .where(eq(tickets.number, number)),
  )

  return {
    load: async (q, number) => first(await byNumber(q, { number })),
    loadLocked: async (q, number) => first(await byNumberLocked(q, { number })),
    async update(q, { number, status, assignee, updatedAt, closedAt, autoCloseAt, smsFailure }) {
      await update(q, {
        number,
        status,
        assigneeTelegramId: assignee?.telegramId ?? null,
        assigneeName: assignee?.name ?? null,
        updatedAt,
        closedAt,
        autoCloseAt,
        smsFailure,
      })
    },
    async markStale(q, number) {
      await q.update(tickets).set({ searchStale: true }).where(eq(tickets.number, number))
    },
    async addHistory(q, number, entry) {
      await q.insert(history).values(historyRow(number, entry))
    },
  }

  function first([row]: Tables['tickets']['$inferSelect'][]): Ticket | null {
    return row ? ticketOf(row) : null
  }
}
