import { isNotNull } from 'drizzle-orm'
import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { AuditDetails, AuditEvent } from '../../../core/audit/entry.ts'
import { id53, instant } from './columns.ts'

/** Who did what for an organization, beside its tickets. Names are looked up, so that they can be forgotten. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    organizationId: text().notNull(),
    at: instant().notNull(),
    event: text().$type<AuditEvent>().notNull(),
    byUserId: text(),
    byTelegramId: id53(),
    details: jsonb().$type<AuditDetails>().notNull(),
  },
  (table) => [
    index('audit_organization').on(table.organizationId, table.id),
    index('audit_at').on(table.at),
    index('audit_telegram').on(table.byTelegramId).where(isNotNull(table.byTelegramId)),
  ],
)
