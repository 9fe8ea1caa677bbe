import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { SearchQuery } from '../../core/tickets/search-words.ts'
import type { Tables } from '../schema/tables.ts'

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Drizzle's query builder. Typed as PostgreSQL's; on SQLite its own stands behind the same types. */
export type Query = PgDatabase<PgQueryResultHKT, Tables>

export interface Tx {
  readonly q: Query
  /** Calls a listener once when the transaction is committed, however often it is asked to. */
  afterCommit(listener: () => void): void
}

/**
 * What a power cut may do to a commit; a crash of the process does nothing to either. `durable`, the default, is on
 * the disk before anybody hears of it. `replayable` is work on what the inbox or the outbox keeps: it may be taken
 * back, together with all that came after it, and is then done again.
 */
export type Durability = 'durable' | 'replayable'

/** An open database: all that differs between SQLite and PostgreSQL. */
export interface Connection {
  readonly tables: Tables
  /** Nothing in `work` may wait for anything but the database. */
  read<Result>(work: (q: Query) => PromiseLike<Result>): Promise<Result>
  /**
   * Runs `work` in a transaction and resolves when it is committed. Nothing in it may wait for anything but the
   * database, and it may run again after losing a race, so it must not touch anything else either.
   */
  tx<Result>(work: (tx: Tx) => Promise<Result>, durability?: Durability): Promise<Result>
  /** Makes a select lock its rows until the transaction ends. */
  locked<Select extends Lockable>(select: Select): Select
  readonly words: WordIndex
  /** Sees to it that what was deleted is in no file of ours any more. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** Which tickets have which words. */
export interface WordIndex {
  /** Replaces the words of a ticket. */
  put(q: Query, ticketNumber: number, words: readonly string[]): Promise<void>
  /** A select of the numbers of the tickets that have them, or of the greatest of these. */
  having(query: SearchQuery, limit?: number): SQL
}

interface Lockable {
  for(strength: 'no key update'): unknown
}
