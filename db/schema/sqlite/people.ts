import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Locale } from '../../../core/people/person.ts'
import { flag } from './columns.ts'

export const organizations = sqliteTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
})

export const panelUsers = sqliteTable(
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

export const people = sqliteTable('people', {
  telegramId: integer().primaryKey(),
  name: text().notNull(),
  username: text(),
  locale: text().$type<Locale>(),
  mobile: text(),
  verificationOffered: flag().notNull().default(false),
})
