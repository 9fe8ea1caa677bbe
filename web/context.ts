import type { RequestIdVariables } from 'hono/request-id'
import type { PanelActor } from '../core/actor.ts'
import type { TokenUser } from '../core/people/know-people.ts'
import type { Locale } from '../core/people/person.ts'

/** What the middleware has found out about a request. */
export interface WebEnv {
  Variables: RequestIdVariables & {
    /** The caller's language; null for the installation's. */
    locale: Locale | null
    /** Under /api/v1: whom the token names, and the actor that stands for. */
    user: TokenUser
    actor: PanelActor
  }
}
