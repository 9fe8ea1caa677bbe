import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Histogram, type Registry } from 'prom-client'
import type { WebEnv } from '../context/web-env.ts'

/** Measures the time until each response begins, by the route's pattern: the addresses themselves name tickets. */
export function measure(registry: Registry): MiddlewareHandler<WebEnv> {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests and the time until their responses began, by method, pattern of the address, and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  return async (c, next) => {
    const start = performance.now()
    await next()
    const seconds = (performance.now() - start) / 1000
    durations.observe({ method: c.req.method, route: routePath(c, -1), status: c.res.status }, seconds)
  }
}
