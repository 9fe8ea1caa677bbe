import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { doneByUser } from '../../core/audit/entry.ts'
import type { Session, SessionStore } from '../../core/doorways/sessions.ts'
import type { Locale, SignedInUser } from '../../core/people/person.ts'
import type { VerifiedToken } from './tokens.ts'
import type { SessionCookie } from './cookie.ts'

/** The sessions of browsers, each by the cookie that its requests carry. */
export interface Sessions {
  /** Opens a session with a link and ends the browser's last one, or says why not: see the store. */
  open(c: Context, link: VerifiedToken, user: SignedInUser): ReturnType<SessionStore['begin']>
  /** The request's session; null if there is none, or it has ended. */
  of(c: Context): Promise<Session | null>
  /** Whether the session has not ended. */
  holds(session: Session): Promise<boolean>
  /** Sets the session's language. */
  speak(session: Session, locale: Locale): Promise<void>
  /** Ends the request's session and removes its cookie. */
  end(c: Context): Promise<void>
}

const LIFE_MS = 12 * 3_600_000

/** A session lasts 12 hours, whenever its token expires. The store holds only a hash of what the cookie holds. */
export function createSessions(store: SessionStore, cookie: SessionCookie, clock: () => Date): Sessions {
  return {
    async open(c, { id, until }, user) {
      const secret = randomBytes(32).toString('base64url')
      const session = {
        hash: hash(secret),
        organizationId: user.organization.id,
        userId: user.userId,
        locale: user.locale,
        csrf: randomBytes(32).toString('base64url'),
        expiresAt: new Date(clock().getTime() + LIFE_MS),
        tokenId: id,
      }
      const begun = await store.begin(session, { id, until }, doneByUser(session, 'signed_in'))
      if (begun !== 'begun') return begun
      const last = cookie.read(c)
      if (last !== null) await store.end(hash(last))
      cookie.write(c, secret, LIFE_MS)
      return begun
    },

    async of(c) {
      const id = cookie.read(c)
      return id === null ? null : await store.find(hash(id))
    },

    holds: async (session) => (await store.find(session.hash)) !== null,
    speak: (session, locale) => store.setLocale(session.hash, locale),

    async end(c) {
      const id = cookie.read(c)
      if (id !== null) await store.end(hash(id))
      cookie.clear(c)
    },
  }
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
