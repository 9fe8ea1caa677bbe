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
      await q.insert(linkCodes).values({ hash: hashOf(code), organizationId, expiresAt })
      return code
    },

    async code(q: Query, key: string): Promise<LinkCode | null> {
      const [found] = await q.select().from(linkCodes).where(eq(linkCodes.hash, key))
      return found ?? null
    },

    async present(q: Query, key: string, chatId: number, by: number): Promise<void> {
      await q
        .update(linkCodes)
        .set({ presentedIn: chatId, presentedBy: by })
        .where(and(eq(linkCodes.hash, key), isNull(linkCodes.usedAt)))
    },

    /** The key of the code that somebody has presented in a chat. */
    async presented(q: Query, chatId: number, by: number): Promise<string | null> {
      const [found] = await q
        .select({ key: linkCodes.hash })
        .from(linkCodes)
        .where(
          and(eq(linkCodes.presentedIn, chatId), eq(linkCodes.presentedBy, by), isNull(linkCodes.usedAt)),
        )
      return found?.key ?? null
    },

    /** False where somebody else was faster. */
    async spend(q: Query, key: string, usedAt: Date): Promise<boolean> {
      const spent = await q
        .update(linkCodes)
        .set({ usedAt })
        .where(and(eq(linkCodes.hash, key), isNull(linkCodes.usedAt)))
        .returning()
      return spent.length > 0
    },

    async pruneCodes(q: Query, before: Date): Promise<void> {
      await q.delete(linkCodes).where(lt(linkCodes.expiresAt, before))
    },
  }
}

/** What a code is kept under. */
export function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}
