import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { urgencyOf } from '../../core/deliveries/urgency.ts'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import { deliveryOf, destinationOf } from './delivery-columns.ts'
import type { Heard } from './heard.ts'

/** So many of a lane tell how pressing it is; more than so many hardly fit into one post. */
const OF_A_LANE = 50
/** So many lanes are read one by one. */
const FEW = 8

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
  const firstOf = prepared(['lane'], (q, { lane }) =>
    q
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(isWaiting, eq(outbox.lane, lane)))
      .orderBy(asc(outbox.id))
      .limit(OF_A_LANE),
  )
  const allBegun = prepared([], (q) =>
    q
      .select({ id: outbox.id, lane: outbox.lane })
      .from(outbox)
      .where(and(isNotNull(outbox.begunAt), isWaiting)),
  )

  return {
    async lanes(after, limit) {
      const rows = await db.read((q) => lanesAfter(q, { after, limit }))
      return rows.map(({ lane }) => lane)
    },

    async waiting(lanes) {
      const rows = await db.read(async (q) => {
        const first = await (lanes.length <= FEW ? firstOfFew(q, lanes) : firstOfMany(q, lanes))
        const ids = [...first, ...(await begunOf(q, lanes))]
        const room = sql`case ${outbox.destination} when 'staff' then 'staff' else 'customer' end`
        return await q
          .select({
            row: outbox,
            organizationId: tickets.organizationId,
            priority: tickets.priority,
            card: places.cardMessageId,
          })
          .from(outbox)
          .leftJoin(tickets, eq(tickets.number, outbox.ticketNumber))
          .leftJoin(places, and(eq(places.ticketNumber, outbox.ticketNumber), eq(places.room, room)))
          .where(inArray(outbox.id, ids))
          .orderBy(asc(outbox.id))
      })
      return rows.map(({ row, organizationId, priority, card }) => {
        const { id, lane, kind, payload, runAt } = row
        const hasCard = card !== null
        const isBegun = row.begunAt !== null
        const urgency = urgencyOf({ payload, priority, hasCard })
        const destination = destinationOf(row)
        return { id, lane, destination, kind, urgency, organizationId, hasCard, isBegun, runAt }
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

  /** A read for each, which costs the same however long the lane is. */
  async function firstOfFew(q: Query, lanes: readonly string[]): Promise<number[]> {
    const rows = await Promise.all(lanes.map((lane) => firstOf(q, { lane })))
    return rows.flat().map(({ id }) => id)
  }

  /** However far behind they stand, as a card that others have overtaken. */
  async function begunOf(q: Query, lanes: readonly string[]): Promise<number[]> {
    const begun = await allBegun(q, {})
    return begun.flatMap(({ id, lane }) => (lanes.includes(lane) ? [id] : []))
  }

  async function firstOfMany(q: Query, lanes: readonly string[]): Promise<number[]> {
    const place = sql<number>`row_number() over (partition by ${outbox.lane} order by ${outbox.id})`
    const inOrder = q
      .select({ id: outbox.id, place: place.as('place') })
      .from(outbox)
      .where(and(isWaiting, inArray(outbox.lane, [...lanes])))
      .as('in_order')
    const rows = await q.select({ id: inOrder.id }).from(inOrder).where(lte(inOrder.place, OF_A_LANE))
    return rows.map(({ id }) => id)
  }
}
