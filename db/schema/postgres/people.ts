import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Locale, Role } from '../../../core/people/person.ts'
import { id53, instant } from './columns.ts'

export const organizations = pgTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
  /** When the newest token that was seen of it was signed, in seconds. */
  tokenIat: id53(),
})

export const panelUsers = pgTable(
  'panel_users',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    mobile: text(),
    locale: text().$type<Locale>(),
    role: text().$type<Role>().notNull().default('admin'),
    /** When the newest token that was seen of them was signed, in seconds. */
    tokenIat: id53(),
    /** When a token last confirmed that they belong to the organization; null where that was ended. */
    confirmedAt: instant(),
    /** Tokens that were signed up to this second let nobody in. */
    endedIat: id53(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index('panel_users_mobile').on(table.mobile),
  ],
)

export const people = pgTable('people', {
  telegramId: id53().primaryKey(),
  name: text().notNull(),
  username: text(),
  locale: text().$type<Locale>(),
  mobile: text(),
  verificationOffered: boolean().notNull().default(false),
  /** Which of several organizations they mean in their private chat. */
  organizationId: text(),
})
