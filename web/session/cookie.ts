import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { type Locale, LOCALES } from '../../core/people/person.ts'

export interface CookieSettings {
  /** Without `Secure` and `__Host-`: some browsers keep no such cookie over plain http. */
  readonly plain: boolean
  /** What stands before the paths of the pages: others on the same host get no cookie of ours. */
  readonly base: string
  /** Whether another site shows the pages in a frame. */
  readonly framed: boolean
}

/** The cookie that holds a session's id. */
export interface SessionCookie {
  /** The id in the cookie; null where there is none of the right form. */
  read(c: Context): string | null
  write(c: Context, id: string, maxAgeMs: number): void
  clear(c: Context): void
}

/** The cookie that holds the language of the last session, for the page that says that the session has ended. */
export interface LanguageCookie {
  read(c: Context): Locale | null
  /** Null removes the cookie. */
  write(c: Context, locale: Locale | null): void
}

const NAME = 'support_session'
const LANGUAGE = 'support_language'
const LANGUAGE_S = 30 * 24 * 3_600
const ID = /^[\w-]{43}$/

/** No script can read this cookie, and requests from other sites come without it, unless the pages are framed there. */
export function createSessionCookie(settings: CookieSettings): SessionCookie {
  const options = optionsOf(settings)
  const name = nameOf(NAME, settings)
  return {
    read(c) {
      const id = getCookie(c, name)
      return id !== undefined && ID.test(id) ? id : null
    },
    write: (c, id, maxAgeMs) => setCookie(c, NAME, id, { ...options, maxAge: maxAgeMs / 1000 }),
    clear: (c) => void deleteCookie(c, NAME, options),
  }
}

/** This cookie lasts 30 days, longer than any session: it does not say who somebody is. */
export function createLanguageCookie(settings: CookieSettings): LanguageCookie {
  const options = optionsOf(settings)
  const name = nameOf(LANGUAGE, settings)
  return {
    read(c) {
      const given = getCookie(c, name)
      return LOCALES.find((locale) => locale === given) ?? null
    },
    write(c, locale) {
      if (locale !== null) setCookie(c, LANGUAGE, locale, { ...options, maxAge: LANGUAGE_S })
      else if (getCookie(c, name) !== undefined) deleteCookie(c, LANGUAGE, options)
    },
  }
}

function optionsOf({ plain, framed, base }: CookieSettings): CookieOptions {
  const site: CookieOptions = framed && !plain ? { sameSite: 'None', partitioned: true } : { sameSite: 'Lax' }
  return {
    ...site,
    path: base || '/',
    httpOnly: true,
    // `__Host-` stands for the path `/`.
    ...(!plain && { prefix: base === '' ? 'host' : 'secure', secure: true }),
  }
}

function nameOf(name: string, { plain, base }: CookieSettings): string {
  if (plain) return name
  return base === '' ? `__Host-${name}` : `__Secure-${name}`
}
