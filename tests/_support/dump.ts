import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import type { DatabaseConfig } from '../../db/index.ts'

/** Everything a database holds, as one text to search in. */
export async function dump(config: DatabaseConfig): Promise<string> {
  return JSON.stringify(config.kind === 'sqlite' ? dumpSqlite(config.path) : await dumpPostgres(config.url))
}

function dumpSqlite(path: string): unknown[] {
  const database = new Sqlite(path, { readonly: true })
  try {
    const names = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all()
    return names.map((name) => [name, database.prepare(`select * from "${String(name)}"`).all()])
  } finally {
    database.close()
  }
}

async function dumpPostgres(url: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    const dumped: unknown[] = []
    for (const { name } of tables.rows)
      dumped.push([name, (await client.query(`select * from "${name}"`)).rows])
    return dumped
  } finally {
    await client.end()
  }
}
