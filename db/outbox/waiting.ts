import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { urgencyOf } from '../../core/deliveries/urgency.ts'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import type { Connection } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import { deliveryOf, destinationOf } from './delivery-columns.ts'
import type { Heard } from './heard.ts'

/** So many of a lane tell how pressing it is. */
const OF_A_LANE = 20

/** Reads what waits, lane by lane. */
export function createWaiting(
  db: Connection,
  heard: Pick<Heard, 'begin'>,
): Pick<OutboxStore, 'lanes' | 'waiting' | 'take'> {
  const { outbox, tickets, places } = db.tables
  const isWaiting = sql`${outbox.state} = 'waiting'`
  const lanesAfter = prepared(['after', 'limit'], (q, { after, limit }) =>
    q
      .selectDistinct({ lane: outbox.lane })
      .from(outbox)
      .where(and(isWaiting, gt(outbox.lane, after)))
      .orderBy(asc(outbox.lane))
      .limit(limit),
  )

  return {
    async lanes(after, limit) {
      const rows = await db.read((q) => lanesAfter(q, { after, limit }))
      return rows.map(({ lane }) => lane)
    },

    async waiting(lanes) {
      const rows = await db.read(async (q) => {
        const place = sql<number>`row_number() over (partition by ${outbox.lane} order by ${outbox.id})`
        const first = q
          .select({ id: outbox.id, place: place.as('place') })
          .from(outbox)
          .where(and(isWaiting, inArray(outbox.lane, [...lanes])))
          .as('first')
        const room = sql`case ${outbox.destination} when 'staff' then 'staff' else 'customer' end`
        return await q
          .select({
            row: outbox,
            organizationId: tickets.organizationId,
            priority: tickets.priority,
            card: places.cardMessageId,
          })
          .from(first)
          .innerJoin(outbox, eq(outbox.id, first.id))
          .leftJoin(tickets, eq(tickets.number, outbox.ticketNumber))
          .leftJoin(places, and(eq(places.ticketNumber, outbox.ticketNumber), eq(places.room, room)))
          .where(lte(first.place, OF_A_LANE))
          .orderBy(asc(outbox.id))
      })
      return rows.map(({ row, organizationId, priority, card }) => {
        const { id, lane, kind, payload, runAt } = row
        const hasCard = card !== null
        const urgency = urgencyOf({ payload, priority, hasCard })
        return { id, lane, destination: destinationOf(row), kind, urgency, organizationId, hasCard, runAt }
      })
    },

    async take(ids) {
      const rows = await db.read((q) =>
        q
          .select()
          .from(outbox)
          .where(and(inArray(outbox.id, [...ids]), isWaiting))
          .orderBy(asc(outbox.id)),
      )
      const deliveries = rows.map(deliveryOf)
      heard.begin(deliveries)
      return deliveries
    },
  }
}
