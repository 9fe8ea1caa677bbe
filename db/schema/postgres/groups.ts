import { isNotNull } from 'drizzle-orm'
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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

/** Groups that have asked to be linked: when last, and who had added the bot. */
export const groupDoors = pgTable(
  'group_doors',
  {
    chatId: id53().primaryKey(),
    askedAt: instant(),
    addedBy: id53(),
  },
  (table) => [index('group_doors_added_by').on(table.addedBy).where(isNotNull(table.addedBy))],
)

/** Organizations that a group's admins have thrown out, and until when. */
export const groupExiles = pgTable(
  'group_exiles',
  {
    chatId: id53().notNull(),
    organizationId: text().notNull(),
    until: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.organizationId] })],
)

/** One-tap links, by the hash of their code. */
export const linkCodes = pgTable(
  'link_codes',
  {
    hash: text().primaryKey(),
    organizationId: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    /** Where it was sent before Telegram told who had added the bot there, and by whom. */
    presentedIn: id53(),
    presentedBy: id53(),
  },
  (table) => [index('link_codes_expires').on(table.expiresAt)],
)
