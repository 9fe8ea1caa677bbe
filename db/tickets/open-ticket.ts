import { eq, sql } from 'drizzle-orm'
import type { Opening } from '../../core/changes/change.ts'
import type { TicketStore } from '../../core/changes/ports.ts'
import type { Query } from '../engine/connection.ts'
import { ticketColumns, ticketOf } from './ticket-columns.ts'
import type { TicketParts } from './ticket-rows.ts'

/** Writes a new ticket under the next number. */
export function createOpen({
  db,
  clock,
  rows,
  files: attachments,
  links,
  enqueue,
}: TicketParts): TicketStore['open'] {
  const { tickets, counters } = db.tables

  return ({ requestKey, files, cardMessageId, sources = [], decide }) =>
    db.tx(async (tx) => {
      const { q } = tx
      const first = requestKey === null ? null : await openedBy(q, requestKey)
      if (first) return { ticket: first, created: false }

      const number = await nextNumber(q)
      const { ticket, history, deliveries } = decide(number, clock())
      await q.insert(tickets).values({ ...ticketColumns(ticket), requestKey })
      await rows.addHistory(q, number, history)
      const attachmentIds = await attachments.add(q, { ticketNumber: number, messageId: null }, files)
      if (ticket.home) await linkSources(q, number, ticket.home.chatId, sources)
      if (cardMessageId !== null && ticket.home) await placeCard(q, number, ticket.home.chatId, cardMessageId)
      await enqueue(
        tx,
        typeof deliveries === 'function' ? deliveries({ messageId: 0, attachmentIds }) : (deliveries ?? []),
      )
      return { ticket, created: true }
    })

  async function openedBy(q: Query, requestKey: string) {
    const [row] = await q.select().from(tickets).where(eq(tickets.requestKey, requestKey))
    return row ? ticketOf(row) : null
  }

  /**
   * The counter's row stays locked until the transaction ends, so numbers have no gaps: a rollback gives its number
   * back.
   */
  async function nextNumber(q: Query): Promise<number> {
    const [counter] = await q
      .insert(counters)
      .values({ name: 'tickets', value: 1 })
      .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
      .returning()
    if (!counter) throw new Error('An upsert returned no row.')
    return counter.value
  }

  /** A message that belongs to a ticket already, as one that a form began from can, stays with it. */
  async function linkSources(
    q: Query,
    ticketNumber: number,
    chatId: number,
    sources: NonNullable<Opening['sources']>,
  ): Promise<void> {
    for (const { messageId, role } of sources)
      if (!(await links.find(q, chatId, messageId)))
        await links.addNew(q, { chatId, messageId, ticketNumber, storedId: null, role })
  }

  async function placeCard(q: Query, ticketNumber: number, chatId: number, messageId: number): Promise<void> {
    await links.add(q, { chatId, messageId, ticketNumber, storedId: null, role: 'card' })
    await links.savePlace(q, {
      ticketNumber,
      room: 'customer',
      chatId,
      threadId: null,
      cardMessageId: messageId,
      topicName: null,
      topicClosed: false,
    })
  }
}
