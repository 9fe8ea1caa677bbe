import { isNotNull } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AttachmentKind, BytesState, UnavailableReason } from '../../../core/files/attachment.ts'
import { flag, instant } from './columns.ts'
import { tickets } from './tickets.ts'
import { messages } from './messages.ts'

/** `messageId` is null for the files of a ticket's description. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text().primaryKey(),
    ticketNumber: integer()
      .notNull()
      .references(() => tickets.number),
    messageId: integer().references(() => messages.id),
    position: integer().notNull(),
    kind: text().$type<AttachmentKind>().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
    /** Telegram's ids; null until it has the file. */
    fileId: text(),
    fileUniqueId: text(),
    bytes: text().$type<BytesState>().notNull().default('waiting'),
    /** When to fetch the bytes next; null where there is nothing to fetch. */
    fetchAt: instant(),
    fetchAttempts: integer().notNull().default(0),
    unavailableReason: text().$type<UnavailableReason>(),
  },
  (table) => [
    index('attachments_message').on(table.messageId),
    index('attachments_ticket').on(table.ticketNumber, table.messageId),
    index('attachments_fetch').on(table.fetchAt).where(isNotNull(table.fetchAt)),
  ],
)

/** Uploads that belong to no ticket yet. Abandoned ones can't join one any more, and are removed by the sweeper. */
export const uploads = sqliteTable(
  'uploads',
  {
    id: text().primaryKey(),
    abandoned: flag().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (table) => [index('uploads_created').on(table.createdAt)],
)

/** What the files of an organization take; one that nobody has counted yet is missing. */
export const storageUse = sqliteTable('storage_use', {
  organizationId: text().primaryKey(),
  bytes: integer().notNull(),
})
