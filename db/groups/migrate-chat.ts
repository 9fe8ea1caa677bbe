import { and, eq, exists, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Query } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'

/** Moves everything that names a chat to its new ID. Running it again changes nothing. */
export async function migrateChat(q: Query, tables: Tables, from: number, to: number): Promise<void> {
  if (from === to) return
  const { tickets, places, outbox } = tables
  await noteMove()
  await moveGroup()
  await q.update(tickets).set({ homeChatId: to }).where(eq(tickets.homeChatId, from))
  await q
    .update(places)
    .set({ chatId: to, threadId: null, cardMessageId: null })
    .where(eq(places.chatId, from))
  await q
    .update(outbox)
    .set({ chatId: to, lane: sql`replace(${outbox.lane}, ${String(from)}, ${String(to)})` })
    .where(eq(outbox.chatId, from))
  await moveForms()
  await moveDoor()

  async function noteMove(): Promise<void> {
    const { chatMoves } = tables
    await q.update(chatMoves).set({ newId: to }).where(eq(chatMoves.newId, from))
    await q
      .insert(chatMoves)
      .values({ oldId: from, newId: to })
      .onConflictDoUpdate({ target: chatMoves.oldId, set: { newId: to } })
  }

  /** The new chat may have been linked already; then that link stays and the old one goes. */
  async function moveGroup(): Promise<void> {
    const { groups } = tables
    const linked = await q
      .select()
      .from(groups)
      .where(inArray(groups.chatId, [from, to]))
    if (linked.some(({ chatId }) => chatId === to)) await q.delete(groups).where(eq(groups.chatId, from))
    else await q.update(groups).set({ chatId: to }).where(eq(groups.chatId, from))
  }

  /** The new chat reports the bot as added, which nobody has asked for: what counts is what the old one was. */
  async function moveDoor(): Promise<void> {
    const { groupDoors, groupExiles } = tables
    const [door] = await q.delete(groupDoors).where(eq(groupDoors.chatId, from)).returning()
    if (door) {
      await q.delete(groupDoors).where(eq(groupDoors.chatId, to))
      await q.insert(groupDoors).values({ ...door, chatId: to })
    }
    const exiles = await q.delete(groupExiles).where(eq(groupExiles.chatId, from)).returning()
    if (exiles.length > 0)
      await q
        .insert(groupExiles)
        .values(exiles.map((exile) => ({ ...exile, chatId: to })))
        .onConflictDoNothing()
  }

  /** A form that its owner has begun in the new chat replaces the one from the old chat. */
  async function moveForms(): Promise<void> {
    const { forms } = tables
    const newer = alias(forms, 'newer')
    await q.delete(forms).where(
      and(
        eq(forms.chatId, from),
        exists(
          q
            .select({ ownerId: newer.ownerId })
            .from(newer)
            .where(
              and(eq(newer.chatId, to), eq(newer.threadId, forms.threadId), eq(newer.ownerId, forms.ownerId)),
            ),
        ),
      ),
    )
    await q.update(forms).set({ chatId: to }).where(eq(forms.chatId, from))
  }
}
