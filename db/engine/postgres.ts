import type { Connection, Query, Tx } from './connection.ts'
import { postgresTables } from '../schema/tables.ts'
import { Busy } from '../../core/foundation/errors.ts'
import { codeOf, messageOf, migrateTables, waitForServer } from './postgres-server.ts'
import { createPostgresWords } from './postgres-words.ts'

const TRIES = 5
/** How long to wait for somebody else's lock, or for a connection. */
const LOCK_MS = 5_000
/**
 * lock_not_available; connection exceptions; too_many_connections; the server shuts down, has crashed or starts. The rest
 * are Node's. None of these says that anything is wrong with the request.
 */
const BUSY = /^(?:55P03|08...|53300|57P0[123]|ECONN(?:REFUSED|RESET)|ENOENT|ETIMEDOUT|EPIPE)$/
/** serialization_failure, deadlock_detected, and unique_violation: somebody else stored it first, so look again. */
const LOST_RACE = new Set(['40001', '40P01', '23505'])

/** Connects, waiting a little for a server that is just starting, and brings the tables up to date. */
export async function openPostgres(
  url: string,
  { startUpMs }: { readonly startUpMs?: number } = {},
): Promise<Connection> {
  const { default: pg } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    options: `-c timezone=UTC -c lock_timeout=${LOCK_MS}`,
    connectionTimeoutMillis: LOCK_MS,
  })
  // A connection that breaks while idle is replaced by the pool; whoever needs one finds out.
  pool.on('error', () => {})
  await waitForServer(pool, startUpMs)
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
    words: createPostgresWords(),
    // What the server keeps of deleted rows is its operator's: vacuum and the recycling of its log take it away.
    scrub: async () => {},
    async close() {
      await Promise.allSettled(underWay)
      await pool.end()
    },
  }

  /** An ending pool forgets those who wait for a connection, so it must not end before them. */
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

/** Drizzle's and PostgreSQL's errors quote the values, which are people's names and words; these don't. */
async function plainErrors<Result>(work: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const cause: unknown = error instanceof Error && error.cause ? error.cause : error
    const code = codeOf(cause)
    if (isBusy(cause)) throw new Busy({ cause: new Error(`PostgreSQL: ${messageOf(cause)}`) })
    if (!/^[0-9A-Z]{5}$/.test(code)) throw error
    throw Object.assign(new Error(`PostgreSQL: ${messageOf(cause)}`), { code })
  }
}

/** node-postgres has no code for a pool without a free connection, or one that ended under a query. */
function isBusy(error: unknown): boolean {
  return BUSY.test(codeOf(error)) || /^(?:timeout exceeded when|Connection terminated)/.test(messageOf(error))
}
