import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Connection, Query } from '../connection.ts'
import { createGroupCommit } from './group-commit.ts'
import { sqliteTables } from '../../schema/tables.ts'
import { createScrub } from './scrub.ts'
import { createSqliteWordIndex } from './word-index.ts'

/** Opens the database file, creating it where it is missing, and applies new migrations. */
export async function openSqlite(path: string): Promise<Connection> {
  const { default: Sqlite } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator')

  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // SQLite gives the files that it makes beside the database the same mode.
  closeSync(openSync(path, 'a', 0o600))
  // One connection for everything: a second one would drop its page cache after each commit of the first.
  const connection = new Sqlite(path)
  connection.pragma('journal_mode = wal')
  // Overwrites what is deleted: whoever is forgotten is in no free page either.
  connection.pragma('secure_delete = on')
  connection.pragma('foreign_keys = on')
  // Keeps statement journals, which let a failed statement be undone, in memory: files are slow.
  connection.pragma('temp_store = memory')
  // 4 MB. The operating system caches the file as well: better-sqlite3's default of 16 MB measured no faster.
  connection.pragma('cache_size = -4000')
  const database = drizzle(connection, { casing: 'snake_case' })
  migrate(database, { migrationsFolder: join(import.meta.dirname, '../../migrations/sqlite') })
  // From here on nobody waits for a lock inside of SQLite, which would stop everything else.
  connection.pragma('busy_timeout = 0')
  // Typed as PostgreSQL's, see `Query`.
  const { read, tx, alone } = createGroupCommit(connection, database as unknown as Query)
  const scrub = createScrub(() => alone(() => connection.pragma('wal_checkpoint(truncate)')))
  await scrub.run()

  return {
    tables: sqliteTables,
    read,
    tx,
    isConcurrent: false,
    // A transaction has the whole database to itself.
    locked: (select) => select,
    words: createSqliteWordIndex(connection),
    scrub: scrub.run,
    async close() {
      scrub.stop()
      await tx(async () => {}).finally(() => connection.close())
    },
  }
}
