import { isNotNull, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Destination, Payload } from '../../../core/deliveries/delivery.ts'
import { instant, json } from './columns.ts'

/** Deliveries that wait or have failed; a row is deleted once it is delivered. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    lane: text().notNull(),
    destination: text().$type<Destination['kind']>().notNull(),
    chatId: integer(),
    ticketNumber: integer(),
    kind: text().$type<Payload['kind']>().notNull(),
    /** The stored message that it is about. */
    messageId: integer(),
    payload: json().$type<Payload>().notNull(),
    /** Whom the payload names, as `personKey` writes it. */
    names: text(),
    mergeKey: text(),
    revision: integer().notNull(),
    state: text().$type<'waiting' | 'parked' | 'failed'>().notNull(),
    runAt: instant().notNull(),
    attempts: integer().notNull(),
    /** How many of the attempts failed in our own code. */
    faults: integer().notNull().default(0),
    error: text(),
    /** When an attempt was begun whose end is not noted. */
    begunAt: instant(),
    /** The newest message that was known in the chat before that attempt. */
    begunAfter: integer(),
    /** The first delivery of the joined post that this attempt makes; null where it goes alone. */
    joinedTo: integer(),
    createdAt: instant().notNull(),
  },
  (table) => [
    index('outbox_lane')
      .on(table.lane, table.id)
      .where(sql`state = 'waiting'`),
    uniqueIndex('outbox_merge').on(table.mergeKey).where(isNotNull(table.mergeKey)),
    index('outbox_message').on(table.messageId).where(isNotNull(table.messageId)),
    index('outbox_chat').on(table.chatId).where(isNotNull(table.chatId)),
    index('outbox_names').on(table.names).where(isNotNull(table.names)),
    index('outbox_begun').on(table.id).where(isNotNull(table.begunAt)),
    index('outbox_stuck')
      .on(table.state)
      .where(sql`state <> 'waiting'`),
  ],
)
