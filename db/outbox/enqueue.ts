import { isNotNull, sql } from 'drizzle-orm'
import {
  type Delivery,
  type Destination,
  laneOf,
  mergeKeyOf,
  type NewDelivery,
  type Payload,
} from '../../core/deliveries/delivery.ts'
import type { Connection, Tx } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import type { Tables } from '../schema/tables.ts'

/** Puts deliveries into the outbox, within the transaction that leads to them. */
export type Enqueue = (tx: Tx, deliveries: readonly NewDelivery[]) => Promise<void>

type OutboxRow = Tables['outbox']['$inferSelect']

export interface EnqueueOptions {
  readonly clock: () => Date
  /** Told after each commit that put something in. */
  readonly announce: () => void
}

const COLUMNS = [
  'lane',
  'destination',
  'chatId',
  'ticketNumber',
  'kind',
  'messageId',
  'payload',
  'names',
  'mergeKey',
  'revision',
  'state',
  'runAt',
  'attempts',
  'createdAt',
] as const satisfies (keyof OutboxRow)[]

/** The one way into the outbox. */
export function createEnqueue({ tables }: Connection, { clock, announce }: EnqueueOptions): Enqueue {
  const { outbox } = tables
  const insert = prepared(COLUMNS, (q, values) =>
    q
      .insert(outbox)
      .values(values)
      .onConflictDoUpdate({
        target: outbox.mergeKey,
        targetWhere: isNotNull(outbox.mergeKey),
        set: {
          revision: sql`${outbox.revision} + 1`,
          state: 'waiting',
          runAt: sql`case when excluded.run_at < ${outbox.runAt} then excluded.run_at else ${outbox.runAt} end`,
        },
      }),
  )

  return async (tx, deliveries) => {
    if (deliveries.length === 0) return
    const now = clock()
    for (const delivery of deliveries) await insert(tx.q, newRow(delivery, now))
    tx.afterCommit(announce)
  }
}

function newRow(delivery: NewDelivery, now: Date): Pick<OutboxRow, (typeof COLUMNS)[number]> {
  const { destination, payload } = delivery
  return {
    lane: laneOf(delivery),
    destination: destination.kind,
    chatId: destination.kind === 'chat' ? destination.chatId : null,
    ticketNumber: destination.kind === 'chat' ? delivery.ticketNumber : destination.ticketNumber,
    kind: payload.kind,
    messageId: storedMessageOf(payload),
    payload,
    names: delivery.names ?? null,
    mergeKey: mergeKeyOf(delivery),
    revision: 1,
    state: 'waiting',
    runAt: delivery.runAt ?? now,
    attempts: 0,
    createdAt: now,
  }
}

/** A `delete` names a message of Telegram's, all others one of ours. */
function storedMessageOf(payload: Payload): number | null {
  return 'messageId' in payload && payload.kind !== 'delete' ? payload.messageId : null
}

/** A stored delivery. */
export function deliveryOf(row: OutboxRow): Delivery {
  const { id, ticketNumber, payload, attempts, revision, createdAt } = row
  return { id, destination: destinationOf(row), ticketNumber, payload, attempts, revision, createdAt }
}

function destinationOf({ destination, chatId, ticketNumber }: OutboxRow): Destination {
  return destination === 'chat'
    ? { kind: 'chat', chatId: Number(chatId) }
    : { kind: destination, ticketNumber: Number(ticketNumber) }
}
