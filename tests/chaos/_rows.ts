import type { DatabaseConfig } from '../../db/index.ts'
import { OVER_BUDGET, withDatabase } from '../crash/_rows.ts'
import type { Rest } from './_rest.ts'

/** Told to nobody any more, and no loss: an SMS that was refused, a greeting in a group that has thrown the bot out. */
const GIVEN_UP = "state = 'failed' and kind in ('sms', 'greeting', 'welcome')"

/** How many updates and deliveries wait. */
export async function countWaiting(database: DatabaseConfig): Promise<number> {
  return await withDatabase(database, async (query) => {
    const updates = await query("select 1 from inbox where state = 'waiting'")
    const deliveries = await query("select 1 from outbox where state <> 'failed'")
    return updates.length + deliveries.length
  })
}

/** Updates and deliveries that wait or were given up, with the reason. */
export async function readStuck(database: DatabaseConfig): Promise<Rest['stuck']> {
  return await withDatabase(database, async (query) => {
    const updates = await query("select update_id, state, attempts, error from inbox where state <> 'done'")
    const deliveries = await query(
      `select id, ticket_number, lane, kind, state, attempts, error from outbox where not (${GIVEN_UP})`,
    )
    return [
      ...updates.map((row) => ({ ticket: null, what: `an update: ${words(row)}` })),
      ...deliveries.map((row) => ({
        ticket: row['ticket_number'] === null ? null : Number(row['ticket_number']),
        what: `a delivery: ${words(row)}`,
      })),
    ]
  })
}

function words(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}

/** Tickets whose SMS met the end of a day's budget. */
export async function readOverBudget(database: DatabaseConfig): Promise<Set<number>> {
  return await withDatabase(database, async (query) => {
    const rows = await query(`select distinct ticket_number from outbox where ${OVER_BUDGET}`)
    return new Set(rows.map((row) => Number(row['ticket_number'])))
  })
}

/** The messages of a group, and the topics, that belong to a ticket. */
export async function readLinked(database: DatabaseConfig, groupId: number): Promise<Set<string>> {
  return await withDatabase(database, async (query) => {
    const messages = await query(`select message_id as id from links where chat_id = ${groupId}`)
    const topics = await query("select thread_id as id from places where room = 'staff'")
    return new Set([
      ...messages.map(({ id }) => `message ${Number(id)}`),
      ...topics.map(({ id }) => `topic ${Number(id)}`),
    ])
  })
}
