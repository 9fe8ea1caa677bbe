import { Hono } from 'hono'
import type { Desk } from '../../core/desk.ts'
import { LOCALES } from '../../core/people/person.ts'
import { withoutBase } from '../context/base-path.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import type { VerifyToken } from './tokens.ts'
import { ownPath } from './own-path.ts'
import type { LanguageCookie } from './cookie.ts'
import type { Sessions } from './sessions.ts'

export interface SessionDeps {
  readonly desk: Desk
  readonly verifyToken: VerifyToken
  readonly sessions: Sessions
  readonly language: LanguageCookie
}

/** `GET /sso`: exchanges a token of the panel for a session. A token works once. */
export function createSignIn({ desk, verifyToken, sessions, language }: SessionDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/sso', async (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    // Programs that preview a link ask with HEAD; that must not use up the token.
    if (c.req.method !== 'GET') throw new Problem('method_not_allowed', { headers: { Allow: 'GET' } })
    const verified = await verifyToken(c.req.query('token') ?? '')
    const { user } = verified
    if (user.locale) c.set('locale', user.locale)
    await desk.people.enrol(user)
    if (!(await sessions.open(c, verified))) throw new Problem('unauthenticated')
    language.write(c, user.locale ?? null)
    const next = c.req.query('next')
    return c.redirect(ownPath(next && withoutBase(next, c.var.base)), 303)
  })
  return app
}

/** `POST /sign-out` and `POST /language`; they need a session. */
export function createSessionRoutes({
  sessions,
  language,
}: Pick<SessionDeps, 'sessions' | 'language'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.post('/sign-out', async (c) => {
    await sessions.end(c)
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
