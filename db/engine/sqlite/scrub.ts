/** How long another process may read the log's old pages before the next attempt. */
const AGAIN_MS = 1_000

/**
 * Empties SQLite's write-ahead log, in which deleted bytes stay. Where another process still reads it, that is tried
 * again until it has worked. `checkpoint` is SQLite's `wal_checkpoint(truncate)`.
 */
export function createScrub(checkpoint: () => Promise<unknown>): {
  readonly run: () => Promise<void>
  readonly stop: () => void
} {
  let timer: NodeJS.Timeout | undefined
  return { run, stop: () => clearTimeout(timer) }

  async function run(): Promise<void> {
    clearTimeout(timer)
    if (await isEmptied()) return
    timer = setTimeout(() => void run(), AGAIN_MS)
    timer.unref()
  }

  async function isEmptied(): Promise<boolean> {
    try {
      const [outcome] = (await checkpoint()) as { readonly busy: number }[]
      return outcome?.busy === 0
    } catch {
      return false
    }
  }
}
