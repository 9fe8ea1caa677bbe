import type { Database as Sqlite } from 'better-sqlite3'
import type { Connection, Query } from './connection.ts'

interface Job {
  /** Runs the work and answers with what to tell its caller once its changes are safe. */
  readonly attempt: (listeners: Set<() => void>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

/**
 * Transactions for the one connection that writes. Those asked for in the same turn of the event loop share one
 * commit, and so one wait for the disk; each is a savepoint of its own, so that one that throws takes nothing with it.
 */
export function createGroupCommit(connection: Sqlite, q: Query): Connection['tx'] {
  const begin = connection.prepare('begin immediate')
  const commit = connection.prepare('commit')
  const rollback = connection.prepare('rollback')
  const save = connection.prepare('savepoint job')
  const release = connection.prepare('release job')
  const undo = connection.prepare('rollback to job')
  const queue: Job[] = []
  let scheduled = false

  return (work) =>
    new Promise((resolve, reject) => {
      const attempt: Job['attempt'] = async (listeners) => {
        const told: (() => void)[] = []
        const result = await work({ q, afterCommit: (listener) => told.push(listener) })
        for (const listener of told) listeners.add(listener)
        return () => resolve(result)
      }
      queue.push({ attempt, reject })
      if (!scheduled) schedule()
    })

  function schedule(): void {
    scheduled = true
    setImmediate(() => void run())
  }

  async function run(): Promise<void> {
    const news = await commitQueued()
    scheduled = false
    // Asked for between the last look into the queue and now.
    if (queue.length > 0) schedule()
    for (const tell of news) tell()
  }

  async function commitQueued(): Promise<Iterable<() => void>> {
    const jobs: Job[] = []
    const outcomes: (() => void)[] = []
    const listeners = new Set<() => void>()
    try {
      begin.run()
      for (let job = queue.shift(); job; job = queue.shift()) {
        jobs.push(job)
        outcomes.push(await inSavepoint(job, listeners))
      }
      commit.run()
      return [...outcomes, ...listeners]
    } catch (error) {
      if (connection.inTransaction) rollback.run()
      return [...jobs, ...queue.splice(0)].map((job) => () => job.reject(error))
    }
  }

  async function inSavepoint(job: Job, listeners: Set<() => void>): Promise<() => void> {
    save.run()
    try {
      const tell = await job.attempt(listeners)
      release.run()
      return tell
    } catch (error) {
      if (!connection.inTransaction) throw error
      undo.run()
      release.run()
      return () => job.reject(error)
    }
  }
}
