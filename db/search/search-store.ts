import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { SearchStore } from '../../core/tickets/ports.ts'
import { wordsOf } from '../../core/tickets/search-words.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { withScope } from './scope.ts'

/** Tickets indexed in one transaction, during which nobody else can write to SQLite. */
const BATCH = 25
/** Only so many of a ticket's messages, the newest, are indexed. */
const MESSAGES_MAX = 1_000

/**
 * The index of words. Writing a text only marks its ticket as stale, which is cheap; `catchUp` indexes stale tickets
 * later. A ticket is read, indexed and unmarked in one transaction under its lock, so that no change is missed in
 * between.
 */
export function createSearchStore(db: Connection): SearchStore {
  const { tickets, messages } = db.tables
  /** Written as the partial index `tickets_search_stale` has it, so that the index is used. */
  const stale = sql`${tickets.searchStale}`

  return {
    async catchUp(limit, organizationId) {
      const numbers = await db.read((q) => staleOnes(q, limit, organizationId))
      for (let from = 0; from < numbers.length; from += BATCH) {
        const batch = numbers.slice(from, from + BATCH)
        await db.tx(({ q }) => index(q, batch), 'replayable')
      }
      return numbers.length
    },
  }

  /** Of one organization, the latest changed come first. */
  async function staleOnes(q: Query, limit: number, organizationId: string | undefined): Promise<number[]> {
    const found = await q
      .select({ number: tickets.number })
      .from(tickets)
      .where(
        and(stale, organizationId === undefined ? undefined : eq(tickets.organizationId, organizationId)),
      )
      .orderBy(...(organizationId === undefined ? [] : [desc(tickets.updatedAt)]))
      .limit(limit)
    return found.map(({ number }) => number)
  }

  async function index(q: Query, numbers: readonly number[]): Promise<void> {
    const locked = await db.locked(
      q
        .select()
        .from(tickets)
        .where(and(inArray(tickets.number, [...numbers]), stale))
        .orderBy(tickets.number),
    )
    for (const { number, organizationId, title, description } of locked) {
      const conversation = await textsOf(q, number)
      const words = wordsOf({ number, texts: [title, description, ...conversation] })
      await db.words.put(q, number, withScope(words, organizationId))
    }
    const done = locked.map(({ number }) => number)
    if (done.length > 0)
      await q.update(tickets).set({ searchStale: false }).where(inArray(tickets.number, done))
  }

  /** Without internal notes. */
  async function textsOf(q: Query, number: number): Promise<string[]> {
    const newest = await q
      .select({ text: messages.text })
      .from(messages)
      .where(and(eq(messages.ticketNumber, number), ne(messages.kind, 'note')))
      .orderBy(desc(messages.id))
      .limit(MESSAGES_MAX)
    return newest.map(({ text }) => text)
  }
}
