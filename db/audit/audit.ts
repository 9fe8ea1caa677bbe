import { and, count, desc, eq, gt, lt, sql } from 'drizzle-orm'
import type { AuditStore } from '../../core/audit/ports.ts'
import type { NewAuditEntry } from '../../core/audit/entry.ts'
import type { Connection, Tx } from '../engine/connection.ts'

/** Writes to the audit log, within the transaction of what it tells of. */
export type RecordAudit = (tx: Tx, entries: readonly NewAuditEntry[]) => Promise<void>

export interface AuditOptions {
  readonly clock: () => Date
  /** Told of each entry once it is committed. */
  readonly onRecorded: (entry: NewAuditEntry) => void
}

/** The one way into the audit log. */
export function createRecordAudit({ tables }: Connection, { clock, onRecorded }: AuditOptions): RecordAudit {
  return async ({ q, afterCommit }, entries) => {
    if (entries.length === 0) return
    await q.insert(tables.audit).values(entries.map((entry) => ({ ...entry, at: clock() })))
    afterCommit(() => entries.forEach(onRecorded))
  }
}

/** The audit log; people's names are looked up beside it. */
export function createAuditStore(db: Connection, record: RecordAudit): AuditStore {
  const { audit, panelUsers, people } = db.tables
  return {
    record: (entry) => db.tx((tx) => record(tx, [entry])),
    list: (organizationId, { page, pageSize }) =>
      db.read(async (q) => {
        const own = eq(audit.organizationId, organizationId)
        const [counted] = await q.select({ total: count() }).from(audit).where(own)
        const rows = await q
          .select({ entry: audit, byName: sql<string | null>`coalesce(${panelUsers.name}, ${people.name})` })
          .from(audit)
          .leftJoin(
            panelUsers,
            and(eq(panelUsers.organizationId, audit.organizationId), eq(panelUsers.userId, audit.byUserId)),
          )
          .leftJoin(people, eq(people.telegramId, audit.byTelegramId))
          .where(own)
          .orderBy(desc(audit.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const items = rows.map(({ entry, byName }) => ({ ...entry, byName: byName || null }))
        return { items, total: counted?.total ?? 0 }
      }),
    latest: (organizationId, event, since, limit) =>
      db.read(async (q) => {
        const rows = await q
          .select({ at: audit.at })
          .from(audit)
          .where(and(eq(audit.organizationId, organizationId), gt(audit.at, since), eq(audit.event, event)))
          .orderBy(desc(audit.at))
          .limit(limit)
        return rows.map(({ at }) => at)
      }),
    prune: (before) =>
      db.tx(async ({ q }) => {
        await q.delete(audit).where(lt(audit.at, before))
      }),
  }
}
