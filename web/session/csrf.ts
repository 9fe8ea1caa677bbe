import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { isForm } from '../uploads/read-content.ts'

/** The form's hidden field; it comes first, so that the token is checked before any file is read. */
export const CSRF_FIELD = '_csrf'
const CSRF_HEADER = 'X-CSRF-Token'
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface CsrfSettings {
  /** The address under which the world reaches this server. */
  readonly publicUrl?: string | undefined
  /** Whether the route at this path reads a multipart form itself, and checks the token in it. */
  readonly readsForms: (path: string) => boolean
}

/**
 * Refuses a request that changes something unless one of the pages here sent it: first by the origin that the browser
 * states, then by the session's token in the header or the form. A form with files is not read here: its route calls
 * `checkCsrf` with the field before it keeps anything. Throws Problem `forbidden`.
 */
export function csrfProtection({ publicUrl, readsForms }: CsrfSettings): MiddlewareHandler<WebEnv> {
  const comesFromHere = createComesFromHere(publicUrl)
  return async (c, next) => {
    if (!READING.has(c.req.method)) {
      if (!comesFromHere(c)) throw new Problem('forbidden')
      const header = c.req.header(CSRF_HEADER)
      if (header !== undefined) checkCsrf(c, header)
      else if (!isForm(c)) checkCsrf(c, (await c.req.parseBody())[CSRF_FIELD])
      else if (!readsForms(c.req.path)) throw new Problem('forbidden')
    }
    await next()
  }
}

/** Throws Problem `forbidden` unless this is the session's token. */
export function checkCsrf(c: Context<WebEnv>, given: unknown): void {
  const isOurs = typeof given === 'string' && timingSafeEqual(digest(given), digest(c.var.session.csrf))
  if (!isOurs) throw new Problem('forbidden')
}

/** Whether the token is in a multipart form that is still to be read. */
export function awaitsCsrf(c: Context<WebEnv>): boolean {
  return isForm(c) && c.req.header(CSRF_HEADER) === undefined
}

/**
 * Whether the browser says that a page of this server sent the request. Old browsers say nothing: then the token alone
 * decides. Hono's csrf would refuse those, and it checks nothing but forms.
 */
export function createComesFromHere(publicUrl: string | undefined): (c: Context<WebEnv>) => boolean {
  const ownHost = publicUrl === undefined ? null : new URL(publicUrl).host
  return (c) => {
    const site = c.req.header('Sec-Fetch-Site')
    if (site !== undefined) return site === 'same-origin'
    const origin = c.req.header('Origin')
    if (origin === undefined) return true
    const host = URL.canParse(origin) ? new URL(origin).host : ''
    return host !== '' && (host === ownHost || host === c.req.header('Host')?.toLowerCase())
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
