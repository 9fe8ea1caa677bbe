import {
  type Delivery,
  type Destination,
  laneOf,
  mergeKeyOf,
  type NewDelivery,
  type Payload,
} from '../../core/deliveries/delivery.ts'
import type { Tables } from '../schema/tables.ts'

type OutboxRow = Tables['outbox']['$inferSelect']

/** The columns that are written when a delivery is enqueued. */
export const DELIVERY_COLUMNS = [
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

/** A new delivery as columns to insert. */
export function deliveryColumns(
  delivery: NewDelivery,
  now: Date,
): Pick<OutboxRow, (typeof DELIVERY_COLUMNS)[number]> {
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

/** The id of the stored message that a payload is about; the `messageId` of a `delete` is one of Telegram's. */
function storedMessageOf(payload: Payload): number | null {
  return 'messageId' in payload && payload.kind !== 'delete' ? payload.messageId : null
}

/** The delivery that a row holds. */
export function deliveryOf(row: OutboxRow): Delivery {
  const { id, ticketNumber, payload, attempts, faults, revision, createdAt, begunAt, begunAfter, joinedTo } =
    row
  const doubt = begunAt && { since: begunAt, after: begunAfter ?? 0, joinedTo }
  return {
    id,
    destination: destinationOf(row),
    ticketNumber,
    payload,
    attempts,
    faults,
    revision,
    createdAt,
    doubt,
  }
}

/** Where the delivery of a row goes. */
export function destinationOf({ destination, chatId, ticketNumber }: OutboxRow): Destination {
  return destination === 'chat'
    ? { kind: 'chat', chatId: Number(chatId) }
    : { kind: destination, ticketNumber: Number(ticketNumber) }
}
