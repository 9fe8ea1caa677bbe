import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { SmsScope } from '../../../core/deliveries/sms-budget.ts'

/** SMS of the day, by what they are counted for; what a number is counted under is too short to find it by. */
export const smsBudgets = pgTable(
  'sms_budgets',
  {
    day: text().notNull(),
    scope: text().$type<SmsScope>().notNull(),
    key: text().notNull(),
    used: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.scope, table.key] })],
)
