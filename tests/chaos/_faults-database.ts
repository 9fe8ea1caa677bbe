import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import type { DatabaseConfig } from '../../db/index.ts'
import type { End, Fault } from './_fault.ts'

const TRY_MS = 100

/** What others do to the database. */
export const DATABASE_FAULTS = {
  'the database is locked': {
    weight: 3,
    lastsMs: [500, 4_000],
    begin: ({ database }) =>
      database.kind === 'sqlite' ? lockFile(database.path) : lockTables(database.url),
  },
  'the database ends all connections': {
    weight: 2,
    on: 'postgres',
    lastsMs: [0, 0],
    async begin({ database }) {
      const client = await connect(database)
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await client.end()
      return () => {}
    },
  },
} satisfies Record<string, Fault>

async function lockFile(path: string): Promise<End> {
  // It waits without blocking: Telegram lives in this process.
  const connection = new Sqlite(path, { timeout: 0 })
  for (;;) {
    try {
      connection.exec('begin immediate')
      break
    } catch {
      await delay(TRY_MS)
    }
  }
  return () => void connection.close()
}

async function lockTables(url: string): Promise<End> {
  for (;;) {
    const client = await connect({ kind: 'postgres', url })
    try {
      await client.query('begin')
      await client.query('lock table tickets, inbox, outbox in access exclusive mode')
      return () => client.end()
    } catch {
      // Both waited for each other, or all connections were ended.
      await client.end()
    }
  }
}

async function connect(database: DatabaseConfig): Promise<Client> {
  if (database.kind !== 'postgres') throw new Error('Only PostgreSQL has connections.')
  const client = new Client({ connectionString: database.url })
  // One that is broken off says so here, too.
  client.on('error', () => {})
  await client.connect()
  return client
}
