import { createHash } from 'node:crypto'
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import type { TokenUser } from '../../core/people/person.ts'
import { isVisible } from '../../core/foundation/text.ts'
import { localeOfTag } from '../middleware/language.ts'
import { Problem } from '../problems/problem.ts'
import { createPublishedKeys } from './published-keys.ts'

/** The panel's keys: a shared secret, or the address of its public keys, or both while the panel moves to the other. */
export interface PanelKeys {
  readonly jwtSecret?: string | undefined
  readonly jwksUrl?: string | undefined
}

/** What a valid token says. */
export interface VerifiedToken {
  readonly user: TokenUser
  /** Identifies the token, however its signature is encoded; made from its `jti`, if it has one. */
  readonly id: string
  /** The instant from which it is refused. */
  readonly until: Date
}

/** Throws Problem `unauthenticated`, or `sign_in_unavailable` if the panel's public keys can't be fetched. */
export type VerifyToken = (token: string) => Promise<VerifiedToken>

const AUDIENCE = 'support'
const SKEW_S = 60
const MAX_LIFE_S = 24 * 60 * 60
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519']

const identifier = z.string().regex(/^\P{C}{1,255}$/u)
const visibleText = z.string().refine(isVisible)

const claimsSchema = z.object({
  sub: identifier,
  name: visibleText,
  mobile: z.string().nullish(),
  locale: z.string().nullish(),
  org: z.object({ id: identifier, name: visibleText, plan: identifier.nullish() }),
  exp: z.number(),
  iat: z.number().optional(),
  jti: z.string().min(1).max(1000).optional(),
})

/** Checks tokens with the panel's keys, and only by algorithms that belong to these keys. */
export function createVerifyToken(keys: PanelKeys, clock: () => Date): VerifyToken {
  const { jwtSecret, jwksUrl } = keys
  const secret = jwtSecret === undefined ? null : new TextEncoder().encode(jwtSecret)
  const published = jwksUrl === undefined ? null : createPublishedKeys(jwksUrl, clock)
  const algorithms = [...(secret ? ['HS256'] : []), ...(published ? PUBLIC_KEY_ALGORITHMS : [])]
  const findKey: JWTVerifyGetKey = async (header, token) => {
    const key = header.alg === 'HS256' ? secret : await published?.(header, token)
    if (!key) throw new Problem('unauthenticated')
    return key
  }

  return async (token) => {
    const now = clock()
    const verified = await jwtVerify(token, findKey, {
      algorithms,
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      clockTolerance: SKEW_S,
      currentDate: now,
    }).catch(refuse)
    const claims = claimsSchema.safeParse(verified.payload)
    if (!claims.success || livesTooLong(claims.data, now)) throw new Problem('unauthenticated')
    const { sub, name, mobile, locale, org, exp, jti } = claims.data
    return {
      user: {
        organization: { id: org.id, name: org.name, plan: org.plan ?? 'basic' },
        userId: sub,
        name,
        mobile: mobile ?? null,
        locale: locale ? localeOfTag(locale) : null,
      },
      id: identify(token, jti),
      until: new Date((exp + SKEW_S) * 1000),
    }
  }
}

/** Without a `jti`, the signed part identifies a token. The signature would not: it can be encoded in several ways. */
function identify(token: string, jti: string | undefined): string {
  const signed = token.slice(0, token.lastIndexOf('.'))
  return createHash('sha256')
    .update(jti === undefined ? `token:${signed}` : `jti:${jti}`)
    .digest('base64url')
}

function livesTooLong({ exp, iat }: { exp: number; iat?: number | undefined }, now: Date): boolean {
  const left = exp - now.getTime() / 1000
  return left > MAX_LIFE_S + SKEW_S || (iat !== undefined && exp - iat > MAX_LIFE_S)
}

function refuse(error: unknown): never {
  if (error instanceof errors.JOSEError) throw new Problem('unauthenticated', { cause: error })
  throw error
}
