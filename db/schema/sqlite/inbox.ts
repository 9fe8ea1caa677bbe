import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from './columns.ts'

/** The payload is removed once the update is handled, since it holds people's names and texts. */
export const inbox = sqliteTable(
  'inbox',
  {
    botId: integer().notNull(),
    updateId: integer().notNull(),
    lane: text().notNull(),
    payload: json().$type<unknown>(),
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
export const asidePeople = sqliteTable(
  'aside_people',
  {
    telegramId: integer().notNull(),
    botId: integer().notNull(),
    updateId: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.telegramId, table.botId, table.updateId] })],
)
