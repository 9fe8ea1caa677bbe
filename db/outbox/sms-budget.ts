import { and, eq, ne, sql } from 'drizzle-orm'
import { refusalOf, SMS_SCOPES, type SmsBudget, type SmsScope } from '../../core/deliveries/sms-budget.ts'
import type { Connection, Query } from '../engine/connection.ts'

/** Counts the SMS of the day, and forgets those of other days. */
export function createSmsBudget(db: Connection): SmsBudget {
  const { smsBudgets } = db.tables
  return {
    spend: (day, keys, limits) =>
      db.tx(async ({ q }) => {
        const used = { ticket: 0, number: 0, day: 0 }
        // The day's row first: who holds it holds off everybody else who counts.
        for (const scope of SMS_SCOPES.toReversed()) used[scope] = (await add(q, day, scope, keys[scope])) - 1
        if (used.day === 0) await q.delete(smsBudgets).where(ne(smsBudgets.day, day))
        const refusal = refusalOf(used, limits)
        if (!refusal) return null
        // An SMS that is not sent counts for nothing but having been refused.
        for (const scope of SMS_SCOPES) {
          if (scope !== refusal.scope) await set(q, day, scope, keys[scope], used[scope])
          else if (!refusal.isFirst) await set(q, day, scope, keys[scope], refusal.limit + 1)
        }
        return refusal
      }, 'replayable'),
  }

  async function add(q: Query, day: string, scope: SmsScope, key: string): Promise<number> {
    const [row] = await q
      .insert(smsBudgets)
      .values({ day, scope, key, used: 1 })
      .onConflictDoUpdate({
        target: [smsBudgets.day, smsBudgets.scope, smsBudgets.key],
        set: { used: sql`${smsBudgets.used} + 1` },
      })
      .returning({ used: smsBudgets.used })
    if (!row) throw new Error('An upsert answered with no row.')
    return row.used
  }

  async function set(q: Query, day: string, scope: SmsScope, key: string, used: number): Promise<void> {
    await q
      .update(smsBudgets)
      .set({ used })
      .where(and(eq(smsBudgets.day, day), eq(smsBudgets.scope, scope), eq(smsBudgets.key, key)))
  }
}
