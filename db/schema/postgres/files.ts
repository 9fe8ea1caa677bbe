import { isNotNull } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { AttachmentKind, BytesState, UnavailableReason } from '../../../core/files/attachment.ts'
import { id53, instant } from './columns.ts'
import { tickets } from './tickets.ts'
import { messages } from './messages.ts'

/** `messageId` is null for the files of a ticket's description. */
export const attachments = pgTable(
  'attachments',
  {
    id: text().primaryKey(),
    ticketNumber: id53()
      .notNull()
      .references(() => tickets.number),
    messageId: id53().references(() => messages.id),
    position: integer().notNull(),
    kind: text().$type<AttachmentKind>().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    size: id53().notNull(),
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
export const uploads = pgTable(
  'uploads',
  {
    id: text().primaryKey(),
    abandoned: boolean().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (table) => [index('uploads_created').on(table.createdAt)],
)

/** What the files of an organization take; one that nobody has counted yet is missing. */
export const storageUse = pgTable('storage_use', {
  organizationId: text().primaryKey(),
  bytes: id53().notNull(),
})
