import type { MiddlewareHandler } from 'hono'

const LOOPBACK = /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)$/

/**
 * Refuses whoever does not come from the demo's own page on this machine: a name of somebody else's that leads to
 * this machine shows in `Host`, another site shows in `Origin`. What sends no `Origin` is no page of another site.
 */
export function ownPageOnly(): MiddlewareHandler {
  return async (c, next) => {
    const host = parse(`http://${c.req.header('Host') ?? ''}`)
    if (!host || !LOOPBACK.test(host.hostname)) {
      return c.json({ error: 'The sandbox answers under localhost and 127.0.0.1 only.' }, 403)
    }
    const origin = c.req.header('Origin')
    if (origin !== undefined && parse(origin)?.host !== host.host) {
      return c.json({ error: 'The sandbox answers its own page only.' }, 403)
    }
    return await next()
  }
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}
