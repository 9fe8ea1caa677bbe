import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../../logger.ts'
import type { WebEnv } from '../context/web-env.ts'

/** One line a request, without its query, headers or body: they hold tokens and what people wrote. */
export function accessLog(logger: Logger): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const { method, path } = c.req
    const ms = Math.round(performance.now() - start)
    logger.debug({ requestId: c.var.requestId, method, path, status: c.res.status, ms }, 'request')
  }
}
