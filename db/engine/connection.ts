import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { SearchQuery } from '../../core/tickets/search-words.ts'
import type { Tables } from '../schema/tables.ts'

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Drizzle's query builder, typed as PostgreSQL's. On SQLite it is SQLite's builder behind the same types. */
export type Query = PgDatabase<PgQueryResultHKT, Tables>

export interface Tx {
  readonly q: Query
  /** Calls the listener when the transaction is committed: once, even if it was added several times. */
  afterCommit(listener: () => void): void
}

/**
 * Whether a commit survives a power cut; a crash of the process harms neither kind. `durable`, the default, is on the
 * disk before `tx` resolves. `replayable` is for work whose cause is still in the inbox or the outbox: a power cut
 * may undo it, together with the replayable commits after it, and it is then done again. `urgent` is replayable, and on
 * SQLite ahead of all that waits, in a commit of its own.
 */
export type Durability = 'durable' | 'replayable' | 'urgent'

/** An open database. Everything that differs between SQLite and PostgreSQL is behind this. */
export interface Connection {
  readonly tables: Tables
  /** `work` must wait for nothing but the database. */
  read<Result>(work: (q: Query) => PromiseLike<Result>): Promise<Result>
  /**
   * Runs `work` in a transaction and resolves when it is committed. `work` must wait for nothing but the database,
   * and change nothing else: on PostgreSQL it runs again after it has lost a race with another transaction.
   */
  tx<Result>(work: (tx: Tx) => Promise<Result>, durability?: Durability): Promise<Result>
  /** Whether transactions run at the same time, so that each has to lock its rows in the same order. */
  readonly isConcurrent: boolean
  /** Makes a select lock its rows until the transaction ends. */
  locked<Select extends Lockable>(select: Select): Select
  readonly words: WordIndex
  /** Sees to it that what was deleted is in no file of ours any more. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** The full-text index: which tickets have which words. */
export interface WordIndex {
  /** Replaces the words of a ticket. */
  put(q: Query, ticketNumber: number, words: readonly string[]): Promise<void>
  /** A select of the numbers of the tickets that match; with `limit`, of the greatest of these numbers only. */
  having(query: SearchQuery, limit?: number): SQL
}

interface Lockable {
  for(strength: 'no key update'): unknown
}
