import { createHash } from 'node:crypto'
import { type FlattenedJWSInput, flattenedVerify, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { ROLES, type TokenUser } from '../../core/people/person.ts'
import { isVisible } from '../../core/foundation/text.ts'
import { localeOfTag } from '../middleware/language.ts'
import { createPublishedKeys } from './published-keys.ts'
import { asRefusal, refused } from './token-refusal.ts'

/** The panel's keys: shared secrets, or the address of its public keys, or both while the panel moves to the other. */
export interface PanelKeys {
  /** Two while one takes the other's place: a token signed with either is good. */
  readonly jwtSecrets?: readonly string[] | undefined
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

/** A token is the one or the other: `bearer` calls the API, `link` brings a browser to the pages. */
export type TokenUse = 'bearer' | 'link'

/** Checks a token. Throws Problem `unauthenticated`, or `sign_in_unavailable` without the panel's keys. */
export type VerifyToken = (token: string, use: TokenUse) => Promise<VerifiedToken>

const AUDIENCES = { bearer: 'support', link: 'support-sso' } as const
const MAX_LIFE_S = { bearer: 24 * 60 * 60, link: 5 * 60 } as const
const SKEW_S = 60
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519']

/** Panels count their users and organizations, too. */
const identifier = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^\P{C}{1,255}$/u))
const visibleText = z.string().refine(isVisible)

const claimsSchema = z.object({
  sub: identifier,
  name: visibleText,
  mobile: z.union([z.string(), z.int().transform(String)]).nullish(),
  locale: z.string().nullish(),
  org: z.object({ id: identifier, name: visibleText, plan: identifier.nullish() }),
  role: z.enum(ROLES).nullish(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  iat: z.number().optional(),
  jti: z.string().min(1).max(1000).optional(),
})

/** Checks tokens with the panel's keys, and only by algorithms that belong to these keys. */
export function createVerifyToken(keys: PanelKeys, clock: () => Date): VerifyToken {
  const { jwtSecrets = [], jwksUrl } = keys
  const secrets = jwtSecrets.map((secret) => new TextEncoder().encode(secret))
  const published = jwksUrl === undefined ? null : createPublishedKeys(jwksUrl, clock)
  const algorithms = [...(secrets.length > 0 ? ['HS256'] : []), ...(published ? PUBLIC_KEY_ALGORITHMS : [])]
  const findKey: JWTVerifyGetKey = async (header, token) => {
    const key = header.alg === 'HS256' ? await signerOf(token, secrets) : await published?.(header, token)
    if (!key) throw refused('alg', 'no key for it')
    return key
  }

  return async (token, use) => {
    const now = clock()
    const { payload } = await jwtVerify(token, findKey, {
      algorithms,
      audience: AUDIENCES[use],
      requiredClaims: ['exp'],
      clockTolerance: SKEW_S,
      currentDate: now,
    }).catch((error: unknown) => {
      throw asRefusal(error)
    })
    const claims = claimsSchema.safeParse(payload)
    if (!claims.success) {
      const [issue] = claims.error.issues
      throw refused(issue?.path.join('.') ?? '', issue?.code ?? 'invalid', payload)
    }
    const broken = brokenRule(claims.data, use, now)
    if (broken) throw refused(broken.claim, broken.rule, payload)
    const { sub, name, mobile, locale, org, role, exp, iat, jti } = claims.data
    return {
      user: {
        organization: { id: org.id, name: org.name, plan: org.plan ?? 'basic' },
        userId: sub,
        name,
        mobile: mobile ?? null,
        locale: locale ? localeOfTag(locale) : null,
        role: role ?? null,
        issuedAt: iat === undefined ? null : Math.floor(iat),
      },
      id: identify(token, jti),
      until: new Date((exp + SKEW_S) * 1000),
    }
  }
}

/** The secret that a token is signed with; the last where it is none of the others, for the caller to refuse. */
async function signerOf(
  token: FlattenedJWSInput,
  secrets: readonly Uint8Array[],
): Promise<Uint8Array | undefined> {
  for (const secret of secrets.slice(0, -1)) {
    const isSigner = await flattenedVerify(token, secret).then(
      () => true,
      () => false,
    )
    if (isSigner) return secret
  }
  return secrets.at(-1)
}

/** Without a `jti`, the signed part identifies a token. The signature would not: it can be encoded in several ways. */
function identify(token: string, jti: string | undefined): string {
  const signed = token.slice(0, token.lastIndexOf('.'))
  return createHash('sha256')
    .update(jti === undefined ? `token:${signed}` : `jti:${jti}`)
    .digest('base64url')
}

/** What the claims of a signed token break between them. */
function brokenRule(
  { aud, exp, iat }: Pick<z.output<typeof claimsSchema>, 'aud' | 'exp' | 'iat'>,
  use: TokenUse,
  now: Date,
): { readonly claim: string; readonly rule: string } | null {
  const seconds = now.getTime() / 1000
  const longest = MAX_LIFE_S[use]
  const other = AUDIENCES[use === 'link' ? 'bearer' : 'link']
  if ([aud].flat().includes(other)) return { claim: 'aud', rule: `is for ${other} too` }
  if (iat !== undefined && iat > seconds + SKEW_S) return { claim: 'iat', rule: 'in the future' }
  const tooLong = exp - seconds > longest + SKEW_S || (iat !== undefined && exp - iat > longest)
  return tooLong ? { claim: 'exp', rule: `lives longer than ${longest} s` } : null
}
