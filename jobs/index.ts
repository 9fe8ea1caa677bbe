import type { Deliverer } from '../core/deliveries/deliver.ts'
import type { OutboxStore } from '../core/ports.ts'
import type { Logger } from '../logger.ts'
import { createPoller } from './poller.ts'

export interface JobsOptions {
  readonly deliverer: Deliverer
  readonly outbox: OutboxStore
  /** Fetches Telegram's files that are due. */
  readonly fetchFiles: () => Promise<void>
  readonly sweepIntervalMs: number
  /** What the sweeper does, one after the other; one that fails does not keep the others from running. */
  readonly sweeps: readonly (() => Promise<unknown>)[]
  readonly logger: Logger
}

export interface Jobs {
  /** Begins to send, and to fetch files. */
  startSending(): void
  startSweeping(): void
  /** Sends all that is due. */
  send(): Promise<void>
  /** Fetches the files that are due. */
  fetch(): Promise<void>
  sweep(): Promise<void>
  stop(): Promise<void>
}

/** A delivery that nothing woke the outbox for goes out this late at most. */
const SEND_EVERY_MS = 1_000

/** Files of Telegram's wait this long at most for the first attempt to fetch them. */
const FETCH_EVERY_MS = 1_000

/** What time drives: the outbox, the fetching of files and the sweeper. */
export function createJobs({
  deliverer,
  outbox,
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
    nextAt: deliverer.resumesAt,
    logger,
  })
  const fetcher = createPoller({ name: 'files', run: fetchFiles, everyMs: FETCH_EVERY_MS, logger })
  const sweeper = createPoller({ name: 'sweeper', run: sweepAll, everyMs: sweepIntervalMs, logger })
  let unsubscribe = () => {}

  return {
    startSending() {
      unsubscribe = outbox.onEnqueued(outboxJob.wake)
      outboxJob.start()
      fetcher.start()
    },
    startSweeping: sweeper.start,
    send: outboxJob.runOnce,
    fetch: fetcher.runOnce,
    sweep: sweeper.runOnce,
    async stop() {
      unsubscribe()
      deliverer.stop()
      await Promise.all([outboxJob.stop(), fetcher.stop(), sweeper.stop()])
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
