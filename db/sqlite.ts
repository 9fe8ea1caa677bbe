import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Connection, Query } from './connection.ts'
import { createGroupCommit } from './group-commit.ts'
import { sqliteTables } from './schema.ts'

/** Opens the file, creating it where it is missing, and brings it up to date. */
export async function openSqlite(path: string): Promise<Connection> {
  const { default: Sqlite } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator')

  mkdirSync(dirname(path), { recursive: true })
  const writing = new Sqlite(path)
  writing.pragma('journal_mode = wal')
  // An update is confirmed to Telegram after its commit, so a commit must outlive a power cut.
  writing.pragma('synchronous = full')
  writing.pragma('busy_timeout = 5000')
  writing.pragma('foreign_keys = on')
  // Savepoints keep their copies of pages there: in files they cost a seventh of all work.
  writing.pragma('temp_store = memory')
  const writer = drizzle(writing, { casing: 'snake_case' })
  migrate(writer, { migrationsFolder: join(import.meta.dirname, 'migrations/sqlite') })

  const reading = new Sqlite(path, { readonly: true })
  reading.pragma('busy_timeout = 5000')
  const reader = asQuery(drizzle(reading, { casing: 'snake_case' }))
  const tx = createGroupCommit(writing, asQuery(writer))

  return {
    tables: sqliteTables,
    tx,
    async read(work) {
      return await work(reader)
    },
    // The only writer has the whole database to itself.
    locked: (select) => select,
    async close() {
      await tx(async () => {})
      reading.close()
      writing.close()
    },
  }
}

function asQuery(database: unknown): Query {
  return database as Query
}
