import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import type { DatabaseConfig } from '../../db/index.ts'

/** How many rows each table has, and how much of the inbox and outbox still waits. */
export async function countRows(database: DatabaseConfig): Promise<Record<string, number>> {
  return await withDatabase(database, async (query) => {
    const names = await query(
      database.kind === 'sqlite'
        ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        : "select tablename as name from pg_tables where schemaname = 'public'",
    )
    const counts: Record<string, number> = {}
    // The index of the search follows the tickets in its own time.
    for (const { name } of names.filter((each) => !String(each['name']).startsWith('ticket_words')))
      counts[String(name)] = await count(query, `from ${String(name)}`)
    return counts
  })
}

/** A stream of changes uses up a ticket's SMS of the day; what is refused for that is done with. */
export const OVER_BUDGET = "kind = 'sms' and state = 'failed' and error like '%SMS a day%'"

/** Updates and deliveries that are not done. */
export async function countUndone(database: DatabaseConfig): Promise<number> {
  return await withDatabase(
    database,
    async (query) =>
      (await count(query, "from inbox where state <> 'done'")) +
      (await count(query, `from outbox where not (${OVER_BUDGET})`)),
  )
}

type Rows = (statement: string) => Promise<Record<string, unknown>[]>

async function count(query: Rows, from: string): Promise<number> {
  const [row] = await query(`select count(*) as n ${from}`)
  return Number(row?.['n'])
}

/** Reads with statements of its own, beside the product. */
export async function withDatabase<Result>(
  database: DatabaseConfig,
  work: (query: Rows) => Promise<Result>,
): Promise<Result> {
  if (database.kind === 'sqlite') {
    const connection = new Sqlite(database.path, { readonly: true })
    try {
      return await work((statement) =>
        Promise.resolve(connection.prepare(statement).all() as Record<string, unknown>[]),
      )
    } finally {
      connection.close()
    }
  }
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return await work(async (statement) => (await client.query<Record<string, unknown>>(statement)).rows)
  } finally {
    await client.end()
  }
}
