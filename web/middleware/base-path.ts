import type { MiddlewareHandler } from 'hono'
import { getPath } from 'hono/utils/url'
import { withoutBase } from '../context/base-path.ts'
import type { WebEnv } from '../context/web-env.ts'

/** How an app under a base finds the path of a request. */
export function pathUnder(base: string): (request: Request) => string {
  return (request) => withoutBase(getPath(request), base)
}

/**
 * Puts the base before our own addresses in whatever goes out, so that whoever writes a page or a document need not know
 * of it. What people wrote is escaped there and never looks like one of them.
 */
export function addBase(base: string): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    c.set('base', base)
    await next()
    if (base === '') return
    const location = c.res.headers.get('Location')
    if (location !== null && isOurs(location)) c.res.headers.set('Location', base + location)
    const ours = ADDRESSES.find(([type]) => type.test(c.res.headers.get('Content-Type') ?? ''))?.[1]
    // Files are what people sent.
    if (!ours || c.res.body === null || c.res.headers.has('Content-Disposition')) return
    const { status, headers } = c.res
    const text = (await c.res.text()).replace(ours, `$&${base}`)
    c.res = new Response(text, { status, headers })
  }
}

/** What stands before the slash of an address of ours. */
const ADDRESSES: readonly (readonly [type: RegExp, before: RegExp])[] = [
  [/^text\/html\b/, /(?<=[\s<])(?:href|src|action|formaction)="(?=\/(?!\/))/g],
  [/^application\/(?:problem\+)?json\b/, /"(?:url|instance)":"(?=\/(?!\/))/g],
]

function isOurs(address: string): boolean {
  return /^\/(?!\/)/.test(address)
}
