import { eq } from 'drizzle-orm'
import type { Settlement } from '../../core/deliveries/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { Heard } from './heard.ts'

/** Settlements as they are to be written: what would park for a chat that was heard of since is tried again at once. */
export type Freshen = (q: Query, settlements: readonly Settlement[]) => Promise<Settlement[]>

/** Builds the check; it runs in the transaction that settles. */
export function createFreshen(db: Connection, heard: Heard): Freshen {
  const { outbox } = db.tables
  return async (q, settlements) => {
    const fresh: Settlement[] = []
    for (const settlement of settlements) {
      const { delivery, outcome } = settlement
      const row = outcome.kind === 'parked' ? await lockRow(q, delivery.id) : undefined
      const isOutdated = row?.chatId && heard.isOutdated(delivery, row.chatId)
      fresh.push(isOutdated ? again(settlement, row.runAt) : settlement)
    }
    return fresh
  }

  /** From here on, who hears of the chat waits until this is settled. */
  async function lockRow(q: Query, id: number) {
    const [row] = await db.locked(
      q.select({ chatId: outbox.chatId, runAt: outbox.runAt }).from(outbox).where(eq(outbox.id, id)),
    )
    return row
  }
}

function again({ delivery, links }: Settlement, runAt: Date): Settlement {
  const outcome = { kind: 'retry', reason: 'refused before the chat was heard of' } as const
  return { delivery, outcome, runAt, links, next: [] }
}
