import { eq } from 'drizzle-orm'
import type { Change, NewMessage } from '../../core/changes/change.ts'
import type { Attachment } from '../../core/files/attachment.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import type { AttachmentRows } from '../files/attachment-rows.ts'
import { partyFrom } from '../schema/party.ts'
import type { Tables } from '../schema/tables.ts'

type MessageRow = Tables['messages']['$inferSelect']

/** Statements on messages and their files, for other stores' transactions and reads. */
export interface MessageRows {
  load(q: Query, id: number): Promise<Message | null>
  loadByRequestKey(q: Query, requestKey: string): Promise<Message | null>
  withFiles(q: Query, rows: readonly MessageRow[]): Promise<Message[]>
  insert(q: Query, ticketNumber: number, requestKey: string | null, message: NewMessage): Promise<Stored>
  /** Adds files to a message, and writes what it says then. */
  extend(q: Query, message: Message, addTo: NonNullable<Change<unknown>['addTo']>): Promise<Stored>
  /** Turns a message into a note, which is never sent. */
  withdraw(q: Query, id: number): Promise<void>
}

export interface Stored {
  readonly messageId: number
  readonly attachmentIds: readonly string[]
}

const COLUMNS = [
  'ticketNumber',
  'requestKey',
  'kind',
  'authorSide',
  'authorName',
  'authorTelegramId',
  'authorPanelUserId',
  'text',
  'entities',
  'captions',
  'replyToId',
  'createdAt',
  'deliveryState',
  'deliveryUntil',
  'deliveryReason',
] as const satisfies (keyof MessageRow)[]

/** Builds the statements. */
export function createMessageRows({ tables }: Connection, files: AttachmentRows): MessageRows {
  const { messages } = tables
  const byId = prepared(['id'], (q, { id }) => q.select().from(messages).where(eq(messages.id, id)))
  const byRequestKey = prepared(['requestKey'], (q, { requestKey }) =>
    q.select().from(messages).where(eq(messages.requestKey, requestKey)),
  )
  const insert = prepared(COLUMNS, (q, values) =>
    q.insert(messages).values(values).returning({ id: messages.id }),
  )

  return {
    load: async (q, id) => await first(q, await byId(q, { id })),
    loadByRequestKey: async (q, requestKey) => await first(q, await byRequestKey(q, { requestKey })),

    async withFiles(q, rows) {
      const own = await files.ofMessages(
        q,
        rows.map(({ id }) => id),
      )
      return rows.map((row) => messageOf(row, own.get(row.id) ?? []))
    },

    async insert(q, ticketNumber, requestKey, message) {
      const [row] = await insert(q, messageColumns(ticketNumber, requestKey, message))
      if (!row) throw new Error('An insert returned no row.')
      const owner = { ticketNumber, messageId: row.id }
      return { messageId: row.id, attachmentIds: await files.add(q, owner, message.attachments) }
    },

    async extend(q, { id, ticketNumber, attachments }, { text, entities, captions, files: added }) {
      await q.update(messages).set({ text, entities, captions }).where(eq(messages.id, id))
      const owner = { ticketNumber, messageId: id }
      return {
        messageId: id,
        attachmentIds: await files.add(q, owner, added, attachments.length),
      }
    },

    async withdraw(q, id) {
      await q.update(messages).set({ kind: 'note' }).where(eq(messages.id, id))
    },
  }

  async function first(q: Query, [row]: MessageRow[]): Promise<Message | null> {
    return row ? messageOf(row, await files.ofMessage(q, row.id)) : null
  }
}

/** The request key of an album's message: Telegram sends the items one by one, and they are stored as one message. */
export function albumKey(chatId: number, albumId: string): string {
  return `album:${chatId}:${albumId}`
}

function messageOf(row: MessageRow, attachments: readonly Attachment[]): Message {
  return {
    id: row.id,
    ticketNumber: row.ticketNumber,
    kind: row.kind,
    author: partyFrom(row.authorSide, row.authorName, row.authorTelegramId, row.authorPanelUserId),
    text: row.text,
    entities: row.entities,
    attachments,
    captions: row.captions ?? [],
    replyToId: row.replyToId,
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    delivery: { state: row.deliveryState, until: row.deliveryUntil, reason: row.deliveryReason },
  }
}

function messageColumns(
  ticketNumber: number,
  requestKey: string | null,
  { kind, author, text, entities, captions = [], replyToId = null, createdAt, delivery }: NewMessage,
): Pick<MessageRow, (typeof COLUMNS)[number]> {
  return {
    ticketNumber,
    requestKey,
    kind,
    authorSide: author.side,
    authorName: author.name,
    authorTelegramId: author.telegramId,
    authorPanelUserId: author.panelUserId,
    text,
    entities,
    captions: captions.length > 0 ? captions : null,
    replyToId,
    createdAt,
    deliveryState: delivery.state,
    deliveryUntil: delivery.until,
    deliveryReason: delivery.reason,
  }
}
