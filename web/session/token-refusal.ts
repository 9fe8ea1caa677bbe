import { errors } from 'jose'
import { z } from 'zod'
import { Problem } from '../problems/problem.ts'

/** Whom a refused token that the panel has signed names. */
const named = z.object({
  sub: z.union([z.string(), z.number()]).transform(String),
  org: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
})

/** Which claim of a token broke which rule; never what it says. */
export class TokenRefusal extends Error {
  readonly claim: string
  readonly rule: string
  /** Null where nobody vouches for what it says. */
  readonly user: { readonly organizationId: string; readonly userId: string } | null

  constructor(claim: string, rule: string, payload: unknown = null) {
    super(`A token was refused: ${claim}, ${rule}.`)
    this.name = 'TokenRefusal'
    this.claim = claim
    this.rule = rule
    const { data } = named.safeParse(payload)
    this.user = data ? { organizationId: data.org.id, userId: data.sub } : null
  }
}

/** The problem that a refused token comes to. */
export function refused(claim: string, rule: string, payload?: unknown): Problem {
  return new Problem('unauthenticated', { cause: new TokenRefusal(claim, rule, payload) })
}

/** Why a problem's token was refused; null where it is about no token. */
export function refusalOf(error: unknown): TokenRefusal | null {
  if (!(error instanceof Problem)) return null
  const { cause } = error
  return cause instanceof TokenRefusal ? cause : refusalOf(cause)
}

/** What jose found wrong. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refused('exp', 'expired', error.payload)
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(
      error.claim,
      error.reason === 'check_failed' ? 'not accepted' : error.reason,
      error.payload,
    )
  if (error instanceof errors.JOSEAlgNotAllowed) return refused('alg', 'not allowed')
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused('signature', 'does not match')
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refused('kid', 'no such key')
  if (error instanceof errors.JOSEError) return refused('token', 'not readable')
  return error
}
