import { Param, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Query } from './connection.ts'

interface Builder<Result> {
  prepare(name: string): Statement<Result>
}

interface Statement<Result> {
  /** On SQLite, `sync` returns the result without another turn of the event loop. */
  execute(values: Record<string, unknown>): Promise<Result> & { sync?(): Result }
}

let count = 0

/**
 * A statement with named values, built once for each connection: on SQLite, building it costs more than running it.
 */
export function prepared<Name extends string, Result>(
  names: readonly Name[],
  build: (q: Query, values: Record<Name, Placeholder>) => Builder<Result>,
): (q: Query, values: Readonly<Record<Name, unknown>>) => Promise<Result> {
  const statements = new WeakMap<Query, Statement<Result>>()
  const name = `statement_${++count}`
  const placeholders = {} as Record<Name, Placeholder>
  for (const each of names) placeholders[each] = sql.placeholder(each)
  return async (q, values) => {
    let statement = statements.get(q)
    if (!statement) {
      statement = build(q, placeholders).prepare(name)
      statements.set(q, statement)
    }
    const executing = statement.execute(values)
    return executing.sync ? executing.sync() : await executing
  }
}

/** A value encoded as its column needs it, where Drizzle can't tell which column that is. */
export function encoded(column: AnyPgColumn, value: Placeholder): SQL {
  return sql`${new Param(value, column)}`
}

/** Encoded values for the `set` of an update. */
export function assigned<Name extends string>(
  columns: Record<NoInfer<Name>, AnyPgColumn>,
  values: Record<Name, Placeholder>,
): Record<Name, SQL> {
  const assignments = {} as Record<Name, SQL>
  for (const name in values) assignments[name] = encoded(columns[name], values[name])
  return assignments
}
