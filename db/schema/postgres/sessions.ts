import { index, pgTable, text } from 'drizzle-orm/pg-core'
import type { Locale } from '../../../core/people/person.ts'
import { instant } from './columns.ts'

/** Panel users' stays on the pages. */
export const sessions = pgTable(
  'sessions',
  {
    hash: text().primaryKey(),
    organizationId: text().notNull(),
    userId: text().notNull(),
    locale: text().$type<Locale>(),
    csrf: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    index('sessions_user').on(table.organizationId, table.userId),
    index('sessions_expires').on(table.expiresAt),
  ],
)

/** Tokens that opened a session, until they expire. */
export const spentTokens = pgTable(
  'spent_tokens',
  { id: text().primaryKey(), until: instant().notNull() },
  (table) => [index('spent_tokens_until').on(table.until)],
)
