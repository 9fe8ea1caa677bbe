import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Connection, Query } from './connection.ts'
import { createGroupCommit } from './group-commit.ts'
import { sqliteTables } from '../schema/tables.ts'
import { createScrub } from './scrub.ts'
import { createSqliteWords } from './sqlite-words.ts'

/** Opens the file, creating it where it is missing, and brings it up to date. */
export async function openSqlite(path: string): Promise<Connection> {
  const { default: Sqlite } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator')

  mkdirSync(dirname(path), { recursive: true })
  // One for all: a second one would throw away what it has read after each commit of the first.
  const connection = new Sqlite(path)
  connection.pragma('journal_mode = wal')
  // Bytes that are deleted are overwritten: whoever is forgotten is in no free page either.
  connection.pragma('secure_delete = on')
  connection.pragma('foreign_keys = on')
  // What a statement needs to take itself back is kept there: files for it are slow.
  connection.pragma('temp_store = memory')
  // In KB. The system keeps the file's pages as well; the 16 MB that are better-sqlite3's default gained nothing.
  connection.pragma('cache_size = -4000')
  const database = drizzle(connection, { casing: 'snake_case' })
  migrate(database, { migrationsFolder: join(import.meta.dirname, '../migrations/sqlite') })
  // From here on nobody waits inside of SQLite, which would stop everything else.
  connection.pragma('busy_timeout = 0')
  // Typed as PostgreSQL's, see `Query`.
  const { read, tx, alone } = createGroupCommit(connection, database as unknown as Query)
  const scrub = createScrub(() => alone(() => connection.pragma('wal_checkpoint(truncate)')))
  await scrub.run()

  return {
    tables: sqliteTables,
    read,
    tx,
    // The only writer has the whole database to itself.
    locked: (select) => select,
    words: createSqliteWords(connection),
    scrub: scrub.run,
    async close() {
      scrub.stop()
      await tx(async () => {}).finally(() => connection.close())
    },
  }
}
