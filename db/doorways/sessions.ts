import { and, eq, gt, lt } from 'drizzle-orm'
import type { SessionStore } from '../../core/doorways/sessions.ts'
import type { Connection } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'

/** Sessions of panel users, and the tokens that opened them. */
export function createSessionStore(db: Connection, clock: () => Date): SessionStore {
  const { sessions, spentTokens, organizations, panelUsers } = db.tables
  const byHash = prepared(['hash'], (q, { hash }) =>
    q
      .select({ session: sessions, organization: organizations, user: panelUsers })
      .from(sessions)
      .innerJoin(organizations, eq(organizations.id, sessions.organizationId))
      .innerJoin(
        panelUsers,
        and(eq(panelUsers.organizationId, sessions.organizationId), eq(panelUsers.userId, sessions.userId)),
      )
      .where(eq(sessions.hash, hash)),
  )

  return {
    begin: (session, token) =>
      db.tx(async ({ q }) => {
        const spent = await q
          .insert(spentTokens)
          .values(token)
          .onConflictDoNothing()
          .returning({ id: spentTokens.id })
        if (spent.length === 0) return false
        await q.insert(sessions).values(session)
        return true
      }),

    async find(hash) {
      const [found] = await db.read((q) => byHash(q, { hash }))
      if (!found || found.session.expiresAt <= clock()) return null
      const { session, organization, user } = found
      return {
        hash,
        user: {
          organization,
          userId: user.userId,
          name: user.name,
          mobile: user.mobile,
          locale: session.locale,
        },
        csrf: session.csrf,
        expiresAt: session.expiresAt,
      }
    },

    setLocale: (hash, locale) =>
      db.tx(async ({ q }) => {
        await q
          .update(sessions)
          .set({ locale })
          .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, clock())))
      }),

    end: (hash) =>
      db.tx(async ({ q }) => {
        await q.delete(sessions).where(eq(sessions.hash, hash))
      }),

    prune: (now) =>
      db.tx(async ({ q }) => {
        await q.delete(sessions).where(lt(sessions.expiresAt, now))
        await q.delete(spentTokens).where(lt(spentTokens.until, now))
      }),
  }
}
