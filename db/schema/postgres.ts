import { isNotNull, sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Side } from '../../core/foundation/actor.ts'
import type { Destination, Payload } from '../../core/deliveries/delivery.ts'
import type { Room } from '../../core/places/place.ts'
import type { Group, SuspensionReason } from '../../core/groups/group.ts'
import type { AuditEvent, AuditDetails } from '../../core/audit/entry.ts'
import type { Locale, Role } from '../../core/people/person.ts'
import type { LinkRole } from '../../core/places/place.ts'
import type { AttachmentKind, BytesState, UnavailableReason } from '../../core/files/attachment.ts'
import type { DeliveryState, FailureReason, Message, TextEntity } from '../../core/tickets/message.ts'
import type { Category, Cause, Priority, Source, Status } from '../../core/tickets/ticket.ts'

/** Telegram's ids need 53 bits. */
const id53 = () => bigint({ mode: 'number' })

/** Milliseconds, as in JavaScript. Drizzle hands the nulls of prepared statements to `toDriver` too. */
const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (date: Date | null) => (date === null ? null : date.toISOString()) as string,
  fromDriver: (iso) => new Date(iso),
})

export const organizations = pgTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
  /** When the newest token that was seen of it was signed, in seconds; so in other tables. */
  tokenIat: id53(),
})

export const panelUsers = pgTable(
  'panel_users',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    mobile: text(),
    locale: text().$type<Locale>(),
    role: text().$type<Role>().notNull().default('admin'),
    tokenIat: id53(),
    /** When a token last confirmed that they belong to the organization; null where that was ended. */
    confirmedAt: instant(),
    /** Tokens that were signed up to this second let nobody in. */
    endedIat: id53(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index('panel_users_mobile').on(table.mobile),
  ],
)

export const people = pgTable('people', {
  telegramId: id53().primaryKey(),
  name: text().notNull(),
  username: text(),
  locale: text().$type<Locale>(),
  mobile: text(),
  verificationOffered: boolean().notNull().default(false),
  organizationId: text(),
})

export const groups = pgTable(
  'groups',
  {
    chatId: id53().primaryKey(),
    organizationId: text().notNull(),
    title: text().notNull(),
    state: text().$type<Group['state']>().notNull(),
    reason: text().$type<SuspensionReason>(),
    activatedAt: instant().notNull(),
  },
  (table) => [index('groups_organization').on(table.organizationId)],
)

/** Where chats went when they became supergroups; `newId` is always the current one. */
export const chatMoves = pgTable('chat_moves', {
  oldId: id53().primaryKey(),
  newId: id53().notNull(),
})

export const counters = pgTable('counters', {
  name: text().primaryKey(),
  value: id53().notNull(),
})

export const tickets = pgTable(
  'tickets',
  {
    number: id53().primaryKey(),
    requestKey: text(),
    organizationId: text().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    status: text().$type<Status>().notNull(),
    priority: text().$type<Priority>().notNull(),
    category: text().$type<Category>().notNull(),
    source: text().$type<Source>().notNull(),
    creatorSide: text().$type<Side>().notNull(),
    creatorName: text().notNull(),
    creatorTelegramId: id53(),
    creatorPanelUserId: text(),
    assigneeTelegramId: id53(),
    assigneeName: text(),
    homeChatId: id53(),
    homeThreadId: id53(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    closedAt: instant(),
    autoCloseAt: instant(),
    smsFailure: text(),
    /** Whether its texts may have changed since they were indexed. */
    searchStale: boolean().notNull().default(true),
  },
  (table) => [
    uniqueIndex('tickets_request').on(table.requestKey).where(isNotNull(table.requestKey)),
    index('tickets_status_updated').on(table.status, table.updatedAt),
    /** Holds all that lists are filtered and sorted by. */
    index('tickets_list').on(
      table.organizationId,
      table.updatedAt,
      table.number,
      table.status,
      table.priority,
      table.category,
      table.createdAt,
    ),
    index('tickets_search_stale')
      .on(table.organizationId, table.updatedAt)
      .where(sql`search_stale`),
    index('tickets_home').on(table.homeChatId),
    index('tickets_auto_close').on(table.autoCloseAt).where(isNotNull(table.autoCloseAt)),
  ],
)

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
    createdAt: instant().notNull(),
    editedAt: instant(),
    deliveryState: text().$type<DeliveryState>().notNull(),
    deliveryUntil: instant(),
    deliveryReason: text().$type<FailureReason>(),
  },
  (table) => [
    uniqueIndex('messages_request').on(table.requestKey).where(isNotNull(table.requestKey)),
    index('messages_ticket').on(table.ticketNumber, table.id),
  ],
)

export const history = pgTable(
  'history',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    ticketNumber: id53()
      .notNull()
      .references(() => tickets.number),
    at: instant().notNull(),
    from: text().$type<Status>(),
    to: text().$type<Status>().notNull(),
    bySide: text().$type<Side>().notNull(),
    byName: text().notNull(),
    byTelegramId: id53(),
    byPanelUserId: text(),
    cause: text().$type<Cause>().notNull(),
  },
  (table) => [index('history_ticket').on(table.ticketNumber, table.id)],
)

