import * as postgres from './postgres/index.ts'
import * as sqlite from './sqlite/index.ts'

/** The tables as every store sees them, whichever database is open. */
export type Tables = typeof postgres

type Table = { readonly $inferSelect: object; readonly $inferInsert: object }
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
/** In SQLite every integer primary key is optional in an insert, so whether a column is optional is not compared. */
type Given<Insert> = { [Column in keyof Insert]-?: Exclude<Insert[Column], undefined> }
type SameRows<A extends Table, B extends Table> = Same<
  [A['$inferSelect'], Given<A['$inferInsert']>],
  [B['$inferSelect'], Given<B['$inferInsert']>]
>
type Proved<Others extends Record<keyof Tables, Table>> = {
  [Name in keyof Others]: Name extends keyof Tables
    ? SameRows<Tables[Name], Others[Name]> extends true
      ? Others[Name]
      : never
    : never
}

export const postgresTables: Tables = postgres
export const sqliteTables: Tables = standIn(sqlite)

/** Compiles only while both schemas have the same tables with the same rows. */
function standIn<Others extends Record<keyof Tables, Table>>(tables: Others & Proved<Others>): Tables {
  const behindTheSameTypes: unknown = tables
  return behindTheSameTypes as Tables
}
