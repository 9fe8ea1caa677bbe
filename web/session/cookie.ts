import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'

export interface CookieSettings {
  /** Without `Secure` and `__Host-`: for http on one's own machine, where some browsers keep no other. */
  readonly plain: boolean
  /** The pages are framed by another site. */
  readonly framed: boolean
}

/** The browser's half of a session. */
export interface SessionCookie {
  /** The id it holds; null without one that could be ours. */
  read(c: Context): string | null
  write(c: Context, id: string, maxAgeMs: number): void
  clear(c: Context): void
}

const NAME = 'support_session'
const ID = /^[\w-]{43}$/

/** A cookie that no script reads and no other site sends along, unless the pages are framed there. */
export function createSessionCookie({ plain, framed }: CookieSettings): SessionCookie {
  const site: CookieOptions = framed && !plain ? { sameSite: 'None', partitioned: true } : { sameSite: 'Lax' }
  const options: CookieOptions = {
    ...site,
    path: '/',
    httpOnly: true,
    ...(!plain && { prefix: 'host', secure: true }),
  }
  const name = plain ? NAME : `__Host-${NAME}`
  return {
    read(c) {
      const id = getCookie(c, name)
      return id !== undefined && ID.test(id) ? id : null
    },
    write: (c, id, maxAgeMs) => setCookie(c, NAME, id, { ...options, maxAge: maxAgeMs / 1000 }),
    clear: (c) => void deleteCookie(c, NAME, options),
  }
}
