import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SmsScope } from '../../../core/deliveries/sms-budget.ts'

/** SMS of the day, by what they are counted for; what a number is counted under is too short to find it by. */
export const smsBudgets = sqliteTable(
  'sms_budgets',
  {
    day: text().notNull(),
    scope: text().$type<SmsScope>().notNull(),
    key: text().notNull(),
    used: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.scope, table.key] })],
)
