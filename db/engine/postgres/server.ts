import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { codeOf, messageOf } from './errors.ts'

const START_UP_MS = 15_000

/** Waits a little for a server that is just starting. Throws a plain sentence where it stays out of reach. */
export async function waitForServer(pool: Pool, startUpMs = START_UP_MS): Promise<void> {
  const deadline = Date.now() + startUpMs
  for (;;) {
    try {
      await pool.query('select 1')
      return
    } catch (error) {
      // 57P03 is cannot_connect_now: the server is starting up.
      const mayComeUp = ['ECONNREFUSED', 'ENOENT', '57P03'].includes(codeOf(error))
      if (mayComeUp && Date.now() < deadline) await delay(500)
      else throw new Error(`PostgreSQL at DATABASE_URL can't be used: ${messageOf(error)}`, { cause: error })
    }
  }
}

/** Applies new migrations under a lock, so that processes that start together do it one after the other. */
export async function migrateTables(pool: Pool): Promise<void> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const { migrate } = await import('drizzle-orm/node-postgres/migrator')
  const client = await pool.connect()
  try {
    await client.query('set lock_timeout = 0')
    await client.query(`select pg_advisory_lock(hashtext('kubit-support migrations'))`)
    await migrate(drizzle(client), {
      migrationsFolder: join(import.meta.dirname, '../../migrations/postgres'),
    })
  } finally {
    client.release(true)
  }
}
