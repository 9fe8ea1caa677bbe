import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../../logger.ts'
import type { WebEnv } from '../context/web-env.ts'

/** Logs one line for each request. Query, headers and body stay out: they hold tokens and what people wrote. */
export function accessLog(logger: Logger): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const { method, path } = c.req
    const ms = Math.round(performance.now() - start)
    logger.debug({ requestId: c.var.requestId, method, path, status: c.res.status, ms }, 'request')
  }
}
