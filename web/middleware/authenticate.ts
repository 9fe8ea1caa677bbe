import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from '../context.ts'
import { Problem } from '../problems/problem.ts'
import type { VerifyToken } from '../tokens.ts'

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i

/** Takes `Authorization: Bearer`; the token's language wins over the request's. */
export function authenticate(verify: VerifyToken): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const header = c.req.header('Authorization')
    if (header === undefined) throw challenge('Bearer realm="support"')
    const token = BEARER.exec(header)?.[1]
    if (token === undefined) throw challenge('Bearer realm="support", error="invalid_token"')
    const user = await verify(token).catch((error: unknown) => {
      const refused = error instanceof Problem && error.code === 'unauthenticated'
      throw refused ? challenge('Bearer realm="support", error="invalid_token"', error) : error
    })
    c.set('user', user)
    if (user.locale) c.set('locale', user.locale)
    await next()
  }
}

function challenge(header: string, cause?: unknown): Problem {
  return new Problem('unauthenticated', { headers: { 'WWW-Authenticate': header }, cause })
}
