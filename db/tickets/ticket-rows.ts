import { eq } from 'drizzle-orm'
import type { HistoryEntry, Ticket } from '../../core/tickets/ticket.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import type { LinkRows } from '../places/link-rows.ts'
import type { AttachmentRows } from '../files/attachment-rows.ts'
import type { MessageRows } from '../messages/message-rows.ts'
import { assigned, prepared } from '../engine/prepared.ts'
import { historyColumns, ticketColumns, ticketOf, type TicketRow } from './ticket-columns.ts'

/** What the queries on tickets are built from. */
export interface TicketParts {
  readonly db: Connection
  readonly clock: () => Date
  readonly rows: TicketRows
  readonly messages: MessageRows
  readonly files: AttachmentRows
  readonly links: LinkRows
  readonly enqueue: Enqueue
}

/** Statements on tickets, for use within a transaction or read of the caller's. */
export interface TicketRows {
  load(q: Query, number: number): Promise<Ticket | null>
  /** Loads it and locks it until the transaction ends. */
  loadLocked(q: Query, number: number): Promise<Ticket | null>
  update(q: Query, ticket: Ticket): Promise<void>
  /** Marks a ticket whose texts have changed, so that it is indexed again. */
  markStale(q: Query, number: number): Promise<void>
  addHistory(q: Query, number: number, entry: HistoryEntry): Promise<void>
}

/** The columns that a decision can change. */
const CHANGING = [
  'title',
  'description',
  'descriptionParts',
  'status',
  'assigneeTelegramId',
  'assigneeName',
  'updatedAt',
  'closedAt',
  'autoCloseAt',
  'smsFailure',
] as const satisfies (keyof TicketRow)[]

/** Builds the statements. */
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
    async update(q, ticket) {
      await update(q, ticketColumns(ticket))
    },
    async markStale(q, number) {
      await q.update(tickets).set({ searchStale: true }).where(eq(tickets.number, number))
    },
    async addHistory(q, number, entry) {
      await q.insert(history).values(historyColumns(number, entry))
    },
  }

  function first([row]: TicketRow[]): Ticket | null {
    return row ? ticketOf(row) : null
  }
}
