import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'

const WINDOW_MS = 60_000

/**
 * Lets each user make `limit` requests in each minute of the clock; 0 lets everything through. All minutes begin
 * together, so one number for each user of the current minute is all that is kept. Throws Problem `rate_limited`.
 */
export function rateLimit(limit: number, clock: () => Date): MiddlewareHandler<WebEnv> {
  const counts = new Map<string, number>()
  let window = 0

  return async (c, next) => {
    if (limit > 0) count(JSON.stringify([c.var.user.organization.id, c.var.user.userId]))
    await next()
  }

  function count(user: string): void {
    const now = clock().getTime()
    const current = Math.floor(now / WINDOW_MS)
    if (current !== window) {
      window = current
      counts.clear()
    }
    const used = counts.get(user) ?? 0
    if (used >= limit) {
      const seconds = Math.ceil(((current + 1) * WINDOW_MS - now) / 1000)
      throw new Problem('rate_limited', { headers: { 'Retry-After': String(seconds) } })
    }
    counts.set(user, used + 1)
  }
}
