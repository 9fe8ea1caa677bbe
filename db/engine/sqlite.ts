import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Connection, Query } from './connection.ts'
import { createGroupCommit } from './group-commit.ts'
import { sqliteTables } from '../schema/tables.ts'
import { createSqliteWords } from './sqlite-words.ts'

/** Opens the file, creating it where it is missing, and brings it up to date. */
export async function openSqlite(path: string): Promise<Connection> {
  const { default: Sqlite } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator')

  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // SQLite gives the files that it makes beside the database the same mode.
  closeSync(openSync(path, 'a', 0o600))
  // One for all: a second one would throw away what it has read after each commit of the first.
  const connection = new Sqlite(path)
  connection.pragma('journal_mode = wal')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('foreign_keys = on')
  // What a statement needs to take itself back is kept there: files for it are slow.
  connection.pragma('temp_store = memory')
  // In KB. The system keeps the file's pages as well; the 16 MB that are better-sqlite3's default gained nothing.
  connection.pragma('cache_size = -4000')
  const database = drizzle(connection, { casing: 'snake_case' })
  migrate(database, { migrationsFolder: join(import.meta.dirname, '../migrations/sqlite') })
  // Typed as PostgreSQL's, see `Query`.
  const { read, tx } = createGroupCommit(connection, database as unknown as Query)

  return {
    tables: sqliteTables,
    read,
    tx,
    // The only writer has the whole database to itself.
    locked: (select) => select,
    words: createSqliteWords(connection),
    async close() {
      await tx(async () => {})
      connection.close()
    },
  }
}
