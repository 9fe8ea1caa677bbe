import { and, eq, sql } from 'drizzle-orm'
import type { MessageLink, Place } from '../../core/places/place.ts'
import type { Query } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import type { Tables } from '../schema/tables.ts'

const LINK = [
  'chatId',
  'messageId',
  'ticketNumber',
  'storedId',
  'role',
] as const satisfies (keyof MessageLink)[]
const PART = ['chatId', 'messageId', 'at', 'storedId'] as const
const PLACE = [
  'ticketNumber',
  'room',
  'chatId',
  'threadId',
  'cardMessageId',
  'topicName',
  'topicClosed',
] as const satisfies (keyof Place)[]

/** Statements on links and places, for other stores' transactions. */
export interface LinkRows {
  find(q: Query, chatId: number, messageId: number): Promise<MessageLink | null>
  /** Throws where the pair is linked already. */
  addNew(q: Query, link: MessageLink): Promise<void>
  /** Replaces the link that the pair had: the id of a deleted message can come again in its chat. */
  add(q: Query, link: MessageLink): Promise<void>
  savePlace(q: Query, place: Place): Promise<void>
}

/** Builds the statements. */
export function createLinkRows({ links, parts, places }: Tables): LinkRows {
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
  const insertPart = prepared(PART, (q, values) => q.insert(parts).values(values))
  const removeParts = prepared(['chatId', 'messageId'], (q, { chatId, messageId }) =>
    q.delete(parts).where(and(eq(parts.chatId, chatId), eq(parts.messageId, messageId))),
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
    async add(q, { parts: carried = [], ...link }) {
      const { chatId, messageId } = link
      await upsert(q, link)
      await removeParts(q, { chatId, messageId })
      for (const [at, storedId] of carried.entries()) await insertPart(q, { chatId, messageId, at, storedId })
    },
    async savePlace(q, place) {
      await upsertPlace(q, place)
    },
  }
}
