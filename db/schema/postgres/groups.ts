import { index, pgTable, text } from 'drizzle-orm/pg-core'
import type { Group, SuspensionReason } from '../../../core/groups/group.ts'
import { id53, instant } from './columns.ts'

export const groups = pgTable(
  'groups',
  {
    chatId: id53().primaryKey(),
    organizationId: text().notNull(),
    title: text().notNull(),
    state: text().$type<Group['state']>().notNull(),
    reason: text().$type<SuspensionReason>(),
    activatedAt: instant().notNull(),
  },
  (table) => [index('groups_organization').on(table.organizationId)],
)

/** The new ids of chats that became supergroups; `newId` is always the current one, even after several moves. */
export const chatMoves = pgTable('chat_moves', {
  oldId: id53().primaryKey(),
  newId: id53().notNull(),
})
