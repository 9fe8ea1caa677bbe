import type { TokenUser } from '../people/person.ts'
import type { Locale } from '../people/person.ts'

/** A panel user's session on the pages. Of the secret that the browser holds, only the hash is stored. */
export interface Session {
  readonly hash: string
  /** The user as the panel's latest token describes them, but with the language chosen in this session. */
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
  /** Deletes sessions and tokens that have expired by an instant. */
  prune(now: Date): Promise<void>
}
