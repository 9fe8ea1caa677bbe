import { setTimeout as delay } from 'node:timers/promises'
import type { Database as Sqlite } from 'better-sqlite3'
import { Busy } from '../../../core/foundation/errors.ts'
import type { Connection, Durability, Query } from '../connection.ts'

/** How long to wait for another process's lock, and how often to look. */
const PATIENCE_MS = 5_000
const RETRY_MS = 20

interface Job {
  readonly durability: Durability
  /** When to stop waiting for another process's lock. */
  readonly until: number
  /** Runs the work and returns the function that reports success, to be called once the work is committed. */
  readonly attempt: (listeners: Set<() => void>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

/**
 * Reads and transactions on one SQLite connection. Transactions that are requested in the same turn of the event loop
 * share one commit, and so one wait for the disk; when one of them fails, all run again with a commit each. The reads
 * of a turn share a transaction too, which saves locking; they wait while transactions run, so that they see only
 * what is committed. While another process has the file locked, nothing blocks the event loop, and reads go on.
 */
export function createGroupCommit(
  connection: Sqlite,
  q: Query,
  { patienceMs = PATIENCE_MS } = {},
): Pick<Connection, 'read' | 'tx'> & { readonly alone: <Result>(work: () => Result) => Promise<Result> } {
  const begin = connection.prepare('begin immediate')
  const beginToRead = connection.prepare('begin')
  const commit = connection.prepare('commit')
  const rollback = connection.prepare('rollback')
  let queue: Job[] = []
  let scheduled = false
  let isRunning = false
  let underWay: Promise<void> | null = null
  let synchronous = ''
  let refused: unknown

  return {
    async read(work) {
      const until = performance.now() + patienceMs
      for (;;) {
        while (underWay) await underWay
        try {
          if (!connection.inTransaction) beginToRead.run()
          schedule()
          return await work(q)
        } catch (error) {
          await unlocked(error, until)
        }
      }
    },
    tx: (work, durability = 'durable') =>
      new Promise((resolve, reject) => {
        const attempt: Job['attempt'] = async (listeners) => {
          const result = await work({ q, afterCommit: (listener) => listeners.add(listener) })
          return () => resolve(result)
        }
        queue.push({ durability, until: performance.now() + patienceMs, attempt, reject })
        schedule()
      }),
    /** Does what can't be done in a transaction. */
    async alone(work) {
      while (underWay) await underWay
      endReading()
      return work()
    },
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (underWay) return
      endReading()
      if (queue.length > 0 && !isRunning) void run()
    })
  }

  async function run(): Promise<void> {
    isRunning = true
    const urgent = queue.filter(({ durability }) => durability === 'urgent')
    const jobs = urgent.length > 0 ? urgent : queue
    queue = urgent.length > 0 ? queue.filter(({ durability }) => durability !== 'urgent') : []
    const reports = await commitAll(jobs)
    isRunning = false
    // Requested while these were being committed, or less urgent.
    if (queue.length > 0) schedule()
    for (const report of reports) report()
  }

  async function commitAll(jobs: readonly Job[]): Promise<Iterable<() => void>> {
    try {
      return await inOneCommit(jobs)
    } catch (error) {
      // Where nothing could begin, the next attempt would only wait again.
      if (jobs.length === 1 || error instanceof Busy) {
        const reason = isOutOfRoom(error) ? new Busy({ cause: error }) : error
        return jobs.map((job) => () => job.reject(reason))
      }
      const reports: (() => void)[] = []
      for (const each of jobs) reports.push(...(await commitAll([each])))
      return reports
    }
  }

  async function inOneCommit(jobs: readonly Job[]): Promise<Iterable<() => void>> {
    const reports: (() => void)[] = []
    const listeners = new Set<() => void>()
    const mode = jobs.some(({ durability }) => durability === 'durable') ? 'full' : 'normal'
    const until = Math.min(...jobs.map((job) => job.until))
    while (!beginNow(mode)) await unlocked(refused, until)
    let end = (): void => {}
    underWay = new Promise((resolve) => {
      end = resolve
    })
    try {
      for (const job of jobs) reports.push(await job.attempt(listeners))
      commit.run()
      return [...reports, ...listeners]
    } catch (error) {
      if (connection.inTransaction) rollback.run()
      throw error
    } finally {
      underWay = null
      end()
    }
  }

  /** Begins to write unless somebody else does; then `refused` says so. Nothing waits in between: no read comes in. */
  function beginNow(mode: 'full' | 'normal'): boolean {
    endReading()
    try {
      setSynchronous(mode)
      begin.run()
      return true
    } catch (error) {
      refused = error
      return false
    }
  }

  function endReading(): void {
    if (connection.inTransaction) commit.run()
  }

  /** Waits a moment for a lock of another process. Throws what is no such thing, or Busy in the end. */
  async function unlocked(error: unknown, until: number): Promise<void> {
    if (isOutOfRoom(error)) throw new Busy({ cause: error })
    if (!isLocked(error)) throw error
    if (performance.now() >= until) throw new Busy({ cause: error })
    await delay(RETRY_MS)
  }

  /**
   * With `normal`, a power cut can undo the latest commits, but none that a `full` commit follows; a crash of the
   * process undoes none. See SQLite's documentation of `PRAGMA synchronous` in WAL mode.
   */
  function setSynchronous(mode: 'full' | 'normal'): void {
    if (mode === synchronous) return
    connection.pragma(`synchronous = ${mode}`)
    synchronous = mode
  }
}

/** Another process has the file locked, so that this one can't begin. */
function isLocked(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY')
}

/** The disk has no room, or can't be written. */
function isOutOfRoom(error: unknown): boolean {
  return /^SQLITE_(?:FULL|IOERR)/.test(codeOf(error))
}

/** SQLite's code for an error, also where Drizzle has wrapped it; empty where it has none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error ? String(error.code) : codeOf(error.cause)
}
