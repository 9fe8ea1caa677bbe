import { and, asc, eq, getTableColumns, gt, max, sql } from 'drizzle-orm'
import type { LinkStore } from '../../core/places/ports.ts'
import type { Connection } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import type { LinkRows } from './link-rows.ts'

/** The Telegram messages that belong to tickets, and the places where the bot has put tickets. */
export function createLinkStore(db: Connection, rows: LinkRows): LinkStore {
  const { links, parts, places } = db.tables
  const byStored = prepared(['storedId'], (q, { storedId }) =>
    q.select().from(links).where(eq(links.storedId, storedId)).orderBy(asc(links.messageId)),
  )
  const byPart = prepared(['storedId'], (q, { storedId }) =>
    q
      .select(getTableColumns(links))
      .from(parts)
      .innerJoin(links, and(eq(links.chatId, parts.chatId), eq(links.messageId, parts.messageId)))
      .where(eq(parts.storedId, storedId)),
  )
  const inPost = prepared(['chatId', 'messageId'], (q, { chatId, messageId }) =>
    q
      .select({ storedId: parts.storedId })
      .from(parts)
      .where(and(eq(parts.chatId, chatId), eq(parts.messageId, messageId)))
      .orderBy(asc(parts.at)),
  )
  const byThread = prepared(['chatId', 'threadId'], (q, { chatId, threadId }) =>
    q
      .select({ ticketNumber: places.ticketNumber })
      .from(places)
      .where(and(eq(places.chatId, chatId), eq(places.threadId, threadId))),
  )
  const greatest = prepared(['chatId'], (q, { chatId }) =>
    q
      .select({ messageId: max(links.messageId) })
      .from(links)
      .where(eq(links.chatId, chatId)),
  )
  const later = prepared(['chatId', 'messageId', 'limit'], (q, { chatId, messageId, limit }) =>
    q
      .select({ messageId: links.messageId })
      .from(links)
      .where(and(eq(links.chatId, chatId), gt(links.messageId, messageId)))
      .orderBy(asc(links.messageId))
      .limit(limit),
  )
  const byRoom = prepared(['ticketNumber', 'room'], (q, { ticketNumber, room }) =>
    q
      .select()
      .from(places)
      .where(and(eq(places.ticketNumber, ticketNumber), eq(places.room, room))),
  )

  return {
    find: (chatId, messageId) => db.read((q) => rows.find(q, chatId, messageId)),
    ofMessage: (storedId) =>
      db.read(async (q) => {
        const own = await byStored(q, { storedId })
        const joined = await byPart(q, { storedId })
        return joined.length === 0 ? own : [...own, ...joined].toSorted((a, b) => a.messageId - b.messageId)
      }),
    async partsOf(chatId, messageId) {
      const found = await db.read((q) => inPost(q, { chatId, messageId }))
      return found.map(({ storedId }) => storedId)
    },
    async newest(chatId) {
      const [found] = await db.read((q) => greatest(q, { chatId }))
      return found?.messageId ?? null
    },
    async linkedAfter(chatId, messageId, limit) {
      const found = await db.read((q) => later(q, { chatId, messageId, limit }))
      return found.map((link) => link.messageId)
    },
    async ticketOfThread(chatId, threadId) {
      const [place] = await db.read((q) => byThread(q, { chatId, threadId }))
      return place?.ticketNumber ?? null
    },
    async add(added) {
      await db.tx(async ({ q }) => {
        for (const link of added) await rows.add(q, link)
      })
    },
    async place(ticketNumber, room) {
      const [place] = await db.read((q) => byRoom(q, { ticketNumber, room }))
      return place ?? null
    },
    remove: (chatId, messageId) =>
      db.tx(async ({ q }) => {
        await q.delete(links).where(and(eq(links.chatId, chatId), eq(links.messageId, messageId)))
        await q.delete(parts).where(and(eq(parts.chatId, chatId), eq(parts.messageId, messageId)))
      }),

    savePlace: (place) => db.tx(({ q }) => rows.savePlace(q, place)),

    savePlaceIfNone: (place) =>
      db.tx(async ({ q }) => {
        await q
          .insert(places)
          .values(place)
          .onConflictDoUpdate({
            target: [places.ticketNumber, places.room],
            set: { chatId: place.chatId, threadId: place.threadId, topicName: place.topicName },
            setWhere: sql`${places.threadId} is null and ${places.cardMessageId} is null`,
          })
      }),
  }
}
