import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** The first responses to requests, for repeats under the same key. */
export const requestKeys = pgTable(
  'request_keys',
  {
    key: text().primaryKey(),
    /** Whose request it is: the response may hold their name. */
    organizationId: text(),
    userId: text(),
    fingerprint: text().notNull(),
    status: integer(),
    body: jsonb().$type<unknown>(),
    createdAt: instant().notNull(),
  },
  (table) => [
    index('request_keys_created').on(table.createdAt),
    index('request_keys_user').on(table.organizationId, table.userId),
  ],
)
