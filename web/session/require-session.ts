import type { Context, MiddlewareHandler } from 'hono'
import type { Session } from '../../core/doorways/sessions.ts'
import type { WebEnv } from '../context/web-env.ts'
import type { RateLimits } from '../middleware/rate-limit.ts'
import { Problem } from '../problems/problem.ts'
import type { LanguageCookie } from './cookie.ts'
import type { Sessions } from './sessions.ts'
import { actorOf } from './sign-ins.ts'

/** Lets only requests with a session pass. Throws Problem `unauthenticated`, in the language of the last session. */
export function requireSession(
  sessions: Sessions,
  language: LanguageCookie,
  limits: RateLimits,
): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    c.header('Vary', 'Cookie', { append: true })
    enter(c, sessions, await find(c))
    await next()
  }

  async function find(c: Context<WebEnv>): Promise<Session> {
    const session = await sessions.of(c)
    if (session) return session
    c.set('locale', language.read(c) ?? c.var.locale)
    limits.countFailure(c)
    throw new Problem('unauthenticated')
  }
}

/** Sets what the session says of the caller. */
export function enter(c: Context<WebEnv>, sessions: Sessions, session: Session): void {
  const { user } = session
  c.set('session', session)
  c.set('user', user)
  c.set('actor', actorOf(user))
  if (user.locale) c.set('locale', user.locale)
  c.set('signedIn', { until: session.expiresAt, stillHolds: () => sessions.holds(session) })
}