/** `messageId` is null for the files of a ticket's description. */
export const attachments = pgTable(
  'attachments',
  {
    id: text().primaryKey(),
    ticketNumber: id53()
      .notNull()
      .references(() => tickets.number),
    messageId: id53().references(() => messages.id),
    position: integer().notNull(),
    kind: text().$type<AttachmentKind>().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    size: id53().notNull(),
    /** Telegram's ids; null until it has the file. */
    fileId: text(),
    fileUniqueId: text(),
    bytes: text().$type<BytesState>().notNull().default('waiting'),
    /** When to fetch the bytes next; null where there is nothing to fetch. */
    fetchAt: instant(),
    fetchAttempts: integer().notNull().default(0),
    unavailableReason: text().$type<UnavailableReason>(),
  },
  (table) => [
    index('attachments_message').on(table.messageId),
    index('attachments_ticket').on(table.ticketNumber, table.messageId),
    index('attachments_fetch').on(table.fetchAt).where(isNotNull(table.fetchAt)),
  ],
)

/** Files that were sent up and belong to no ticket yet; those that were abandoned never will. */
export const uploads = pgTable(
  'uploads',
  {
    id: text().primaryKey(),
    abandoned: boolean().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (table) => [index('uploads_created').on(table.createdAt)],
)

export const links = pgTable(
  'links',
  {
    chatId: id53().notNull(),
    messageId: id53().notNull(),
    ticketNumber: id53().notNull(),
    storedId: id53(),
    role: text().$type<LinkRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.messageId] }),
    index('links_stored').on(table.storedId),
  ],
)

export const places = pgTable(
  'places',
  {
    ticketNumber: id53().notNull(),
    room: text().$type<Room>().notNull(),
    chatId: id53().notNull(),
    threadId: id53(),
    cardMessageId: id53(),
    topicName: text(),
    topicClosed: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketNumber, table.room] }),
    index('places_thread').on(table.chatId, table.threadId),
  ],
)

/** The payload is dropped when done: names and texts must not linger. */
export const inbox = pgTable(
  'inbox',
  {
    botId: id53().notNull(),
    updateId: id53().notNull(),
    lane: text().notNull(),
    payload: jsonb().$type<unknown>(),
    state: text().$type<'waiting' | 'done' | 'aside'>().notNull(),
    attempts: integer().notNull(),
    error: text(),
    receivedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.updateId] }),
    index('inbox_waiting')
      .on(table.botId, table.updateId)
      .where(sql`state = 'waiting'`),
    index('inbox_aside')
      .on(table.botId)
      .where(sql`state = 'aside'`),
  ],
)

/** `threadId` is 0 outside a forum topic. */
export const forms = pgTable(
  'forms',
  {
    chatId: id53().notNull(),
    threadId: id53().notNull(),
    ownerId: id53().notNull(),
    data: jsonb().$type<unknown>().notNull(),
    questionId: id53(),
    menuId: id53(),
    updatedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.threadId, table.ownerId] })],
)

/** What is still to be sent, or could not be; what was delivered is deleted. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    lane: text().notNull(),
    destination: text().$type<Destination['kind']>().notNull(),
    chatId: id53(),
    ticketNumber: id53(),
    kind: text().$type<Payload['kind']>().notNull(),
    /** The stored message it is about. */
    messageId: id53(),
    payload: jsonb().$type<Payload>().notNull(),
    mergeKey: text(),
    revision: integer().notNull(),
    state: text().$type<'waiting' | 'parked' | 'failed'>().notNull(),
    runAt: instant().notNull(),
    attempts: integer().notNull(),
    error: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    index('outbox_lane')
      .on(table.lane, table.id)
      .where(sql`state = 'waiting'`),
    uniqueIndex('outbox_merge').on(table.mergeKey).where(isNotNull(table.mergeKey)),
    index('outbox_message').on(table.messageId).where(isNotNull(table.messageId)),
    index('outbox_chat').on(table.chatId).where(isNotNull(table.chatId)),
    index('outbox_stuck')
      .on(table.state)
      .where(sql`state <> 'waiting'`),
  ],
)

/** First answers to requests, for those that come again. */
export const requestKeys = pgTable(
  'request_keys',
  {
    key: text().primaryKey(),
    fingerprint: text().notNull(),
    status: integer(),
    body: jsonb().$type<unknown>(),
    createdAt: instant().notNull(),
  },
  (table) => [index('request_keys_created').on(table.createdAt)],
)

/** Panel users' stays on the pages. */
export const sessions = pgTable(
  'sessions',
  {
    hash: text().primaryKey(),
    organizationId: text().notNull(),
    userId: text().notNull(),
    locale: text().$type<Locale>(),
    csrf: text().notNull(),
    expiresAt: instant().notNull(),
    tokenId: text(),
  },
  (table) => [
    index('sessions_user').on(table.organizationId, table.userId),
    index('sessions_expires').on(table.expiresAt),
  ],
)

/** Tokens that opened a session, until they expire. */
export const spentTokens = pgTable(
  'spent_tokens',
  { id: text().primaryKey(), until: instant().notNull() },
  (table) => [index('spent_tokens_until').on(table.until)],
)

/** Names are looked up, so that they can be forgotten. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    organizationId: text().notNull(),
    at: instant().notNull(),
    event: text().$type<AuditEvent>().notNull(),
    byUserId: text(),
    byTelegramId: id53(),
    details: jsonb().$type<AuditDetails>().notNull(),
  },
  (table) => [
    index('audit_organization').on(table.organizationId, table.id),
    index('audit_at').on(table.at),
    index('audit_telegram').on(table.byTelegramId).where(isNotNull(table.byTelegramId)),
  ],
)

export const settings = pgTable('settings', {
  key: text().primaryKey(),
  value: text().notNull(),
})
