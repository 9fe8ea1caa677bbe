import type { Logger } from '../logger.ts'

export interface PollerOptions {
  readonly name: string
  readonly run: () => Promise<void>
  readonly everyMs: number
  /** Asked after each run: in how many ms the next one should come if sooner than usual; null if not. */
  readonly nextInMs?: () => number | null
  readonly logger: Logger
}

export interface Poller {
  start(): void
  /** Runs at once, or right after the run under way. */
  wake(): void
  /** Runs once after the run under way; rejects when that run fails. */
  runOnce(): Promise<void>
  /** Starts no more runs and resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Runs a job again and again. Runs never overlap; one that fails is logged, and the next comes in its time. */
export function createPoller({ name, run, everyMs, nextInMs, logger }: PollerOptions): Poller {
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> | null = null
  let again = false
  let started = false

  return {
    start() {
      started = true
      tick()
    },
    wake() {
      if (current) again = true
      else if (started) tick()
    },
    async runOnce() {
      await current?.catch(() => {})
      await begin()
    },
    async stop() {
      started = false
      clearTimeout(timer)
      await current?.catch(() => {})
    },
  }

  function begin(): Promise<void> {
    current ??= run().finally(() => {
      current = null
    })
    return current
  }

  function tick(): void {
    clearTimeout(timer)
    again = false
    begin()
      .catch((error: unknown) => logger.error({ err: error, job: name }, 'A job failed; it runs again.'))
      .finally(() => {
        if (started) schedule()
      })
  }

  function schedule(): void {
    if (again) return tick()
    timer = setTimeout(tick, Math.max(0, Math.min(everyMs, nextInMs?.() ?? everyMs)))
  }
}
