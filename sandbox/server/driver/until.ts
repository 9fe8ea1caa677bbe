import type { World } from '../world/world.ts'

export interface UntilOptions {
  timeoutMs?: number
  /** What is waited for: the error says this when the time is over. */
  what?: string
}

export type Until = <T>(predicate: () => T, options?: UntilOptions) => Promise<NonNullable<T>>

/** Waits for a condition and checks it after every change. One that throws counts as not met yet. */
export function createUntil(world: World): Until {
  return function until<T>(predicate: () => T, options: UntilOptions = {}): Promise<NonNullable<T>> {
    const { timeoutMs = 10_000, what = predicate.toString() } = options
    return new Promise((resolve, reject) => {
      let cause: unknown
      const look = () => {
        try {
          const value = predicate()
          if (!value) return false
          stop()
          clearTimeout(timer)
          resolve(value)
          return true
        } catch (error) {
          cause = error
          return false
        }
      }
      const stop = world.onChange(look)
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`in ${timeoutMs} ms it did not happen: ${what}`, { cause }))
      }, timeoutMs)
      look()
    })
  }
}
