import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import type { Connection } from '../engine/connection.ts'
import { encoded, prepared } from '../engine/prepared.ts'
import { deliveryOf } from './delivery-columns.ts'
import type { Heard } from './heard.ts'
import { lockTickets } from './lock-tickets.ts'

/** Notes which attempts begin, and finds those that have not ended. */
export function createBegin(
  db: Connection,
  { clock, heard }: { readonly clock: () => Date; readonly heard: Heard },
): Pick<OutboxStore, 'begin' | 'begun'> {
  const { outbox } = db.tables
  const isWaiting = sql`${outbox.state} = 'waiting'`
  const note = prepared(['id', 'at', 'after', 'joinedTo'], (q, { id, at, after, joinedTo }) =>
    q
      .update(outbox)
      .set({
        begunAt: sql`coalesce(${outbox.begunAt}, ${encoded(outbox.begunAt, at)})`,
        begunAfter: sql`coalesce(${outbox.begunAfter}, ${encoded(outbox.begunAfter, after)})`,
        joinedTo: sql`case when ${outbox.begunAt} is null then ${encoded(outbox.joinedTo, joinedTo)} else ${outbox.joinedTo} end`,
      })
      .where(and(eq(outbox.id, id), isWaiting)),
  )
  const noted = prepared([], (q) =>
    q
      .select()
      .from(outbox)
      .where(and(isNotNull(outbox.begunAt), isWaiting))
      .orderBy(asc(outbox.id)),
  )

  return {
    async begin(attempts) {
      if (attempts.length === 0) return
      const at = clock()
      await db.tx(async ({ q }) => {
        await lockTickets(
          db,
          q,
          attempts.map(({ delivery }) => delivery),
        )
        for (const { delivery, after, joinedTo } of attempts)
          await note(q, { id: delivery.id, at, after, joinedTo })
      })
    },
    async begun() {
      const rows = await db.read((q) => noted(q, {}))
      const begun = rows.map((row) => ({ delivery: deliveryOf(row), runAt: row.runAt }))
      heard.begin(begun.map(({ delivery }) => delivery))
      return begun
    },
  }
}
