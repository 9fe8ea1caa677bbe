import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './schema.ts'

/** Drizzle's query builder. Typed as PostgreSQL's; on SQLite its own stands behind the same types. */
export type Query = PgDatabase<PgQueryResultHKT, Tables>

export interface Tx {
  readonly q: Query
  /** Calls a listener once when the transaction is committed, however often it is asked to. */
  afterCommit(listener: () => void): void
}

/** An open database: all that differs between SQLite and PostgreSQL. */
export interface Connection {
  readonly tables: Tables
  read<Result>(work: (q: Query) => PromiseLike<Result>): Promise<Result>
  /**
   * Runs `work` in a transaction and resolves when it is committed. Nothing in it may wait for anything but the
   * database, and it may run again after losing a race, so it must not touch anything else either.
   */
  tx<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Makes a select lock its rows until the transaction ends. */
  locked<Select extends Lockable>(select: Select): Select
  close(): Promise<void>
}

interface Lockable {
  for(strength: 'no key update'): unknown
}
