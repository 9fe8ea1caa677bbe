import { isNotNull, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Side } from '../../../core/foundation/actor.ts'
import type { DescriptionPart } from '../../../core/tickets/description.ts'
import type { Category, Cause, Priority, Source, Status } from '../../../core/tickets/ticket.ts'
import { flag, instant, json } from './columns.ts'

export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
})

export const tickets = sqliteTable(
  'tickets',
  {
    number: integer().primaryKey(),
    requestKey: text(),
    organizationId: text().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    descriptionParts: json().$type<readonly DescriptionPart[]>(),
    status: text().$type<Status>().notNull(),
    priority: text().$type<Priority>().notNull(),
    category: text().$type<Category>().notNull(),
    source: text().$type<Source>().notNull(),
    creatorSide: text().$type<Side>().notNull(),
    creatorName: text().notNull(),
    creatorTelegramId: integer(),
    creatorPanelUserId: text(),
    assigneeTelegramId: integer(),
    assigneeName: text(),
    homeChatId: integer(),
    homeThreadId: integer(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    closedAt: instant(),
    autoCloseAt: instant(),
    smsFailure: text(),
    smsStatus: text().$type<Status>(),
    /** Its texts may have changed since they were indexed. */
    searchStale: flag().notNull().default(true),
  },
  (table) => [
    uniqueIndex('tickets_request').on(table.requestKey).where(isNotNull(table.requestKey)),
    index('tickets_status_updated').on(table.status, table.updatedAt),
    // Has every column that lists are filtered and sorted by.
    index('tickets_list').on(
      table.organizationId,
      table.updatedAt,
      table.number,
      table.status,
      table.priority,
      table.category,
      table.createdAt,
    ),
    index('tickets_search_stale')
      .on(table.organizationId, table.updatedAt)
      .where(sql`search_stale`),
    index('tickets_home').on(table.homeChatId),
    index('tickets_creator').on(table.creatorTelegramId).where(isNotNull(table.creatorTelegramId)),
    index('tickets_creator_user')
      .on(table.organizationId, table.creatorPanelUserId)
      .where(isNotNull(table.creatorPanelUserId)),
    index('tickets_assignee').on(table.assigneeTelegramId).where(isNotNull(table.assigneeTelegramId)),
    index('tickets_auto_close').on(table.autoCloseAt).where(isNotNull(table.autoCloseAt)),
  ],
)

export const history = sqliteTable(
  'history',
  {
    id: integer().primaryKey(),
    ticketNumber: integer()
      .notNull()
      .references(() => tickets.number),
    at: instant().notNull(),
    from: text().$type<Status>(),
    to: text().$type<Status>().notNull(),
    bySide: text().$type<Side>().notNull(),
    byName: text().notNull(),
    byTelegramId: integer(),
    byPanelUserId: text(),
    cause: text().$type<Cause>().notNull(),
  },
  (table) => [
    index('history_ticket').on(table.ticketNumber, table.id),
    index('history_by').on(table.byTelegramId).where(isNotNull(table.byTelegramId)),
    index('history_by_user').on(table.byPanelUserId).where(isNotNull(table.byPanelUserId)),
  ],
)
