import { Hono } from 'hono'
import { LOCALES } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { ownPath } from './own-path.ts'
import type { LanguageCookie } from './cookie.ts'
import type { Sessions } from './sessions.ts'

export interface SessionDeps {
  readonly sessions: Sessions
  readonly language: LanguageCookie
}

/** Pages that a browser has kept show nothing to whoever comes next. Other cookies may be the panel's. */
const FORGET = '"cache", "storage"'

/** `POST /sign-out` and `POST /language`, for whoever has a session. */
export function createSessionRoutes({ sessions, language }: SessionDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.post('/sign-out', async (c) => {
    await sessions.end(c)
    c.header('Clear-Site-Data', FORGET)
    return c.redirect(ownPath(undefined), 303)
  })
  app.post('/language', async (c) => {
    const { locale: wanted, next } = await c.req.parseBody()
    const locale = LOCALES.find((each) => each === wanted)
    if (!locale)
      throw new Problem('invalid_request', {
        errors: [{ field: 'locale', code: 'not_allowed', allowed: LOCALES }],
      })
    await sessions.speak(c.var.session, locale)
    language.write(c, locale)
    return c.redirect(ownPath(typeof next === 'string' ? next : undefined), 303)
  })
  return app
}
