import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { codeOf } from '../engine/postgres/errors.ts'
import { createPool } from '../engine/postgres/pool.ts'
import { migrateTables, waitForServer } from '../engine/postgres/server.ts'
import { AlreadyRunning, hasEnded, type Holder, whereabouts, type Whereabouts } from './holder.ts'

export interface LeaseOptions {
  /** Another process took the lease: this one has to end. */
  readonly onLost: (error: AlreadyRunning) => void
  /** How long it holds without being renewed, which is how long the crash of another host is waited out. */
  readonly holdsMs?: number
}

export interface Lease {
  /** Counts the owners: the greatest is the one in office. */
  readonly epoch: number
  release(): Promise<void>
}

/** The one lease there is. */
const NAME = 'desk'
const HOLDS_MS = 10_000
const LOOK_MS = 250
const UNDEFINED_TABLE = '42P01'

const TAKE = `
  insert into leases (name, owner, epoch, since, until, pid, host, machine)
  values ('${NAME}', $1, 1, now(), now() + $5 * interval '1 ms', $2, $3, $4)
  on conflict (name) do update
    set owner = excluded.owner, epoch = leases.epoch + 1, since = excluded.since, until = excluded.until,
        pid = excluded.pid, host = excluded.host, machine = excluded.machine
    where leases.until <= now() or leases.owner = $6
  returning epoch`
const RENEW = `update leases set until = now() + $2 * interval '1 ms' where name = '${NAME}' and owner = $1`
const RELEASE = `update leases set until = now() where name = '${NAME}' and owner = $1`
const FIND = `select owner, pid, host, machine, since, until from leases where name = '${NAME}'`

type Found = Whereabouts & Holder & { readonly until: Date }

/**
 * Takes the lease on a PostgreSQL database, by the database's own clock, and renews it. Each statement stands for itself,
 * so that a pooler may be in between. Throws AlreadyRunning where somebody renews it or has just taken it; a holder of
 * this machine that has ended is followed at once, one that is nowhere to be seen when its time is over.
 */
export async function takeLease(url: string, { onLost, holdsMs = HOLDS_MS }: LeaseOptions): Promise<Lease> {
  const pool = await createPool({ connectionString: url, max: 1, query_timeout: holdsMs / 2 })
  const me = whereabouts()
  const epoch = await acquire().catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  let timer = renewLater()
  let renewing = Promise.resolve()

  return {
    epoch,
    async release() {
      clearTimeout(timer)
      await renewing
      clearTimeout(timer)
      await pool.query(RELEASE, [me.owner]).catch(() => {})
      await pool.end()
    },
  }

  async function acquire(): Promise<number> {
    await waitForServer(pool)
    let first: Found | null = null
    let ended: string | null = null
    for (;;) {
      const taken = await take(ended)
      if (taken !== null) return taken
      const holder = await find(pool)
      if (!holder) continue
      if (hasEnded(holder, me)) ended = holder.owner
      else if (first && holder.until > first.until) throw new AlreadyRunning(holder)
      else {
        first ??= holder
        await delay(LOOK_MS)
      }
    }
  }

  async function take(ended: string | null): Promise<number | null> {
    const values = [me.owner, me.pid, me.host, me.machine, holdsMs, ended]
    try {
      const { rows } = await pool.query<{ epoch: string }>(TAKE, values)
      return rows[0] ? Number(rows[0].epoch) : null
    } catch (error) {
      // A new database, or one of a version without leases.
      if (codeOf(error) !== UNDEFINED_TABLE) throw error
      const unhurried = await createPool({ connectionString: url, max: 1 })
      try {
        await migrateTables(unhurried)
      } finally {
        await unhurried.end()
      }
      return null
    }
  }

  function renewLater(): NodeJS.Timeout {
    return setTimeout(() => {
      renewing = renew()
    }, holdsMs / 4).unref()
  }

  async function renew(): Promise<void> {
    // While the database is out of reach nobody else can take the lease either.
    const renewed = await pool.query(RENEW, [me.owner, holdsMs]).catch(() => null)
    if (renewed?.rowCount === 0) onLost(new AlreadyRunning(await find(pool).catch(() => null)))
    else timer = renewLater()
  }
}

async function find(pool: Pool): Promise<Found | null> {
  const { rows } = await pool.query<Found>(FIND)
  return rows[0] ?? null
}
