import { isNotNull } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AuditDetails, AuditEvent } from '../../../core/audit/entry.ts'
import { instant, json } from './columns.ts'

/** Who did what for an organization, beside its tickets. Names are looked up, so that they can be forgotten. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey(),
    organizationId: text().notNull(),
    at: instant().notNull(),
    event: text().$type<AuditEvent>().notNull(),
    byUserId: text(),
    byTelegramId: integer(),
    details: json().$type<AuditDetails>().notNull(),
  },
  (table) => [
    index('audit_organization').on(table.organizationId, table.id),
    index('audit_at').on(table.at),
    index('audit_telegram').on(table.byTelegramId).where(isNotNull(table.byTelegramId)),
  ],
)
