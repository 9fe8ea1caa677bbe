import { isNotNull, sql } from 'drizzle-orm'
import { bigserial, boolean, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Side } from '../../../core/foundation/actor.ts'
import type { DescriptionPart } from '../../../core/tickets/description.ts'
import type { Category, Cause, Priority, Source, Status } from '../../../core/tickets/ticket.ts'
import { id53, instant } from './columns.ts'

export const counters = pgTable('counters', {
  name: text().primaryKey(),
  value: id53().notNull(),
})

export const tickets = pgTable(
  'tickets',
  {
    number: id53().primaryKey(),
    requestKey: text(),
    organizationId: text().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    descriptionParts: jsonb().$type<readonly DescriptionPart[]>(),
    status: text().$type<Status>().notNull(),
    priority: text().$type<Priority>().notNull(),
    category: text().$type<Category>().notNull(),
    source: text().$type<Source>().notNull(),
    creatorSide: text().$type<Side>().notNull(),
    creatorName: text().notNull(),
    creatorTelegramId: id53(),
    creatorPanelUserId: text(),
    assigneeTelegramId: id53(),
    assigneeName: text(),
    homeChatId: id53(),
    homeThreadId: id53(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    closedAt: instant(),
    autoCloseAt: instant(),
    smsFailure: text(),
    smsStatus: text().$type<Status>(),
    /** Its texts may have changed since they were indexed. */
    searchStale: boolean().notNull().default(true),
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

export const history = pgTable(
  'history',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    ticketNumber: id53()
      .notNull()
      .references(() => tickets.number),
    at: instant().notNull(),
    from: text().$type<Status>(),
    to: text().$type<Status>().notNull(),
    bySide: text().$type<Side>().notNull(),
    byName: text().notNull(),
    byTelegramId: id53(),
    byPanelUserId: text(),
    cause: text().$type<Cause>().notNull(),
  },
  (table) => [
    index('history_ticket').on(table.ticketNumber, table.id),
    index('history_by').on(table.byTelegramId).where(isNotNull(table.byTelegramId)),
    index('history_by_user').on(table.byPanelUserId).where(isNotNull(table.byPanelUserId)),
  ],
)
