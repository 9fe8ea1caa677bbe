import { and, eq, gt, isNotNull, lt } from 'drizzle-orm'
import type { SessionStore } from '../../core/doorways/sessions.ts'
import type { RecordAudit } from '../audit/audit.ts'
import type { Connection } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'

/** Sessions of panel users, and the tokens that opened them. */
export function createSessionStore(
  db: Connection,
  clock: () => Date,
  record: RecordAudit,
  membershipTtlMs = Infinity,
): SessionStore {
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
    begin: (session, token, entry) =>
      db.tx(async (tx) => {
        const { q } = tx
        const [member] = await db.locked(
          q
            .select({ userId: panelUsers.userId })
            .from(panelUsers)
            .where(
              and(
                eq(panelUsers.organizationId, session.organizationId),
                eq(panelUsers.userId, session.userId),
                isNotNull(panelUsers.confirmedAt),
              ),
            ),
        )
        if (!member) return 'ended'
        const spent = await q
          .insert(spentTokens)
          .values(token)
          .onConflictDoNothing()
          .returning({ id: spentTokens.id })
        if (spent.length === 0) return 'spent'
        await q.insert(sessions).values(session)
        await record(tx, [entry])
        return 'begun'
      }),

    async find(hash) {
      const [found] = await db.read((q) => byHash(q, { hash }))
      if (!found || found.session.expiresAt <= clock()) return null
      const { session, organization, user } = found
      const confirmedAt = user.confirmedAt?.getTime() ?? -Infinity
      if (confirmedAt + membershipTtlMs <= clock().getTime()) return null
      return {
        hash,
        user: {
          organization: { id: organization.id, name: organization.name, plan: organization.plan },
          userId: user.userId,
          name: user.name,
          mobile: user.mobile,
          locale: session.locale,
          role: user.role,
        },
        csrf: session.csrf,
        expiresAt: session.expiresAt,
        tokenId: session.tokenId,
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
