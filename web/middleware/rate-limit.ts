import type { Context, MiddlewareHandler } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'

/** How many requests in a minute of the clock there may be. */
export interface RateLimits {
  /** Counts a request for the address it comes from. */
  readonly ofAddress: MiddlewareHandler<WebEnv>
  /** Counts it for the user it is made for, and for their organization. */
  readonly ofCaller: MiddlewareHandler<WebEnv>
  /** Counts a request that does not say who makes it, or not truly; throws where an address has had too many. */
  countFailure(c: Context<WebEnv>): void
}

export interface RateLimitOptions {
  /** Of a user; an organization and an address have ten times as many. 0 lets everything through. */
  readonly limit: number
  readonly clock: () => Date
  readonly addressOf: (c: Context<WebEnv>) => string
}

const WINDOW_MS = 60_000
const OF_MANY = 10

/** The limits of one server. All windows turn together, so what is kept is a number for each of the current minute. */
export function createRateLimits({ limit, clock, addressOf }: RateLimitOptions): RateLimits {
  const counts = new Map<string, number>()
  let window = 0

  return {
    async ofAddress(c, next) {
      count(['address', addressOf(c)], limit * OF_MANY)
      await next()
    },
    async ofCaller(c, next) {
      const { organization, userId } = c.var.user
      count(['user', organization.id, userId], limit)
      count(['organization', organization.id], limit * OF_MANY)
      await next()
    },
    countFailure(c) {
      count(['failed', addressOf(c)], limit)
    },
  }

  function count(who: readonly string[], most: number): void {
    if (most === 0) return
    const now = clock().getTime()
    const current = Math.floor(now / WINDOW_MS)
    if (current !== window) {
      window = current
      counts.clear()
    }
    const key = JSON.stringify(who)
    const used = counts.get(key) ?? 0
    if (used >= most) {
      const seconds = Math.ceil(((current + 1) * WINDOW_MS - now) / 1000)
      throw new Problem('rate_limited', { headers: { 'Retry-After': String(seconds) } })
    }
    counts.set(key, used + 1)
  }
}
