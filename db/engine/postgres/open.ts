import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Connection, Query, Tx } from '../connection.ts'
import { postgresTables } from '../../schema/tables.ts'
import { codeOf, messageOf, plainErrors } from './errors.ts'
import { createPostgresWordIndex } from './word-index.ts'

const START_UP_MS = 15_000
const TRIES = 5
/** serialization_failure, deadlock_detected, and unique_violation (another transaction stored the same row first). */
const LOST_RACE = new Set(['40001', '40P01', '23505'])

/** Connects, waiting up to `startUpMs` for a server that is just starting, and applies new migrations. */
export async function openPostgres(url: string, { startUpMs = START_UP_MS } = {}): Promise<Connection> {
  const { default: pg } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c timezone=UTC' })
  // The pool replaces a connection that breaks while idle; without a listener the event would end the process.
  pool.on('error', () => {})
  await waitForServer(pool, Date.now() + startUpMs)
  await migrateTables(pool)
  const database = drizzle(pool, { casing: 'snake_case' })
  const reader = database as unknown as Query
  const underWay = new Set<Promise<unknown>>()

  return {
    tables: postgresTables,
    read: (work) => untilDone(plainErrors(() => work(reader))),
    tx: (work) => untilDone(retried(work)),
    locked(select) {
      select.for('no key update')
      return select
    },
    words: createPostgresWordIndex(),
    async close() {
      await Promise.allSettled(underWay)
      await pool.end()
    },
  }

  /** A pool that ends never serves those who still wait for a connection, so `close` waits for them first. */
  async function untilDone<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }

  async function retried<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await plainErrors(() => once(work))
      } catch (error) {
        if (attempt === TRIES || !LOST_RACE.has(codeOf(error))) throw error
      }
    }
  }

  async function once<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const listeners = new Set<() => void>()
    const result = await database.transaction((q) =>
      work({ q: q as unknown as Query, afterCommit: (listener) => listeners.add(listener) }),
    )
    for (const listener of listeners) listener()
    return result
  }
}

async function waitForServer(pool: Pool, deadline: number): Promise<void> {
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
async function migrateTables(pool: Pool): Promise<void> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const { migrate } = await import('drizzle-orm/node-postgres/migrator')
  const client = await pool.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('kubit-support migrations'))`)
    await migrate(drizzle(client), {
      migrationsFolder: join(import.meta.dirname, '../../migrations/postgres'),
    })
  } finally {
    client.release(true)
  }
}
