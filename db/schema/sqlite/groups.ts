import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Group, SuspensionReason } from '../../../core/groups/group.ts'
import { instant } from './columns.ts'

export const groups = sqliteTable(
  'groups',
  {
    chatId: integer().primaryKey(),
    organizationId: text().notNull(),
    title: text().notNull(),
    state: text().$type<Group['state']>().notNull(),
    reason: text().$type<SuspensionReason>(),
    activatedAt: instant().notNull(),
  },
  (table) => [index('groups_organization').on(table.organizationId)],
)

/** The new ids of chats that became supergroups; `newId` is always the current one, even after several moves. */
export const chatMoves = sqliteTable('chat_moves', {
  oldId: integer().primaryKey(),
  newId: integer().notNull(),
})
