import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Locale } from '../../../core/people/person.ts'
import { instant } from './columns.ts'

/** Sessions of panel users on the pages, by the hash of what the browser holds. */
export const sessions = sqliteTable(
  'sessions',
  {
    hash: text().primaryKey(),
    organizationId: text().notNull(),
    userId: text().notNull(),
    locale: text().$type<Locale>(),
    csrf: text().notNull(),
    expiresAt: instant().notNull(),
    /** The link that opened it. */
    tokenId: text(),
  },
  (table) => [
    index('sessions_user').on(table.organizationId, table.userId),
    index('sessions_expires').on(table.expiresAt),
  ],
)

/** Tokens that opened a session, remembered until they expire so that none opens a second one. */
export const spentTokens = sqliteTable(
  'spent_tokens',
  { id: text().primaryKey(), until: instant().notNull() },
  (table) => [index('spent_tokens_until').on(table.until)],
)
