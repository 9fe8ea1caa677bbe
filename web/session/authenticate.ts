import type { Context, MiddlewareHandler } from 'hono'
import type { PanelActor } from '../../core/foundation/actor.ts'
import type { TokenUser } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { enter } from './require-session.ts'
import type { Sessions } from './sessions.ts'
import type { VerifiedToken, VerifyToken } from './tokens.ts'

export interface AuthenticateDeps {
  readonly verifyToken: VerifyToken
  readonly sessions: Sessions
  readonly clock: () => Date
  /** Stores the token's user and organization, and returns the actor that they are. */
  readonly enrol: (user: TokenUser) => Promise<PanelActor>
}

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i
const READING = new Set(['GET', 'HEAD'])

/**
 * Accepts `Authorization: Bearer`; for reading also the pages' session. A browser sends its cookie with requests that
 * other sites make it send, so a cookie alone is not enough to change anything. The user's language takes precedence
 * over the request's. Throws Problem `unauthenticated`.
 */
export function authenticate(deps: AuthenticateDeps): MiddlewareHandler<WebEnv> {
  const { verifyToken, sessions, clock, enrol } = deps
  return async (c, next) => {
    const header = c.req.header('Authorization')
    const session = header === undefined && READING.has(c.req.method) ? await sessions.of(c) : null
    if (session) enter(c, sessions, session)
    else await enterWith(c, await verify(header))
    await next()
  }

  async function verify(header: string | undefined): Promise<VerifiedToken> {
    if (header === undefined) throw challenge('Bearer realm="support"')
    const token = BEARER.exec(header)?.[1]
    if (token === undefined) throw challenge('Bearer realm="support", error="invalid_token"')
    return await verifyToken(token).catch((error: unknown) => {
      const refused = error instanceof Problem && error.code === 'unauthenticated'
      throw refused ? challenge('Bearer realm="support", error="invalid_token"', error) : error
    })
  }

  async function enterWith(c: Context<WebEnv>, { user, until }: VerifiedToken): Promise<void> {
    c.set('user', user)
    if (user.locale) c.set('locale', user.locale)
    c.set('actor', await enrol(user))
    c.set('signedIn', { until, stillHolds: async () => clock() < until })
  }
}

function challenge(header: string, cause?: unknown): Problem {
  return new Problem('unauthenticated', { headers: { 'WWW-Authenticate': header }, cause })
}
