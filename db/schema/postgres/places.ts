import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { LinkRole, Room } from '../../../core/places/place.ts'
import { id53 } from './columns.ts'

export const links = pgTable(
  'links',
  {
    chatId: id53().notNull(),
    messageId: id53().notNull(),
    ticketNumber: id53().notNull(),
    storedId: id53(),
    role: text().$type<LinkRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.messageId] }),
    index('links_stored').on(table.storedId),
  ],
)

/** What one joined post carries, part by part. */
export const parts = pgTable(
  'parts',
  {
    chatId: id53().notNull(),
    messageId: id53().notNull(),
    /** Its place in the post, from 0. */
    at: integer().notNull(),
    storedId: id53().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.messageId, table.at] }),
    index('parts_stored').on(table.storedId),
  ],
)

export const places = pgTable(
  'places',
  {
    ticketNumber: id53().notNull(),
    room: text().$type<Room>().notNull(),
    chatId: id53().notNull(),
    threadId: id53(),
    cardMessageId: id53(),
    topicName: text(),
    topicClosed: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketNumber, table.room] }),
    index('places_thread').on(table.chatId, table.threadId),
  ],
)
