import { integer, primaryKey, sqliteTable, index } from 'drizzle-orm/sqlite-core'
import { instant, json } from './columns.ts'

/** `threadId` is 0 outside a forum topic. */
export const forms = sqliteTable(
  'forms',
  {
    chatId: integer().notNull(),
    threadId: integer().notNull(),
    ownerId: integer().notNull(),
    data: json().$type<unknown>().notNull(),
    questionId: integer(),
    menuId: integer(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.threadId, table.ownerId] }),
    index('forms_owner').on(table.ownerId),
  ],
)
