import type { Deliverer } from '../core/sending/deliver.ts'
import type { Logger } from '../logger.ts'
import { createPoller } from './poller.ts'

export interface JobsOptions {
  readonly deliverer: Deliverer
  /** Adds a listener, which is called when there is something new to send. Returns a function that removes it. */
  readonly onEnqueued: (listener: () => void) => () => void
  /** Indexes up to `limit` changed tickets; returns how many. */
  readonly indexTexts: (limit: number) => Promise<number>
  /** Fetches Telegram's files that are due, one after the other. */
  readonly fetchFiles: () => Promise<void>
  readonly sweepIntervalMs: number
  /** What the sweeper does, one after the other. When one fails, the others run all the same. */
  readonly sweeps: readonly (() => Promise<unknown>)[]
  readonly logger: Logger
}

export interface Jobs {
  /** Starts sending, fetching files and indexing texts. */
  startSending(): void
  startSweeping(): void
  /** Sends all that is due. */
  send(): Promise<void>
  /** Fetches the files that are due. */
  fetch(): Promise<void>
  sweep(): Promise<void>
  stop(): Promise<void>
}

/** A delivery that the outbox was not woken for waits this long at most. */
const SEND_EVERY_MS = 1_000

/** A file at Telegram waits this long at most for the first attempt to fetch it. */
const FETCH_EVERY_MS = 1_000
/** Files that are fetched at the same time. A slow one holds none but its own fetcher. */
const FETCHERS = 4

/** Every search indexes what has changed before it looks, so there is no hurry. A new index is built in small steps. */
const INDEX_EVERY_MS = 60_000
const INDEX_STEP = 25
const INDEX_REST_MS = 10

/** The jobs that run by themselves: the outbox, the fetching of files, the search index and the sweeper. */
export function createJobs({
  deliverer,
  onEnqueued,
  indexTexts,
  fetchFiles,
  sweepIntervalMs,
  sweeps,
  logger: parent,
}: JobsOptions): Jobs {
  const logger = parent.child({ area: 'jobs' })
  const outboxJob = createPoller({
    name: 'outbox',
    run: deliverer.runOnce,
    everyMs: SEND_EVERY_MS,
    nextInMs: deliverer.resumesInMs,
    logger,
  })
  const fetchers = Array.from({ length: FETCHERS }, () =>
    createPoller({ name: 'files', run: fetchFiles, everyMs: FETCH_EVERY_MS, logger }),
  )
  let behind = false
  const indexer = createPoller({
    name: 'search',
    async run() {
      behind = (await indexTexts(INDEX_STEP)) === INDEX_STEP
    },
    everyMs: INDEX_EVERY_MS,
    nextInMs: () => (behind ? INDEX_REST_MS : null),
    logger,
  })
  const sweeper = createPoller({ name: 'sweeper', run: sweepAll, everyMs: sweepIntervalMs, logger })
  let unsubscribe = () => {}

  return {
    startSending() {
      unsubscribe = onEnqueued(() => {
        deliverer.wake()
        outboxJob.wake()
      })
      outboxJob.start()
      for (const fetcher of fetchers) fetcher.start()
      indexer.start()
    },
    startSweeping: sweeper.start,
    send: outboxJob.runOnce,
    async fetch() {
      await Promise.all(fetchers.map(({ runOnce }) => runOnce()))
    },
    sweep: sweeper.runOnce,
    async stop() {
      unsubscribe()
      deliverer.stop()
      await Promise.all([
        outboxJob.stop(),
        ...fetchers.map(({ stop }) => stop()),
        indexer.stop(),
        sweeper.stop(),
      ])
    },
  }

  async function sweepAll(): Promise<void> {
    for (const sweep of sweeps) {
      try {
        await sweep()
      } catch (error) {
        logger.error({ err: error, job: 'sweeper' }, 'A sweep failed; it runs again.')
      }
    }
  }
}
