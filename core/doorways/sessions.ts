import type { TokenUser } from '../people/person.ts'
import type { Locale } from '../people/person.ts'

/** A panel user's stay on the pages. What the browser holds is not stored, only its hash. */
export interface Session {
  readonly hash: string
  /** As the panel's tokens last said; the language is this session's own. */
  readonly user: TokenUser
  /** The token that each form has to send back. */
  readonly csrf: string
  readonly expiresAt: Date
}

export interface NewSession extends Pick<Session, 'hash' | 'csrf' | 'expiresAt'> {
  readonly organizationId: string
  readonly userId: string
  readonly locale: Locale | null
}

/** A token that opened a session, remembered for as long as it could be used again. */
export interface SpentToken {
  readonly id: string
  readonly until: Date
}

export interface SessionStore {
  /** Spends the token and begins the session, both or neither; false where the token was spent before. */
  begin(session: NewSession, token: SpentToken): Promise<boolean>
  /** Null for one that has ended or expired. */
  find(hash: string): Promise<Session | null>
  setLocale(hash: string, locale: Locale): Promise<void>
  end(hash: string): Promise<void>
  /** Drops what has expired by an instant. */
  prune(now: Date): Promise<void>
}
