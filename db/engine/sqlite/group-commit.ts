import type { Database as Sqlite } from 'better-sqlite3'
import type { Connection, Durability, Query } from '../connection.ts'

interface Job {
  readonly durability: Durability
  /** Runs the work and returns the function that reports success, to be called once the work is committed. */
  readonly attempt: (listeners: Set<() => void>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

/**
 * Reads and transactions on one SQLite connection. Transactions that are requested in the same turn of the event loop
 * share one commit, and so one wait for the disk; when one of them fails, all run again with a commit each. The reads
 * of a turn share a transaction too, which saves locking; they wait while transactions run, so that they see only
 * what is committed.
 */
export function createGroupCommit(connection: Sqlite, q: Query): Pick<Connection, 'read' | 'tx'> {
  const begin = connection.prepare('begin immediate')
  const beginToRead = connection.prepare('begin')
  const commit = connection.prepare('commit')
  const rollback = connection.prepare('rollback')
  let queue: Job[] = []
  let scheduled = false
  let underWay: Promise<void> | null = null
  let synchronous = ''

  return {
    async read(work) {
      while (underWay) await underWay
      if (!connection.inTransaction) beginToRead.run()
      schedule()
      return await work(q)
    },
    tx: (work, durability = 'durable') =>
      new Promise((resolve, reject) => {
        const attempt: Job['attempt'] = async (listeners) => {
          const result = await work({ q, afterCommit: (listener) => listeners.add(listener) })
          return () => resolve(result)
        }
        queue.push({ durability, attempt, reject })
        schedule()
      }),
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (underWay) return
      if (connection.inTransaction) commit.run()
      if (queue.length > 0) underWay = run()
    })
  }

  async function run(): Promise<void> {
    const jobs = queue
    queue = []
    const reports = await commitAll(jobs)
    underWay = null
    // Requested while these were being committed.
    if (queue.length > 0) schedule()
    for (const report of reports) report()
  }

  async function commitAll(jobs: readonly Job[]): Promise<Iterable<() => void>> {
    try {
      return await inOneCommit(jobs)
    } catch (error) {
      const [job, ...others] = jobs
      if (job && others.length === 0) return [() => job.reject(error)]
      const reports: (() => void)[] = []
      for (const each of jobs) reports.push(...(await commitAll([each])))
      return reports
    }
  }

  async function inOneCommit(jobs: readonly Job[]): Promise<Iterable<() => void>> {
    const reports: (() => void)[] = []
    const listeners = new Set<() => void>()
    try {
      setSynchronous(jobs.some(({ durability }) => durability === 'durable') ? 'full' : 'normal')
      begin.run()
      for (const job of jobs) reports.push(await job.attempt(listeners))
      commit.run()
      return [...reports, ...listeners]
    } catch (error) {
      if (connection.inTransaction) rollback.run()
      throw error
    }
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
