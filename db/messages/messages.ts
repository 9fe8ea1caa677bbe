import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { MessageEdit, NewMessage } from '../../core/changes/change.ts'
import type { Attachment, NewAttachment } from '../../core/files/attachment.ts'
import type { Content, Message } from '../../core/tickets/message.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { createStorageUse } from '../files/storage-use.ts'
import { newFileId } from '../files/new-file-id.ts'
import { prepared } from '../engine/prepared.ts'
import { attachmentOf, messageOf } from '../schema/rows.ts'
import type { Tables } from '../schema/tables.ts'

type MessageRow = Tables['messages']['$inferSelect']

/** Messages with their files, for use within whatever transaction or read the caller is in. */
export interface Messages {
  load(q: Query, id: number): Promise<Message | null>
  loadByRequestKey(q: Query, requestKey: string): Promise<Message | null>
  withFiles(q: Query, rows: readonly MessageRow[]): Promise<Message[]>
  insert(q: Query, ticketNumber: number, requestKey: string | null, message: NewMessage): Promise<Stored>
  /** Adds files to a message, and the text where it has none yet. */
  extend(q: Query, message: Message, content: Content): Promise<Stored>
  /** Makes a message a note, which the channel never sends. */
  withdraw(q: Query, id: number): Promise<void>
  /** Stores files; without a message they are the description's. Answers with their new ids. */
  addFiles(
    q: Query,
    ticketNumber: number,
    messageId: number | null,
    files: readonly NewAttachment[],
    from?: number,
  ): Promise<string[]>
  /** Puts a file into another's place, whose bytes are left to the sweeper. Answers with its new id. */
  replaceFile(
    q: Query,
    message: Pick<MessageRow, 'id' | 'ticketNumber'>,
    file: NonNullable<MessageEdit['file']>,
  ): Promise<string[]>
  /** The files of descriptions. */
  descriptionFiles(q: Query, ticketNumbers: readonly number[]): Promise<Map<number, Attachment[]>>
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
  'createdAt',
  'deliveryState',
  'deliveryUntil',
  'deliveryReason',
] as const satisfies (keyof MessageRow)[]

/** The conversation's rows. */
export function createMessages({ tables }: Connection, clock: () => Date): Messages {
  const use = createStorageUse(tables)
  const { messages, attachments, uploads } = tables
  const byId = prepared(['id'], (q, { id }) => q.select().from(messages).where(eq(messages.id, id)))
  const byRequestKey = prepared(['requestKey'], (q, { requestKey }) =>
    q.select().from(messages).where(eq(messages.requestKey, requestKey)),
  )
  const filesOf = prepared(['id'], (q, { id }) =>
    q.select().from(attachments).where(eq(attachments.messageId, id)).orderBy(asc(attachments.position)),
  )
  const insertMessage = prepared(COLUMNS, (q, values) =>
    q.insert(messages).values(values).returning({ id: messages.id }),
  )

  return {
    load: async (q, id) => await first(q, await byId(q, { id })),
    loadByRequestKey: async (q, requestKey) => await first(q, await byRequestKey(q, { requestKey })),

    async withFiles(q, rows) {
      if (rows.length === 0) return []
      const ids = rows.map(({ id }) => id)
      const files = await q
        .select()
        .from(attachments)
        .where(inArray(attachments.messageId, ids))
        .orderBy(asc(attachments.position))
      return rows.map((row) => {
        const own = files.filter(({ messageId }) => messageId === row.id)
        return messageOf(row, own.map(attachmentOf))
      })
    },

    async insert(q, ticketNumber, requestKey, message) {
      const { author, delivery } = message
      const [row] = await insertMessage(q, {
        ticketNumber,
        requestKey,
        kind: message.kind,
        authorSide: author.side,
        authorName: author.name,
        authorTelegramId: author.telegramId,
        authorPanelUserId: author.panelUserId,
        text: message.text,
        entities: message.entities,
        createdAt: message.createdAt,
        deliveryState: delivery.state,
        deliveryUntil: delivery.until,
        deliveryReason: delivery.reason,
      })
      if (!row) throw new Error('An insert answered with no row.')
      return {
        messageId: row.id,
        attachmentIds: await addFiles(q, ticketNumber, row.id, message.attachments),
      }
    },

    async extend(q, message, content) {
      const { text, entities } = content
      if (message.text === '' && text !== '') {
        await q.update(messages).set({ text, entities }).where(eq(messages.id, message.id))
      }
      const attachmentIds = await addFiles(
        q,
        message.ticketNumber,
        message.id,
        content.attachments,
        message.attachments.length,
      )
      return { messageId: message.id, attachmentIds }
    },

    async withdraw(q, id) {
      await q.update(messages).set({ kind: 'note' }).where(eq(messages.id, id))
    },

    addFiles,

    async replaceFile(q, { id, ticketNumber }, { file, replaces, position }) {
      if (replaces !== null) {
        const [old] = await q.select().from(attachments).where(eq(attachments.id, replaces))
        if (old?.bytes === 'stored') await use.add(q, ticketNumber, -old.size)
        await q.delete(attachments).where(eq(attachments.id, replaces))
        await q.insert(uploads).values({ id: replaces, abandoned: true, createdAt: clock() })
      }
      return await addFiles(q, ticketNumber, id, [file], position)
    },

    async descriptionFiles(q, ticketNumbers) {
      if (ticketNumbers.length === 0) return new Map()
      const rows = await q
        .select()
        .from(attachments)
        .where(and(inArray(attachments.ticketNumber, [...ticketNumbers]), isNull(attachments.messageId)))
        .orderBy(asc(attachments.position))
      return new Map(
        ticketNumbers.map((number) => {
          const own = rows.filter(({ ticketNumber }) => ticketNumber === number)
          return [number, own.map(attachmentOf)]
        }),
      )
    },
  }

  async function first(q: Query, [row]: MessageRow[]): Promise<Message | null> {
    return row ? messageOf(row, (await filesOf(q, { id: row.id })).map(attachmentOf)) : null
  }

  async function addFiles(
    q: Query,
    ticketNumber: number,
    messageId: number | null,
    files: readonly NewAttachment[],
    from = 0,
  ): Promise<string[]> {
    if (files.length === 0) return []
    const own = files.flatMap(({ id }) => id ?? [])
    if (own.length > 0) await join(q, own)
    await use.add(
      q,
      ticketNumber,
      files.reduce((sum, { id, size }) => sum + (id === undefined ? 0 : size), 0),
    )
    const fetchAt = clock()
    const rows = files.map((file, index) => ({
      ...file,
      id: file.id ?? newFileId(),
      ticketNumber,
      messageId,
      position: from + index,
      ...(file.id === undefined
        ? { bytes: 'waiting' as const, fetchAt }
        : { bytes: 'stored' as const, fetchAt: null }),
    }))
    await q.insert(attachments).values(rows)
    return rows.map(({ id }) => id)
  }

  /** Uploads that join a ticket are left over no more. One that was given up meanwhile can't. */
  async function join(q: Query, ids: readonly string[]): Promise<void> {
    const joined = await q
      .delete(uploads)
      .where(and(inArray(uploads.id, ids), eq(uploads.abandoned, false)))
      .returning({ id: uploads.id })
    if (joined.length !== ids.length) throw new Error('An upload was dropped before it joined a ticket.')
  }
}

/** The request key of an album's message: its items come one by one and are one message. */
export function albumKey(chatId: number, albumId: string): string {
  return `album:${chatId}:${albumId}`
}
