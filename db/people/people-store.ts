import { and, eq } from 'drizzle-orm'
import type { PeopleStore } from '../../core/people/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import { forgetPerson } from './forget-person.ts'
import { prepared } from '../engine/prepared.ts'
import { createMemberships, type MembershipOptions } from './memberships.ts'

/** People known from Telegram, and organizations and users known from the panel. */
export function createPeopleStore(db: Connection, enqueue: Enqueue, options: MembershipOptions): PeopleStore {
  const { counts, ...memberships } = createMemberships(db, options)
  const { people, panelUsers, organizations } = db.tables
  const byId = prepared(['telegramId'], (q, { telegramId }) =>
    q.select().from(people).where(eq(people.telegramId, telegramId)),
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
        const named = await forgetPerson(tx, db.tables, options.record, telegramId)
        await enqueue(tx, deliveries(named))
      })
      await db.scrub()
    },

    ...memberships,

    async organization(id) {
      const [organization] = await db.read((q) => organizationById(q, { id }))
      return organization ?? null
    },

    contactOf: ({ telegramId, panelUserId, organizationId }) =>
      db.read(async (q) => {
        const known =
          telegramId === null ? await member(q, organizationId, panelUserId) : await find(q, telegramId)
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

  async function member(q: Query, organizationId: string, userId: string | null) {
    if (userId === null) return null
    const [row] = await q
      .select()
      .from(panelUsers)
      .where(and(eq(panelUsers.organizationId, organizationId), eq(panelUsers.userId, userId), counts()))
    return row ?? null
  }
}
