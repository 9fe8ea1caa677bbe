import type { NewAuditEntry } from '../audit/entry.ts'
import type { Locale, SignedInUser } from '../people/person.ts'

/** A panel user's session on the pages. Of the secret that the browser holds, only the hash is stored. */
export interface Session {
  readonly hash: string
  /** As the panel's tokens last said; the language is this session's own. */
  readonly user: SignedInUser
  /** The token that each form has to send back. */
  readonly csrf: string
  readonly expiresAt: Date
  /** The link that opened it; null for one from before links were kept. */
  readonly tokenId: string | null
}

export interface NewSession extends Pick<Session, 'hash' | 'csrf' | 'expiresAt' | 'tokenId'> {
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
  /**
   * Spends the token and begins the session, all or nothing. Says why not: the token was spent before, or the
   * membership has ended meanwhile.
   */
  begin(session: NewSession, token: SpentToken, entry: NewAuditEntry): Promise<'begun' | 'spent' | 'ended'>
  /** Null for one that has ended or expired. */
  find(hash: string): Promise<Session | null>
  setLocale(hash: string, locale: Locale): Promise<void>
  end(hash: string): Promise<void>
  /** Deletes sessions and tokens that have expired by an instant. */
  prune(now: Date): Promise<void>
}
