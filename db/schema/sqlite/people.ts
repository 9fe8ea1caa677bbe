import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Locale, Role } from '../../../core/people/person.ts'
import { flag, instant } from './columns.ts'

export const organizations = sqliteTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
  /** When the newest token that was seen of it was signed, in seconds. */
  tokenIat: integer(),
})

export const panelUsers = sqliteTable(
  'panel_users',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    mobile: text(),
    locale: text().$type<Locale>(),
    role: text().$type<Role>().notNull().default('admin'),
    /** When the newest token that was seen of them was signed, in seconds. */
    tokenIat: integer(),
    /** When a token last confirmed that they belong to the organization; null where that was ended. */
    confirmedAt: instant(),
    /** Tokens that were signed up to this second let nobody in. */
    endedIat: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index('panel_users_mobile').on(table.mobile),
  ],
)

export const people = sqliteTable('people', {
  telegramId: integer().primaryKey(),
  name: text().notNull(),
  username: text(),
  locale: text().$type<Locale>(),
  mobile: text(),
  verificationOffered: flag().notNull().default(false),
  /** Which of several organizations they mean in their private chat. */
  organizationId: text(),
})
