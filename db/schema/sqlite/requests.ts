import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from './columns.ts'

/** First answers to requests, for those that come again. */
export const requestKeys = sqliteTable(
  'request_keys',
  {
    key: text().primaryKey(),
    fingerprint: text().notNull(),
    status: integer(),
    body: json().$type<unknown>(),
    createdAt: instant().notNull(),
  },
  (table) => [index('request_keys_created').on(table.createdAt)],
)
