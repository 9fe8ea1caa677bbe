import { jsonb, pgTable, primaryKey, index } from 'drizzle-orm/pg-core'
import { id53, instant } from './columns.ts'

/** `threadId` is 0 outside a forum topic. */
export const forms = pgTable(
  'forms',
  {
    chatId: id53().notNull(),
    threadId: id53().notNull(),
    ownerId: id53().notNull(),
    data: jsonb().$type<unknown>().notNull(),
    questionId: id53(),
    menuId: id53(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.threadId, table.ownerId] }),
    index('forms_owner').on(table.ownerId),
  ],
)
