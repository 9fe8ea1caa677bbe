import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Group } from '../../core/groups/group.ts'
import type { Gate, GroupStore } from '../../core/groups/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { RecordAudit } from '../audit/audit.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import type { Heard } from '../outbox/heard.ts'
import type { Unpark } from '../outbox/unpark.ts'
import { createDoorRows, hashOf } from './doors.ts'
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
  const doors = createDoorRows(db.tables)
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

    door: (chatId) => db.read(async (q) => await doors.door(q, await currentId(q, chatId))),
    linkCode: (key) => db.read((q) => doors.code(q, key)),
    keyOfCode: hashOf,
    present: (key, chatId, by) =>
      db.tx(async ({ q }) => await doors.present(q, key, await currentId(q, chatId), by)),
    presented: (chatId, by) => db.read(async (q) => await doors.presented(q, await currentId(q, chatId), by)),
    ask: (chatId, asking) => db.tx(async ({ q }) => await doors.ask(q, await currentId(q, chatId), asking)),
    issueCode: (organizationId, expiresAt) => db.tx(({ q }) => doors.issueCode(q, organizationId, expiresAt)),
    pruneCodes: (before) => db.tx(({ q }) => doors.pruneCodes(q, before)),

    link: (group, deliveries, entry, gate) =>
      db.tx(async (tx) => {
        const added = await tx.q.insert(groups).values(group).onConflictDoNothing().returning()
        const before = added[0] ?? (await find(tx.q, group.chatId))
        if (!before) throw new Error('A group was unlinked while it was being linked.')
        if (before.organizationId !== group.organizationId) return { group: before, created: false }
        if (added.length > 0 && gate) await pass(tx.q, group, gate)
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

    unlink: (chatId, deliveries, entry, exiledUntil) =>
      db.tx(async (tx) => {
        const current = await currentId(tx.q, chatId)
        const removed = await tx.q.delete(groups).where(eq(groups.chatId, current)).returning()
        const [group] = removed
        if (!group) return false
        await doors.shut(tx.q, current, group.organizationId, exiledUntil)
        await failDeliveriesTo(tx.q, db.tables, current)
        await enqueue(tx, deliveries)
        if (entry) await record(tx, [entry])
        return true
      }),

    setState: (chatId, state, reason, deliveries, learnedBy, asking) =>
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
        if (asking) await doors.ask(q, current, asking)
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

  /** Throws where the gate does, and where a one-tap link is spent meanwhile. */
  async function pass(q: Query, { chatId, activatedAt }: Group, { key, admit }: Gate): Promise<void> {
    const found = key === undefined ? null : await doors.code(q, key)
    admit({ door: await doors.door(q, chatId), code: found })
    if (key !== undefined && !(await doors.spend(q, key, activatedAt))) throw new DeskError('link_code_spent')
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
