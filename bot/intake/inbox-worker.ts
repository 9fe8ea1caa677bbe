import type { Update } from 'grammy/types'
import type { InboxRow, InboxStore } from '../../core/doorways/inbox.ts'
import { retryDelayMs } from '../../core/foundation/retry.ts'
import type { Logger } from '../../logger.ts'
import { openUnit } from '../update/unit.ts'
import { laneOf } from './lane.ts'
import { peopleIn } from './people-in.ts'

export interface InboxWorkerOptions {
  readonly inbox: InboxStore
  /** Handles one update; what it throws makes the update come again. */
  readonly handle: (update: Update) => Promise<void>
  /** How long to wait when an error is a fault of the world, which is not the update's; null for any other. */
  readonly faultOfTheWorld: (error: unknown) => { readonly afterMs: number | null } | null
  readonly logger: Logger
  readonly concurrency?: number
  readonly watchdogMs?: number
}

export interface InboxWorker {
  /** Takes up what an earlier process left undone. */
  resume(): Promise<void>
  /** Stores updates and queues those that are new; when it resolves they survive a crash. */
  accept(updates: readonly Update[]): Promise<void>
  /** How many wait or are handled now. */
  size(): number
  /** Resolves when no more than `count` wait or are handled. */
  atMost(count: number): Promise<void>
  /** Starts nothing more and resolves when what is in hand is finished. */
  stop(): Promise<void>
}

const MAX_ATTEMPTS = 5
/** With Telegram out of reach an update is tried for about half a day. */
const MAX_WORLD_FAULTS = 150

/** Handles stored updates: in order within a lane, up to `concurrency` lanes at once, each under a watchdog. */
export function createInboxWorker(options: InboxWorkerOptions): InboxWorker {
  const { inbox, handle, faultOfTheWorld, logger, concurrency = 50, watchdogMs = 30_000 } = options
  const lanes = new Map<string, InboxRow[]>()
  const ready: string[] = []
  const waiters = new Set<() => void>()
  const timers = new Set<NodeJS.Timeout>()
  let waiting = 0
  let active = 0
  let stopped = false

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
    size: () => waiting + active,
    atMost: (count) => until(() => waiting + active <= count),
    async stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      await until(() => active === 0)
    },
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
    const againAfterMs = await attempt(row)
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

  /** Null when the update needs no further attempt, else the time to wait before it. */
  async function attempt(row: InboxRow): Promise<number | null> {
    const update = row.payload as Update
    const watchdog = new AbortController()
    const unit = openUnit(update, watchdog.signal)
    try {
      await guarded(handle(update), watchdog)
      await inbox.finish(row.updateId, [...unit.forms.values()])
      return null
    } catch (error) {
      return await failed(row, unit.error ?? error)
    }
  }

  async function guarded(handling: Promise<void>, watchdog: AbortController): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const bite = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        watchdog.abort()
        reject(new Error(`Not handled within ${watchdogMs} ms.`))
      }, watchdogMs)
    })
    try {
      await Promise.race([handling, bite])
    } finally {
      clearTimeout(timer)
    }
  }

  async function failed(row: InboxRow, error: unknown): Promise<number | null> {
    const updateId = row.updateId
    try {
      const attempts = await inbox.failed(updateId, String(error))
      const world = faultOfTheWorld(error)
      if (attempts < (world ? MAX_WORLD_FAULTS : MAX_ATTEMPTS)) {
        logger.warn({ updateId, attempts, err: error }, 'An update was not handled; it is tried again.')
        return world?.afterMs ?? retryDelayMs(attempts)
      }
      logger.error({ updateId, attempts, err: error }, 'An update was not handled; it is set aside.')
      await inbox.setAside(updateId, peopleIn(row.payload))
      return null
    } catch (storageError) {
      logger.error({ updateId, err: storageError }, 'The inbox could not be written.')
      return retryDelayMs(3)
    }
  }
}
