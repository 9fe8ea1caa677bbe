import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { id53, instant } from './columns.ts'

/** The payload is removed once the update is handled, since it holds people's names and texts. */
export const inbox = pgTable(
  'inbox',
  {
    botId: id53().notNull(),
    updateId: id53().notNull(),
    lane: text().notNull(),
    payload: jsonb().$type<unknown>(),
    state: text().$type<'waiting' | 'done' | 'aside'>().notNull(),
    attempts: integer().notNull(),
    error: text(),
    receivedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.updateId] }),
    index('inbox_waiting')
      .on(table.botId, table.updateId)
      .where(sql`state = 'waiting'`),
    index('inbox_aside')
      .on(table.botId)
      .where(sql`state = 'aside'`),
  ],
)

/** The people who are in updates that were set aside. */
export const asidePeople = pgTable(
  'aside_people',
  {
    telegramId: id53().notNull(),
    botId: id53().notNull(),
    updateId: id53().notNull(),
  },
  (table) => [primaryKey({ columns: [table.telegramId, table.botId, table.updateId] })],
)
