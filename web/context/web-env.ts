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
    /** What stands before all of our paths outside; empty where nothing does. */
    base: string
    /** What every script of an HTML page has to carry; Hono's secureHeaders reads it under this name. */
    secureHeadersNonce: string
    /** The caller, known under /api/v1 and on the pages. */
    user: SignedInUser
    /** The caller as the desk's use cases take it; known where `user` is. */
    actor: PanelActor
    /** How long the caller may stay; known where `user` is. */
    signedIn: SignedIn
    /** The caller's session, known on the pages. */
    session: Session
  }
}

/** A sign-in's end: at an instant, or before it where somebody ends it. */
export interface SignedIn {
  readonly until: Date
  /** Resolves to false once it has ended. */
  readonly stillHolds: () => Promise<boolean>
}
