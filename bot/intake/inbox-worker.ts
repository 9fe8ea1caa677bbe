import type { Update } from 'grammy/types'
import type { InboxRow } from '../../core/doorways/inbox.ts'
import { type AttemptDeps, createAttempt } from './attempt.ts'
import { laneOf } from './lane.ts'
import type { Place } from './wait.ts'

export interface InboxWorkerOptions extends AttemptDeps {
  /** Told of each update that is stored, before it is handled. */
  readonly onStored?: (update: Update) => void
  /** How many lanes are worked on at once. */
  readonly concurrency?: number
}

export interface InboxWorker {
  /** Queues the updates that an earlier process did not finish. */
  resume(): Promise<void>
  /** Stores updates and queues those that are new. Once it resolves, they survive a crash. */
  accept(updates: readonly Update[]): Promise<void>
  /** How many updates wait or are being handled. */
  size(): number
  /** Resolves when no more than `count` updates wait or are being handled. */
  atMost(count: number): Promise<void>
  /** Starts no more updates and resolves when those being handled are finished. */
  stop(): Promise<void>
}

/** Handles stored updates: in order within a lane, several lanes at once. */
export function createInboxWorker(options: InboxWorkerOptions): InboxWorker {
  const { inbox, onStored = () => {}, concurrency = 50 } = options
  const attempt = createAttempt(options)
  const lanes = new Map<string, InboxRow[]>()
  const ready: string[] = []
  const waiters = new Set<() => void>()
  const timers = new Set<NodeJS.Timeout>()
  const stopping = new AbortController()
  let waiting = 0
  let active = 0
  /** Updates that wait for a file, for instance, and take nobody's place. */
  let aside = 0
  let stopped = false
  const place: Place = {
    stopped: stopping.signal,
    leave() {
      active--
      aside++
      pump()
    },
    retake() {
      active++
      aside--
    },
  }

  return {
    async resume() {
      enqueue(await inbox.pending())
    },
    async accept(updates) {
      enqueue(
        await inbox.accept(
          updates.map((update) => ({ updateId: update.update_id, lane: laneOf(update), payload: update })),
        ),
      )
    },
    size,
    atMost: (count) => until(() => size() <= count),
    async stop() {
      stopped = true
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
      await until(() => active + aside === 0)
    },
  }

  function size(): number {
    return waiting + active + aside
  }

  function until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return
        waiters.delete(check)
        resolve()
      }
      waiters.add(check)
    })
  }

  function enqueue(rows: readonly InboxRow[]): void {
    for (const row of rows) {
      onStored(row.payload as Update)
      waiting++
      const lane = lanes.get(row.lane)
      if (lane) lane.push(row)
      else {
        lanes.set(row.lane, [row])
        ready.push(row.lane)
      }
    }
    pump()
  }

  function pump(): void {
    while (!stopped && active < concurrency) {
      const lane = ready.shift()
      if (lane === undefined) break
      active++
      waiting--
      void work(lane)
    }
    for (const check of waiters) check()
  }

  async function work(lane: string): Promise<void> {
    const rows = lanes.get(lane)
    const row = rows?.[0]
    if (!rows || !row) throw new Error(`Lane ${lane} is ready but empty.`)
    const againAfterMs = await attempt(row, place)
    active--
    if (againAfterMs !== null) {
      waiting++
      later(againAfterMs, lane)
    } else {
      rows.shift()
      if (rows.length === 0) lanes.delete(lane)
      else ready.push(lane)
    }
    pump()
  }

  function later(ms: number, lane: string): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      ready.push(lane)
      pump()
    }, ms)
    timers.add(timer)
  }
}
