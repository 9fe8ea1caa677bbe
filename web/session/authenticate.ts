import type { Context, MiddlewareHandler } from 'hono'
import type { SignedInUser } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'
import type { RateLimits } from '../middleware/rate-limit.ts'
import { Problem } from '../problems/problem.ts'
import { enter } from './require-session.ts'
import type { Sessions } from './sessions.ts'
import { actorOf, type SignIns } from './sign-ins.ts'
import type { VerifiedToken } from './tokens.ts'

export interface AuthenticateDeps {
  readonly signIns: SignIns
  readonly sessions: Sessions
  readonly clock: () => Date
  readonly limits: RateLimits
}

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i
const READING = new Set(['GET', 'HEAD'])

/**
 * Accepts `Authorization: Bearer`; for reading also the pages' session. A browser sends its cookie with requests that
 * other sites make it send, so a cookie alone is not enough to change anything. The user's language takes precedence
 * over the request's. Throws Problem `unauthenticated`.
 */
export function authenticate({
  signIns,
  sessions,
  clock,
  limits,
}: AuthenticateDeps): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const header = c.req.header('Authorization')
    const session = header === undefined && READING.has(c.req.method) ? await sessions.of(c) : null
    if (session) enter(c, sessions, session)
    else await enterWith(c, header)
    await next()
  }

  async function enterWith(c: Context<WebEnv>, header: string | undefined): Promise<void> {
    const token = BEARER.exec(header ?? '')?.[1]
    if (token === undefined) {
      limits.countFailure(c)
      throw challenge(`Bearer realm="support"${header === undefined ? '' : ', error="invalid_token"'}`)
    }
    try {
      const verified = await signIns.check(c, token, 'bearer')
      enterAs(c, verified, await signIns.admit(c, verified))
    } catch (error) {
      const isRefused = error instanceof Problem && error.code === 'unauthenticated'
      throw isRefused ? challenge('Bearer realm="support", error="invalid_token"', error) : error
    }
  }

  function enterAs(c: Context<WebEnv>, token: VerifiedToken, user: SignedInUser): void {
    const { until } = token
    c.set('user', user)
    const locale = token.user.locale ?? user.locale
    if (locale) c.set('locale', locale)
    c.set('actor', actorOf(user))
    c.set('signedIn', {
      until,
      stillHolds: async () => clock() < until && (await signIns.stillHolds(token.user)),
    })
  }
}

function challenge(header: string, cause?: unknown): Problem {
  return new Problem('unauthenticated', { headers: { 'WWW-Authenticate': header }, cause })
}
