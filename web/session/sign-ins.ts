import type { Context } from 'hono'
import type { Desk } from '../../core/desk.ts'
import type { PanelActor } from '../../core/foundation/actor.ts'
import type { SignedInUser, TokenUser } from '../../core/people/person.ts'
import type { Logger } from '../../logger.ts'
import type { WebEnv } from '../context/web-env.ts'
import type { RateLimits } from '../middleware/rate-limit.ts'
import { refusalOf, refused } from './token-refusal.ts'
import type { TokenUse, VerifiedToken, VerifyToken } from './tokens.ts'

/** How tokens are taken, whichever door they come to. */
export interface SignIns {
  /** Checks a token. Throws Problem `unauthenticated`, which it has noted, as the rest does. */
  check(c: Context<WebEnv>, token: string, use: TokenUse): Promise<VerifiedToken>
  /** Lets in whom a token names, as the newest one that was seen describes them. */
  admit(c: Context<WebEnv>, token: VerifiedToken): Promise<SignedInUser>
  /** Whether nobody has ended the membership since. */
  stillHolds(user: TokenUser): Promise<boolean>
  /** Notes why a token was refused, and answers with the problem. */
  refuse(c: Context<WebEnv>, token: VerifiedToken, claim: string, rule: string): Promise<Error>
}

export interface SignInDeps {
  readonly desk: Pick<Desk, 'members' | 'audit'>
  readonly verifyToken: VerifyToken
  readonly logger: Logger
  readonly limits: Pick<RateLimits, 'countFailure'>
}

/** Takes tokens, and notes which claim of a refused one broke which rule. */
export function createSignIns({ desk, verifyToken, logger, limits }: SignInDeps): SignIns {
  const signIns: SignIns = {
    async admit(c, token) {
      const user = await desk.members.enrol(token.user)
      if (!user) throw await signIns.refuse(c, token, 'iat', 'the membership was ended')
      return user
    },
    check: (c, token, use) =>
      verifyToken(token, use).catch(async (error: unknown) => {
        await note(c, error)
        throw error
      }),
    stillHolds: desk.members.stillHolds,
    async refuse(c, { user: { organization, userId } }, claim, rule) {
      const problem = refused(claim, rule, { sub: userId, org: organization })
      await note(c, problem)
      return problem
    },
  }
  return signIns

  async function note(c: Context<WebEnv>, error: unknown): Promise<void> {
    const refusal = refusalOf(error)
    if (!refusal) return
    // First: whoever sends nothing but bad tokens must not fill the log either.
    limits.countFailure(c)
    const { claim, rule, user } = refusal
    logger.info({ requestId: c.var.requestId, claim, rule }, 'A token was refused.')
    if (user) await desk.audit.signInRefused({ ...user, claim, rule })
  }
}

/** The actor that a signed-in user is. */
export function actorOf({ organization, userId, name, role }: SignedInUser): PanelActor {
  return { kind: 'panel', organizationId: organization.id, userId, name, role }
}
