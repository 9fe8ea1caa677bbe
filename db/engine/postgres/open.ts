import type { Connection, Query, Tx } from '../connection.ts'
import { postgresTables } from '../../schema/tables.ts'
import { codeOf, plainErrors } from './errors.ts'
import { createPool } from './pool.ts'
import { migrateTables, waitForServer } from './server.ts'
import { createPostgresWordIndex } from './word-index.ts'

const TRIES = 5
/** How long to wait for somebody else's lock, or for a connection. */
const PATIENCE_MS = 5_000
/** serialization_failure, deadlock_detected, and unique_violation (another transaction stored the same row first). */
const LOST_RACE = new Set(['40001', '40P01', '23505'])

/** Connects, waiting up to `startUpMs` for a server that is just starting, and applies new migrations. */
export async function openPostgres(
  url: string,
  { startUpMs }: { readonly startUpMs?: number } = {},
): Promise<Connection> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = await createPool({
    connectionString: url,
    max: 10,
    options: `-c timezone=UTC -c lock_timeout=${PATIENCE_MS}`,
    connectionTimeoutMillis: PATIENCE_MS,
  })
  await waitForServer(pool, startUpMs)
  await migrateTables(pool)
  const database = drizzle(pool, { casing: 'snake_case' })
  const reader = database as unknown as Query
  const underWay = new Set<Promise<unknown>>()

  return {
    tables: postgresTables,
    read: (work) => untilDone(plainErrors(() => work(reader))),
    tx: (work) => untilDone(retried(work)),
    isConcurrent: true,
    locked(select) {
      select.for('no key update')
      return select
    },
    words: createPostgresWordIndex(),
    // What the server keeps of deleted rows goes with its vacuum and the recycling of its log.
    scrub: async () => {},
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
