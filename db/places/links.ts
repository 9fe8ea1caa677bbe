import { and, asc, eq, sql } from 'drizzle-orm'
import type { LinkStore } from '../../core/places/ports.ts'
import type { MessageLink, Place } from '../../core/places/place.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import type { Tables } from '../schema/tables.ts'

const LINK = [
  'chatId',
  'messageId',
  'ticketNumber',
  'storedId',
  'role',
] as const satisfies (keyof MessageLink)[]
const PLACE = [
  'ticketNumber',
  'room',
  'chatId',
  'threadId',
  'cardMessageId',
  'topicName',
  'topicClosed',
] as const satisfies (keyof Place)[]

/** What other stores write about links and places, within their own transactions. */
export interface LinkRows {
  find(q: Query, chatId: number, messageId: number): Promise<MessageLink | null>
  /** Fails where the pair is linked already. */
  addNew(q: Query, link: MessageLink): Promise<void>
  /** Ids of a chat can come again after a message is deleted: the last word counts. */
  add(q: Query, link: MessageLink): Promise<void>
  savePlace(q: Query, place: Place): Promise<void>
}

/** Statements on links and places. */
export function createLinkRows({ links, places }: Tables): LinkRows {
  const byPair = prepared(['chatId', 'messageId'], (q, { chatId, messageId }) =>
    q
      .select()
      .from(links)
      .where(and(eq(links.chatId, chatId), eq(links.messageId, messageId))),
  )
  const insert = prepared(LINK, (q, values) => q.insert(links).values(values))
  const upsert = prepared(LINK, (q, values) =>
    q
      .insert(links)
      .values(values)
      .onConflictDoUpdate({
        target: [links.chatId, links.messageId],
        set: {
          ticketNumber: sql`excluded.ticket_number`,
          storedId: sql`excluded.stored_id`,
          role: sql`excluded.role`,
        },
      }),
  )
  const upsertPlace = prepared(PLACE, (q, values) =>
    q
      .insert(places)
      .values(values)
      .onConflictDoUpdate({
        target: [places.ticketNumber, places.room],
        set: {
          chatId: sql`excluded.chat_id`,
          threadId: sql`excluded.thread_id`,
          cardMessageId: sql`excluded.card_message_id`,
          topicName: sql`excluded.topic_name`,
          topicClosed: sql`excluded.topic_closed`,
        },
      }),
  )

  return {
    async find(q, chatId, messageId) {
      const [link] = await byPair(q, { chatId, messageId })
      return link ?? null
    },
    async addNew(q, link) {
      await insert(q, link)
    },
    async add(q, link) {
      await upsert(q, link)
    },
    async savePlace(q, place) {
      await upsertPlace(q, place)
    },
  }
}

/** Which Telegram messages belong to which tickets, and where tickets are shown. */
export function createLinkStore(db: Connection, rows: LinkRows): LinkStore {
  const { links, places } = db.tables
  const byStored = prepared(['storedId'], (q, { storedId }) =>
    q.select().from(links).where(eq(links.storedId, storedId)).orderBy(asc(links.messageId)),
  )
  const byThread = prepared(['chatId', 'threadId'], (q, { chatId, threadId }) =>
    q
      .select({ ticketNumber: places.ticketNumber })
      .from(places)
      .where(and(eq(places.chatId, chatId), eq(places.threadId, threadId))),
  )
  const byRoom = prepared(['ticketNumber', 'room'], (q, { ticketNumber, room }) =>
    q
      .select()
      .from(places)
      .where(and(eq(places.ticketNumber, ticketNumber), eq(places.room, room))),
  )

  return {
    find: (chatId, messageId) => db.read((q) => rows.find(q, chatId, messageId)),
    ofMessage: (storedId) => db.read((q) => byStored(q, { storedId })),
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
      }),

    savePlace: (place) => db.tx(({ q }) => rows.savePlace(q, place)),
  }
}
