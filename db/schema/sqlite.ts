import { isNotNull, sql } from 'drizzle-orm'
import {
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
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

const flag = () => integer({ mode: 'boolean' })
const json = () => text({ mode: 'json' })

/** Milliseconds. Drizzle hands the nulls of prepared statements to `toDriver` too. */
const instant = customType<{ data: Date; driverData: number }>({
  dataType: () => 'integer',
  toDriver: (date: Date | null) => (date === null ? null : date.getTime()) as number,
  fromDriver: (ms) => new Date(ms),
})

export const organizations = sqliteTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
  /** When the newest token that was seen of it was signed, in seconds; so in other tables. */
  tokenIat: integer(),
})

export const panelUsers = sqliteTable(
  'panel_users',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    mobile: text(),
    locale: text().$type<Locale>(),
    role: text().$type<Role>().notNull().default('admin'),
    tokenIat: integer(),
    /** When a token last confirmed that they belong to the organization; null where that was ended. */
    confirmedAt: instant(),
    /** Tokens that were signed up to this second let nobody in. */
    endedIat: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index('panel_users_mobile').on(table.mobile),
  ],
)

export const people = sqliteTable('people', {
  telegramId: integer().primaryKey(),
  name: text().notNull(),
  username: text(),
  locale: text().$type<Locale>(),
  mobile: text(),
  verificationOffered: flag().notNull().default(false),
  organizationId: text(),
})

export const groups = sqliteTable(
  'groups',
  {
    chatId: integer().primaryKey(),
    organizationId: text().notNull(),
    title: text().notNull(),
    state: text().$type<Group['state']>().notNull(),
    reason: text().$type<SuspensionReason>(),
    activatedAt: instant().notNull(),
  },
  (table) => [index('groups_organization').on(table.organizationId)],
)

/** Where chats went when they became supergroups; `newId` is always the current one. */
export const chatMoves = sqliteTable('chat_moves', {
  oldId: integer().primaryKey(),
  newId: integer().notNull(),
})

export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
})

export const tickets = sqliteTable(
  'tickets',
  {
    number: integer().primaryKey(),
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
    creatorTelegramId: integer(),
    creatorPanelUserId: text(),
    assigneeTelegramId: integer(),
    assigneeName: text(),
    homeChatId: integer(),
    homeThreadId: integer(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    closedAt: instant(),
    autoCloseAt: instant(),
    smsFailure: text(),
    /** Whether its texts may have changed since they were indexed. */
    searchStale: flag().notNull().default(true),
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

export const messages = sqliteTable(
  'messages',
  {
    id: integer().primaryKey(),
    ticketNumber: integer()
      .notNull()
      .references(() => tickets.number),
    requestKey: text(),
    kind: text().$type<Message['kind']>().notNull(),
    authorSide: text().$type<Side>().notNull(),
    authorName: text().notNull(),
    authorTelegramId: integer(),
    authorPanelUserId: text(),
    text: text().notNull(),
    entities: json().$type<readonly TextEntity[]>().notNull(),
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

export const history = sqliteTable(
  'history',
  {
    id: integer().primaryKey(),
    ticketNumber: integer()
      .notNull()
      .references(() => tickets.number),
    at: instant().notNull(),
    from: text().$type<Status>(),
    to: text().$type<Status>().notNull(),
    bySide: text().$type<Side>().notNull(),
    byName: text().notNull(),
    byTelegramId: integer(),
    byPanelUserId: text(),
    cause: text().$type<Cause>().notNull(),
  },
  (table) => [index('history_ticket').on(table.ticketNumber, table.id)],
)

/** `messageId` is null for the files of a ticket's description. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text().primaryKey(),
    ticketNumber: integer()
      .notNull()
      .references(() => tickets.number),
    messageId: integer().references(() => messages.id),
    position: integer().notNull(),
    kind: text().$type<AttachmentKind>().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
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
export const uploads = sqliteTable(
  'uploads',
  {
    id: text().primaryKey(),
    abandoned: flag().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (table) => [index('uploads_created').on(table.createdAt)],
)

export const links = sqliteTable(
  'links',
  {
    chatId: integer().notNull(),
    messageId: integer().notNull(),
    ticketNumber: integer().notNull(),
    storedId: integer(),
    role: text().$type<LinkRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chatId, table.messageId] }),
    index('links_stored').on(table.storedId),
  ],
)

export const places = sqliteTable(
  'places',
  {
    ticketNumber: integer().notNull(),
    room: text().$type<Room>().notNull(),
    chatId: integer().notNull(),
    threadId: integer(),
    cardMessageId: integer(),
    topicName: text(),
    topicClosed: flag().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketNumber, table.room] }),
    index('places_thread').on(table.chatId, table.threadId),
  ],
)

/** The payload is dropped when done: names and texts must not linger. */
export const inbox = sqliteTable(
  'inbox',
  {
    botId: integer().notNull(),
    updateId: integer().notNull(),
    lane: text().notNull(),
    payload: json().$type<unknown>(),
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
export const forms = sqliteTable(
  'forms',
  {
    chatId: integer().notNull(),
    threadId: integer().notNull(),
    ownerId: integer().notNull(),
    data: json().$type<unknown>().notNull(),
    questionId: integer(),
    menuId: integer(),
    updatedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chatId, table.threadId, table.ownerId] })],
)

/** What is still to be sent, or could not be; what was delivered is deleted. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    lane: text().notNull(),
    destination: text().$type<Destination['kind']>().notNull(),
    chatId: integer(),
    ticketNumber: integer(),
    kind: text().$type<Payload['kind']>().notNull(),
    /** The stored message it is about. */
    messageId: integer(),
    payload: json().$type<Payload>().notNull(),
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
export const requestKeys = sqliteTable(
  'request_keys',
  {
    key: text().primaryKey(),
    fingerprint: text().notNull(),
    status: integer(),
    body: json().$type<unknown>(),
    createdAt: instant().notNull(),
  },
  (table) => [index('request_keys_created').on(table.createdAt)],
)

/** Panel users' stays on the pages. */
export const sessions = sqliteTable(
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
export const spentTokens = sqliteTable(
  'spent_tokens',
  { id: text().primaryKey(), until: instant().notNull() },
  (table) => [index('spent_tokens_until').on(table.until)],
)

/** Names are looked up, so that they can be forgotten. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey(),
    organizationId: text().notNull(),
    at: instant().notNull(),
    event: text().$type<AuditEvent>().notNull(),
    byUserId: text(),
    byTelegramId: integer(),
    details: json().$type<AuditDetails>().notNull(),
  },
  (table) => [
    index('audit_organization').on(table.organizationId, table.id),
    index('audit_at').on(table.at),
    index('audit_telegram').on(table.byTelegramId).where(isNotNull(table.byTelegramId)),
  ],
)

export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  value: text().notNull(),
})
