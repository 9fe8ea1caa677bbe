/** Watches that something ends in time. Stopped and started again, it begins anew. */
export interface Watchdog {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal
  /** Rejects when the time is over. */
  readonly bitten: Promise<never>
  start(): void
  stop(): void
}

/** Builds a watchdog that is not running yet. */
export function createWatchdog(ms: number): Watchdog {
  const controller = new AbortController()
  const { signal } = controller
  let timer: NodeJS.Timeout | undefined
  const bitten = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`Not handled within ${ms} ms.`)), { once: true })
  })
  return {
    signal,
    bitten,
    start() {
      timer = setTimeout(() => controller.abort(), ms)
    },
    stop: () => clearTimeout(timer),
  }
}
