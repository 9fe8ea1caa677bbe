import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Locale } from '../../../core/people/person.ts'
import { id53 } from './columns.ts'

export const organizations = pgTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
})

export const panelUsers = pgTable(
  'panel_users',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    mobile: text(),
    locale: text().$type<Locale>(),
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
})
