import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { GroupStore } from '../../core/groups/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { RecordAudit } from '../audit/audit.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import type { Heard } from '../outbox/heard.ts'
import type { Unpark } from '../outbox/unpark.ts'
import { migrateChat } from './migrate-chat.ts'
import { prepared } from '../engine/prepared.ts'
import { failDeliveriesTo } from '../outbox/fail-deliveries.ts'

export interface GroupParts {
  readonly enqueue: Enqueue
  readonly unpark: Unpark
  /** Called after a commit that moved what waits to other lanes. */
  readonly announce: () => void
  readonly heard: Heard
  readonly record: RecordAudit
}

/** Groups, the organizations they belong to, and the ids they had before. */
export function createGroupStore(
  db: Connection,
  { enqueue, unpark, announce, heard, record }: GroupParts,
): GroupStore {
  const { groups, chatMoves, tickets } = db.tables
  const moveOf = prepared(['chatId'], (q, { chatId }) =>
    q.select({ newId: chatMoves.newId }).from(chatMoves).where(eq(chatMoves.oldId, chatId)),
  )
  const byChat = prepared(['chatId'], (q, { chatId }) =>
    q.select().from(groups).where(eq(groups.chatId, chatId)),
  )

  return {
    find: (chatId) => db.read((q) => find(q, chatId)),
    ofOrganization: (organizationId) =>
      db.read((q) =>
        q
          .select()
          .from(groups)
          .where(eq(groups.organizationId, organizationId))
          .orderBy(asc(groups.activatedAt), asc(groups.chatId)),
      ),
    currentId: (chatId) => db.read((q) => currentId(q, chatId)),

    link: (group, deliveries, entry) =>
      db.tx(async (tx) => {
        const added = await tx.q.insert(groups).values(group).onConflictDoNothing().returning()
        const before = added[0] ?? (await find(tx.q, group.chatId))
        if (!before) throw new Error('A group was unlinked while it was being linked.')
        if (before.organizationId !== group.organizationId) return { group: before, created: false }
        const [linked = before] = await tx.q
          .update(groups)
          .set({ title: group.title, state: group.state, reason: group.reason })
          .where(eq(groups.chatId, before.chatId))
          .returning()
        if (added.length > 0 || before.state !== group.state) await enqueue(tx, deliveries)
        if (linked.state === 'active') await unpark(tx, linked.chatId)
        if (added.length > 0 && entry) await record(tx, [entry])
        return { group: linked, created: added.length > 0 }
      }),

    unlink: (chatId, deliveries, entry) =>
      db.tx(async (tx) => {
        const current = await currentId(tx.q, chatId)
        const removed = await tx.q.delete(groups).where(eq(groups.chatId, current)).returning()
        if (removed.length === 0) return false
        await failDeliveriesTo(tx.q, db.tables, current)
        await enqueue(tx, deliveries)
        if (entry) await record(tx, [entry])
        return true
      }),

    setState: (chatId, state, reason, deliveries, learnedBy) =>
      db.tx(async (tx) => {
        const { q } = tx
        const current = await currentId(q, chatId)
        // Whoever writes what has become of a chat at the same time comes before or after.
        if (db.isConcurrent) await db.locked(q.select().from(groups).where(eq(groups.chatId, current)))
        if (learnedBy && heard.isOutdated(learnedBy, current)) return false
        const changed = await q
          .update(groups)
          .set({ state, reason })
          .where(
            and(
              eq(groups.chatId, current),
              sql`(${groups.state} <> ${state} or ${groups.reason} is distinct from ${reason})`,
            ),
          )
          .returning()
        const isChanged = changed.length > 0
        if (state === 'active') await unpark(tx, current)
        await enqueue(tx, deliveries({ isChanged, openTickets: await openTickets(q, current) }))
        return isChanged
      }),

    rename: (chatId, title) =>
      db.tx(async ({ q }) => {
        await q
          .update(groups)
          .set({ title })
          .where(eq(groups.chatId, await currentId(q, chatId)))
      }),

    migrate: (from, to) =>
      db.tx(async ({ q, afterCommit }) => {
        await migrateChat(q, db.tables, from, to)
        afterCommit(() => announce())
      }),

    isUpgraded: (chatId) =>
      db.read(async (q) => {
        const from = await q.select().from(chatMoves).where(eq(chatMoves.newId, chatId)).limit(1)
        return from.length > 0
      }),

    openTickets: (chatId) => db.read(async (q) => await openTickets(q, await currentId(q, chatId))),
  }

  async function openTickets(q: Query, chatId: number): Promise<number[]> {
    const open = await q
      .select({ number: tickets.number })
      .from(tickets)
      .where(and(eq(tickets.homeChatId, chatId), ne(tickets.status, 'closed')))
      .orderBy(asc(tickets.number))
    return open.map(({ number }) => number)
  }

  async function currentId(q: Query, chatId: number): Promise<number> {
    const [move] = await moveOf(q, { chatId })
    return move?.newId ?? chatId
  }

  async function find(q: Query, chatId: number) {
    const [group] = await byChat(q, { chatId: await currentId(q, chatId) })
    return group ?? null
  }
}
