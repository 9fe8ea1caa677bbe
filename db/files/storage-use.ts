import { and, eq, sql } from 'drizzle-orm'
import type { Query } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'

/** Statements on what the stored files of organizations take. */
export interface StorageUse {
  bytesOf(q: Query, organizationId: string): Promise<number>
  /** Adds what a change of a ticket's stored files takes, before the change itself. */
  add(q: Query, ticketNumber: number, bytes: number): Promise<void>
}

/** Counts an organization's files once, and from then on what comes and goes. */
export function createStorageUse({ storageUse, attachments, tickets }: Tables): StorageUse {
  return {
    bytesOf: counted,
    async add(q, ticketNumber, bytes) {
      const [ticket] = await q
        .select({ organizationId: tickets.organizationId })
        .from(tickets)
        .where(eq(tickets.number, ticketNumber))
      if (!ticket || bytes === 0) return
      // Counted first: whoever counts at the same time waits here for this transaction's files.
      await counted(q, ticket.organizationId)
      await q
        .update(storageUse)
        .set({ bytes: sql`${storageUse.bytes} + ${bytes}` })
        .where(eq(storageUse.organizationId, ticket.organizationId))
    },
  }

  async function counted(q: Query, organizationId: string): Promise<number> {
    const known = await find(q, organizationId)
    if (known !== null) return known
    const [sum] = await q
      .select({ bytes: sql<string | number>`coalesce(sum(${attachments.size}), 0)` })
      .from(attachments)
      .innerJoin(tickets, eq(tickets.number, attachments.ticketNumber))
      .where(and(eq(tickets.organizationId, organizationId), eq(attachments.bytes, 'stored')))
    await q
      .insert(storageUse)
      .values({ organizationId, bytes: Number(sum?.bytes ?? 0) })
      .onConflictDoNothing()
    return (await find(q, organizationId)) ?? 0
  }

  async function find(q: Query, organizationId: string): Promise<number | null> {
    const [use] = await q.select().from(storageUse).where(eq(storageUse.organizationId, organizationId))
    return use?.bytes ?? null
  }
}
