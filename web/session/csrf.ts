import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { WebEnv } from '../middleware/context.ts'
import { Problem } from '../problems/problem.ts'
import { isForm } from '../uploads/read-content.ts'

/** The form's hidden field; it stands first, before any file. */
export const CSRF_FIELD = '_csrf'
const CSRF_HEADER = 'X-CSRF-Token'
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface CsrfSettings {
  /** Where this server is reached from outside. */
  readonly publicUrl?: string | undefined
  /** Whether whoever answers there reads the multipart form, and checks its token, itself. */
  readonly readsForms: (path: string) => boolean
}

/**
 * Refuses a request that changes something unless it comes from our own page: by what the browser says of its origin,
 * then by the session's token, in the header or the form. A form with files is not read here: whoever reads it calls
 * `checkCsrf` with its field before it keeps anything.
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

/** Whether a multipart form still has to show the token. */
export function awaitsCsrf(c: Context<WebEnv>): boolean {
  return isForm(c) && c.req.header(CSRF_HEADER) === undefined
}

/** Whether a request comes from our own page. Old browsers say nothing of it: then the token alone decides. */
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
