import { setTimeout as delay } from 'node:timers/promises'
import type { Product } from '../crash/_product.ts'

const AGAIN_MS = 300

/** What looks after the product: starts it again whenever it has ended, as the init of a server does. */
export function createKeeper(product: Product, note: (what: string) => void) {
  let over = false
  let downUntil = 0
  let expected = false
  let unexpected = 0

  const kept = (async () => {
    for (;;) {
      const { code, signal } = await product.ended()
      if (over) return
      if (!expected) {
        unexpected++
        note(`the product ended by itself (${signal ?? `exit code ${code}`})`)
      }
      expected = false
      await delay(Math.max(0, downUntil - Date.now()))
      await product.start().then(
        () => note('the product is started'),
        async () => {
          expected = true
          note('the product could not start')
          await delay(AGAIN_MS)
        },
      )
    }
  })()

  return {
    product,
    /** How often it ended although nobody had killed it. */
    unexpected: () => unexpected,
    /** Kills it and keeps it down for so long. */
    async kill(downMs: number): Promise<void> {
      expected = true
      downUntil = Date.now() + downMs
      await product.kill()
    },
    /** Stops it in the middle of what it does; returns what lets it go on. */
    freeze(): () => void {
      const pid = product.pid()
      const send = (signal: NodeJS.Signals) => {
        try {
          process.kill(pid, signal)
        } catch {
          // It was killed in the meantime.
        }
      }
      send('SIGSTOP')
      return () => send('SIGCONT')
    },
    /** Lets it go and stops looking after it. */
    async close(): Promise<void> {
      over = true
      await product.kill()
      await kept
    },
  }
}

export type Keeper = ReturnType<typeof createKeeper>
