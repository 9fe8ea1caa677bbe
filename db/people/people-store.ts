import { and, asc, eq } from 'drizzle-orm'
import type { PeopleStore } from '../../core/people/ports.ts'
import type { Organization, PanelUser } from '../../core/people/person.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import { forgetPerson } from './forget-person.ts'
import { prepared } from '../engine/prepared.ts'

/** People known from Telegram, and organizations and users known from the panel. */
export function createPeopleStore(db: Connection, enqueue: Enqueue): PeopleStore {
  const { people, panelUsers, organizations } = db.tables
  const byId = prepared(['telegramId'], (q, { telegramId }) =>
    q.select().from(people).where(eq(people.telegramId, telegramId)),
  )
  const userById = prepared(['organizationId', 'userId'], (q, { organizationId, userId }) =>
    q
      .select()
      .from(panelUsers)
      .where(and(eq(panelUsers.organizationId, organizationId), eq(panelUsers.userId, userId))),
  )
  const organizationById = prepared(['id'], (q, { id }) =>
    q.select().from(organizations).where(eq(organizations.id, id)),
  )

  return {
    person: (telegramId) => db.read((q) => find(q, telegramId)),

    async meet({ telegramId, name, username }) {
      const known = await db.read((q) => find(q, telegramId))
      if (known?.name === name && known.username === username) return known
      return await db.tx(async ({ q }) => {
        const [person] = await q
          .insert(people)
          .values({ telegramId, name, username })
          .onConflictDoUpdate({ target: people.telegramId, set: { name, username } })
          .returning()
        if (!person) throw new Error('An upsert returned no row.')
        return person
      })
    },

    update: (telegramId, patch) =>
      db.tx(async ({ q }) => {
        await q
          .insert(people)
          .values({ telegramId, name: '', ...patch })
          .onConflictDoUpdate({ target: people.telegramId, set: { telegramId, ...patch } })
      }),

    async forget(telegramId, deliveries) {
      await db.tx(async (tx) => {
        const named = await forgetPerson(tx.q, db.tables, telegramId)
        await enqueue(tx, deliveries(named))
      })
      await db.scrub()
    },

    async enrol(organization, user) {
      if (await db.read((q) => isEnrolled(q, organization, user))) return
      await db.tx(async ({ q }) => {
        await q
          .insert(organizations)
          .values(organization)
          .onConflictDoUpdate({ target: organizations.id, set: organization })
        await q
          .insert(panelUsers)
          .values(user)
          .onConflictDoUpdate({ target: [panelUsers.organizationId, panelUsers.userId], set: user })
      })
    },

    async organization(id) {
      const [organization] = await db.read((q) => organizationById(q, { id }))
      return organization ?? null
    },

    panelUsersWithMobile: (mobile) =>
      db.read((q) =>
        q
          .select()
          .from(panelUsers)
          .where(eq(panelUsers.mobile, mobile))
          .orderBy(asc(panelUsers.organizationId), asc(panelUsers.userId)),
      ),

    contactOf: ({ telegramId, panelUserId, organizationId }) =>
      db.read(async (q) => {
        const known =
          telegramId === null
            ? (await userById(q, { organizationId, userId: panelUserId }))[0]
            : await find(q, telegramId)
        return { mobile: known?.mobile ?? null, locale: known?.locale ?? null }
      }),

    async localeOf(telegramId) {
      return (await db.read((q) => find(q, telegramId)))?.locale ?? null
    },
  }

  async function find(q: Query, telegramId: number) {
    const [person] = await byId(q, { telegramId })
    return person ?? null
  }

  /** Whether both are stored as given: almost always, so that a request with a token rarely has to write. */
  async function isEnrolled(q: Query, organization: Organization, user: PanelUser): Promise<boolean> {
    const [knownUser] = await userById(q, user)
    const [known] = await organizationById(q, organization)
    return (
      known?.name === organization.name &&
      known.plan === organization.plan &&
      knownUser?.name === user.name &&
      knownUser.mobile === user.mobile &&
      knownUser.locale === user.locale
    )
  }
}
