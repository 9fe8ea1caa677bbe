import { isNotNull } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
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

/** Groups that have asked to be linked: when last, and who had added the bot. */
export const groupDoors = sqliteTable(
  'group_doors',
  {
    chatId: integer().primaryKey(),
    askedAt: instant(),
    addedBy: integer(),
  },
  (table) => [index('group_doors_added_by').on(table.addedBy).where(isNotNull(table.addedBy))],
)

/** Organizations that a group's admins have thrown out, and until when. */
export const groupExiles = sqliteTable(
  'group_exiles',
  {
    chatId: integer().notNull(),
    organizationId: text().notNull(),
    until: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.organizationId] })],
)

/** One-tap links, by the hash of their code. */
export const linkCodes = sqliteTable(
  'link_codes',
  {
    hash: text().primaryKey(),
    organizationId: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    /** Where it was sent before Telegram told who had added the bot there, and by whom. */
    presentedIn: integer(),
    presentedBy: integer(),
  },
  (table) => [index('link_codes_expires').on(table.expiresAt)],
)
