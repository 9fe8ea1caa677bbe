import { and, asc, eq, gt, isNull, type Placeholder, type SQL } from 'drizzle-orm'
import type { PeopleReader } from '../../core/people/reader.ts'
import type { PeopleStore } from '../../core/people/ports.ts'
import type { RecordAudit } from '../audit/audit.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'

export interface MembershipOptions {
  readonly clock: () => Date
  /** A membership lapses after this without a token; it never does where this is absent. */
  readonly membershipTtlMs?: number | undefined
  readonly record: RecordAudit
}

type Memberships = Pick<PeopleReader, 'membership' | 'members' | 'organizationsOf'> &
  Pick<PeopleStore, 'enrol' | 'endMembership'> & {
    /** Whether a row of panel users still counts as a membership. */
    readonly counts: () => SQL
  }

/** Who belongs to which organization, by the panel's tokens. */
export function createMemberships(
  db: Connection,
  { clock, membershipTtlMs, record }: MembershipOptions,
): Memberships {
  const { people, panelUsers, organizations, sessions } = db.tables
  const userById = prepared(['organizationId', 'userId'], (q, { organizationId, userId }) =>
    q.select().from(panelUsers).where(isUser(organizationId, userId)),
  )
  const organizationById = prepared(['id'], (q, { id }) =>
    q.select().from(organizations).where(eq(organizations.id, id)),
  )

  return {
    counts,
    membership: (organizationId, userId) =>
      db.read(async (q) => (await userById(q, { organizationId, userId }))[0] ?? null),
    members: (organizationId) =>
      db.read((q) =>
        q
          .select()
          .from(panelUsers)
          .where(and(eq(panelUsers.organizationId, organizationId), counts()))
          .orderBy(asc(panelUsers.name), asc(panelUsers.userId)),
      ),
    organizationsOf: (telegramId) =>
      db.read((q) =>
        q
          .selectDistinct({ id: organizations.id, name: organizations.name, plan: organizations.plan })
          .from(people)
          .innerJoin(panelUsers, eq(panelUsers.mobile, people.mobile))
          .innerJoin(organizations, eq(organizations.id, panelUsers.organizationId))
          .where(and(eq(people.telegramId, telegramId), counts()))
          .orderBy(asc(organizations.name), asc(organizations.id)),
      ),

    async enrol(organizationId, userId, decide) {
      const seen = decide(await db.read((q) => known(q, organizationId, userId)))
      if (!seen || seen.news === 'none') return seen
      // That a token was seen may be lost with the power; it is seen again with the next one.
      const durability = seen.news === 'said' ? 'durable' : 'replayable'
      return await db.tx(async (tx) => {
        const { q } = tx
        const before = await knownLocked(q, organizationId, userId)
        const admission = decide(before)
        if (!admission || admission.news === 'none') return admission
        const { organization, membership, audit } = admission
        if (!before.organization) await q.insert(organizations).values(organization)
        else await q.update(organizations).set(organization).where(eq(organizations.id, organizationId))
        if (!before.membership) await q.insert(panelUsers).values(membership)
        else await q.update(panelUsers).set(membership).where(isUser(organizationId, userId))
        await record(tx, audit)
        return admission
      }, durability)
    },

    endMembership: (organizationId, userId, endedIat, entry) =>
      db.tx(async (tx) => {
        const ended = await tx.q
          .update(panelUsers)
          .set({ confirmedAt: null, endedIat })
          .where(isUser(organizationId, userId))
          .returning({ userId: panelUsers.userId })
        if (ended.length === 0) return false
        await tx.q
          .delete(sessions)
          .where(and(eq(sessions.organizationId, organizationId), eq(sessions.userId, userId)))
        await record(tx, [entry])
        return true
      }),
  }

  function isUser(organizationId: string | Placeholder, userId: string | Placeholder): SQL | undefined {
    return and(eq(panelUsers.organizationId, organizationId), eq(panelUsers.userId, userId))
  }

  function counts(): SQL {
    const since = membershipTtlMs === undefined ? 0 : clock().getTime() - membershipTtlMs
    return gt(panelUsers.confirmedAt, new Date(since))
  }

  async function known(q: Query, organizationId: string, userId: string) {
    const [organization = null] = await organizationById(q, { id: organizationId })
    const [membership = null] = await userById(q, { organizationId, userId })
    return { organization, membership }
  }

  async function knownLocked(q: Query, organizationId: string, userId: string) {
    const [organization = null] = await db.locked(
      q.select().from(organizations).where(eq(organizations.id, organizationId)),
    )
    const [membership = null] = await db.locked(
      q.select().from(panelUsers).where(isUser(organizationId, userId)),
    )
    return { organization, membership }
  }
}

/** Those who were known before memberships were counted have theirs from now on. */
export async function beginMemberships(db: Connection, clock: () => Date): Promise<void> {
  const { panelUsers } = db.tables
  const uncounted = and(isNull(panelUsers.confirmedAt), isNull(panelUsers.endedIat))
  const [found] = await db.read((q) => q.select().from(panelUsers).where(uncounted).limit(1))
  if (!found) return
  await db.tx(async ({ q }) => {
    await q.update(panelUsers).set({ confirmedAt: clock() }).where(uncounted)
  })
}
