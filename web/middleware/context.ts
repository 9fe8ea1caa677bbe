import type { RequestIdVariables } from 'hono/request-id'
import type { PanelActor } from '../../core/foundation/actor.ts'
import type { SignedInUser } from '../../core/people/person.ts'
import type { Session } from '../../core/doorways/sessions.ts'
import type { Locale } from '../../core/people/person.ts'

/** What the middleware has found out about a request. */
export interface WebEnv {
  Variables: RequestIdVariables & {
    /** The caller's language; null for the installation's. */
    locale: Locale | null
    /** What a script or style in an HTML answer has to carry. */
    nonce: string
    /** Under /api/v1 and on the pages: who asks, and the actor that stands for. */
    user: SignedInUser
    actor: PanelActor
    signedIn: SignedIn
    /** On the pages. */
    session: Session
  }
}

/** How long the caller may stay. */
export interface SignedIn {
  readonly until: Date
  /** Whether nobody ended it before. */
  readonly stillHolds: () => Promise<boolean>
}
