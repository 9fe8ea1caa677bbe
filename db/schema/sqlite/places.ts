import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LinkRole, Room } from '../../../core/places/place.ts'
import { flag } from './columns.ts'

export const links = sqliteTable(
  'links',
  {
    chatId: integer().notNull(),
    messageId: integer().notNull(),
    ticketNumber: integer().notNull(),
    storedId: integer(),
    role: text().$type<LinkRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.messageId] }),
    index('links_stored').on(table.storedId),
  ],
)

/** What one joined post carries, part by part. */
export const parts = sqliteTable(
  'parts',
  {
    chatId: integer().notNull(),
    messageId: integer().notNull(),
    /** Its place in the post, from 0. */
    at: integer().notNull(),
    storedId: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.messageId, table.at] }),
    index('parts_stored').on(table.storedId),
  ],
)

export const places = sqliteTable(
  'places',
  {
    ticketNumber: integer().notNull(),
    room: text().$type<Room>().notNull(),
    chatId: integer().notNull(),
    threadId: integer(),
    cardMessageId: integer(),
    topicName: text(),
    topicClosed: flag().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketNumber, table.room] }),
    index('places_thread').on(table.chatId, table.threadId),
  ],
)
