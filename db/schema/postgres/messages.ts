import { isNotNull } from 'drizzle-orm'
import { bigserial, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Side } from '../../../core/foundation/actor.ts'
import type {
  Caption,
  DeliveryState,
  FailureReason,
  Message,
  TextEntity,
} from '../../../core/tickets/message.ts'
import { id53, instant } from './columns.ts'
import { tickets } from './tickets.ts'

export const messages = pgTable(
  'messages',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    ticketNumber: id53()
      .notNull()
      .references(() => tickets.number),
    requestKey: text(),
    kind: text().$type<Message['kind']>().notNull(),
    authorSide: text().$type<Side>().notNull(),
    authorName: text().notNull(),
    authorTelegramId: id53(),
    authorPanelUserId: text(),
    text: text().notNull(),
    entities: jsonb().$type<readonly TextEntity[]>().notNull(),
    /** What stands under each file of an album; null for other messages. */
    captions: jsonb().$type<readonly Caption[]>(),
    /** The message that it replies to. */
    replyToId: id53(),
    createdAt: instant().notNull(),
    editedAt: instant(),
    deliveryState: text().$type<DeliveryState>().notNull(),
    deliveryUntil: instant(),
    deliveryReason: text().$type<FailureReason>(),
  },
  (table) => [
    uniqueIndex('messages_request').on(table.requestKey).where(isNotNull(table.requestKey)),
    index('messages_ticket').on(table.ticketNumber, table.id),
    index('messages_author').on(table.authorTelegramId).where(isNotNull(table.authorTelegramId)),
    index('messages_author_user').on(table.authorPanelUserId).where(isNotNull(table.authorPanelUserId)),
  ],
)
