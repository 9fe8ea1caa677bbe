const DELAY_MS = 40

/** The page's state for its open streams: each gets the latest one, also when it missed some between. */
export type Feed = ReturnType<typeof createFeed>

/** Makes a feed that calls `take` for the state a moment after a change. */
export function createFeed(take: () => object) {
  let latest: string | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const go of waiting) go()
  }
  function refresh(): string {
    clearTimeout(timer)
    timer = undefined
    const next = JSON.stringify(take())
    if (next !== latest) {
      latest = next
      wake()
    }
    return next
  }

  return {
    soon(): void {
      if (!closed) timer ??= setTimeout(refresh, DELAY_MS)
    },
    now: refresh,
    /**
     * Resolves with the next state that differs from `seen`; with undefined when none came in time or the feed is
     * closed.
     */
    async after(seen: string | undefined, { timeoutMs }: { timeoutMs: number }): Promise<string | undefined> {
      if (!closed && (latest === undefined || latest === seen)) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(go, timeoutMs)
          function go() {
            clearTimeout(timeout)
            waiting.delete(go)
            resolve()
          }
          waiting.add(go)
        })
      }
      return closed || latest === seen ? undefined : latest
    },
    get closed() {
      return closed
    },
    close(): void {
      closed = true
      clearTimeout(timer)
      wake()
    },
  }
}
