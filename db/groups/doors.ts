import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Door, LinkCode } from '../../core/groups/door.ts'
import type { Asking } from '../../core/groups/ports.ts'
import type { Query } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'

/** Statements about who may link a group, each in the caller's transaction. */
export function createDoorRows({ groupDoors, groupExiles, linkCodes }: Tables) {
  return {
    async door(q: Query, chatId: number): Promise<Door> {
      const [door] = await q.select().from(groupDoors).where(eq(groupDoors.chatId, chatId))
      const exiles = await q.select().from(groupExiles).where(eq(groupExiles.chatId, chatId))
      return { askedAt: door?.askedAt ?? null, addedBy: door?.addedBy ?? null, exiles }
    },

    async ask(q: Query, chatId: number, { at, addedBy }: Asking): Promise<void> {
      await q
        .insert(groupDoors)
        .values({ chatId, askedAt: at, addedBy: addedBy ?? null })
        .onConflictDoUpdate({
          target: groupDoors.chatId,
          set: { askedAt: at, ...(addedBy !== undefined && { addedBy }) },
        })
    },

    /** Shuts the door behind an organization; nobody comes in until the group asks again. */
    async shut(q: Query, chatId: number, organizationId: string, exiledUntil?: Date): Promise<void> {
      await q.update(groupDoors).set({ askedAt: null }).where(eq(groupDoors.chatId, chatId))
      if (!exiledUntil) return
      await q
        .insert(groupExiles)
        .values({ chatId, organizationId, until: exiledUntil })
        .onConflictDoUpdate({
          target: [groupExiles.chatId, groupExiles.organizationId],
          set: { until: exiledUntil },
        })
    },

    async issueCode(q: Query, organizationId: string, expiresAt: Date): Promise<string> {
      const code = randomBytes(24).toString('base64url')
      await q.insert(linkCodes).values({ hash: hashOf(code), organizationId, expiresAt, usedAt: null })
      return code
    },

    async code(q: Query, code: string): Promise<LinkCode | null> {
      const [found] = await q
        .select()
        .from(linkCodes)
        .where(eq(linkCodes.hash, hashOf(code)))
      return found ?? null
    },

    /** False where somebody else was faster. */
    async spend(q: Query, code: string, usedAt: Date): Promise<boolean> {
      const spent = await q
        .update(linkCodes)
        .set({ usedAt })
        .where(and(eq(linkCodes.hash, hashOf(code)), isNull(linkCodes.usedAt)))
        .returning()
      return spent.length > 0
    },

    async pruneCodes(q: Query, before: Date): Promise<void> {
      await q.delete(linkCodes).where(lt(linkCodes.expiresAt, before))
    },
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}
