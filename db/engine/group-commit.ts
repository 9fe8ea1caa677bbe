import type { Database as Sqlite } from 'better-sqlite3'
import type { Connection, Durability, Query } from './connection.ts'

interface Job {
  readonly durability: Durability
  /** Runs the work and answers with what to tell its caller once its changes are safe. */
  readonly attempt: (listeners: Set<() => void>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

/**
 * Reads and transactions on one connection. Transactions asked for in the same turn of the event loop share one
 * commit, and so one wait for the disk; when one of them fails, each gets a commit of its own. The reads of a turn share
 * a transaction too, which saves the locks; they wait for a batch under way, so that they see only what is committed.
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
    const news = await commitAll(jobs)
    underWay = null
    // Asked for while these were committed.
    if (queue.length > 0) schedule()
    for (const tell of news) tell()
  }

  async function commitAll(jobs: readonly Job[]): Promise<Iterable<() => void>> {
    try {
      return await inOneCommit(jobs)
    } catch (error) {
      const [job, ...others] = jobs
      if (job && others.length === 0) return [() => job.reject(error)]
      const news: (() => void)[] = []
      for (const each of jobs) news.push(...(await commitAll([each])))
      return news
    }
  }

  async function inOneCommit(jobs: readonly Job[]): Promise<Iterable<() => void>> {
    const outcomes: (() => void)[] = []
    const listeners = new Set<() => void>()
    try {
      setSynchronous(jobs.some(({ durability }) => durability === 'durable') ? 'full' : 'normal')
      begin.run()
      for (const job of jobs) outcomes.push(await job.attempt(listeners))
      commit.run()
      return [...outcomes, ...listeners]
    } catch (error) {
      if (connection.inTransaction) rollback.run()
      throw error
    }
  }

  /** With `normal`, a power cut can take back the last commits (in order, and none that a `full` one follows); a crash can't. */
  function setSynchronous(mode: 'full' | 'normal'): void {
    if (mode === synchronous) return
    connection.pragma(`synchronous = ${mode}`)
    synchronous = mode
  }
}
