import { eq, inArray } from 'drizzle-orm'
import type { Query } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'

/** Removes a private chat, which has its person's id: from where tickets live, from links, places, forms and keys. */
export async function forgetPrivateChat(q: Query, tables: Tables, chatId: number): Promise<void> {
  const { tickets, messages, links, parts, places, forms, outbox } = tables
  await q
    .update(tickets)
    .set({ homeChatId: null, homeThreadId: null, requestKey: null })
    .where(eq(tickets.homeChatId, chatId))
  const written = await q
    .delete(links)
    .where(eq(links.chatId, chatId))
    .returning({ storedId: links.storedId, role: links.role })
  await q.delete(parts).where(eq(parts.chatId, chatId))
  // An album's key has its chat in it.
  const ids = written.flatMap(({ storedId, role }) =>
    storedId !== null && role === 'source' ? [storedId] : [],
  )
  for (let at = 0; at < ids.length; at += BATCH) {
    await q
      .update(messages)
      .set({ requestKey: null })
      .where(inArray(messages.id, ids.slice(at, at + BATCH)))
  }
  await q.delete(places).where(eq(places.chatId, chatId))
  await q.delete(forms).where(eq(forms.chatId, chatId))
  await q.delete(outbox).where(eq(outbox.chatId, chatId))
}

/** What a statement takes at once. */
const BATCH = 500
