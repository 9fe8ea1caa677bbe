import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from './columns.ts'

/** The first responses to requests, for repeats under the same key. */
export const requestKeys = sqliteTable(
  'request_keys',
  {
    key: text().primaryKey(),
    /** Whose request it is: the response may hold their name. */
    organizationId: text(),
    userId: text(),
    fingerprint: text().notNull(),
    status: integer(),
    body: json().$type<unknown>(),
    createdAt: instant().notNull(),
  },
  (table) => [
    index('request_keys_created').on(table.createdAt),
    index('request_keys_user').on(table.organizationId, table.userId),
  ],
)
