import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { MessageEdit } from '../../core/changes/change.ts'
import type { Attachment, NewAttachment } from '../../core/files/attachment.ts'
import type { Connection, Query } from '../engine/connection.ts'
import { prepared } from '../engine/prepared.ts'
import type { Tables } from '../schema/tables.ts'
import { createStorageUse } from './storage-use.ts'
import { newFileId } from './new-file-id.ts'

/** Statements on the files of tickets, for other stores' transactions and reads. */
export interface AttachmentRows {
  ofMessage(q: Query, messageId: number): Promise<Attachment[]>
  /** By message; a message without files may be missing. */
  ofMessages(q: Query, messageIds: readonly number[]): Promise<ReadonlyMap<number, Attachment[]>>
  /** The files of descriptions, by ticket number. */
  ofDescriptions(q: Query, ticketNumbers: readonly number[]): Promise<ReadonlyMap<number, Attachment[]>>
  /** Stores files of a message, or of the description where `messageId` is null. Returns their ids. */
  add(q: Query, owner: FileOwner, files: readonly NewAttachment[], firstPosition?: number): Promise<string[]>
  /** Stores the file of an edit; the bytes of the one it replaces are left to the sweeper. Returns the new id. */
  replace(q: Query, owner: FileOwner, edit: NonNullable<MessageEdit['file']>): Promise<string[]>
}

export interface FileOwner {
  readonly ticketNumber: number
  readonly messageId: number | null
}

/** Builds the statements. */
export function createAttachmentRows({ tables }: Connection, clock: () => Date): AttachmentRows {
  const { attachments, uploads } = tables
  const use = createStorageUse(tables)
  const byMessage = prepared(['messageId'], (q, { messageId }) =>
    q
      .select()
      .from(attachments)
      .where(eq(attachments.messageId, messageId))
      .orderBy(asc(attachments.position)),
  )

  return {
    ofMessage: async (q, messageId) => (await byMessage(q, { messageId })).map(attachmentOf),

    async ofMessages(q, messageIds) {
      if (messageIds.length === 0) return new Map()
      const rows = await q
        .select()
        .from(attachments)
        .where(inArray(attachments.messageId, [...messageIds]))
        .orderBy(asc(attachments.position))
      return grouped(messageIds, rows, ({ messageId }) => messageId)
    },

    async ofDescriptions(q, ticketNumbers) {
      if (ticketNumbers.length === 0) return new Map()
      const rows = await q
        .select()
        .from(attachments)
        .where(and(inArray(attachments.ticketNumber, [...ticketNumbers]), isNull(attachments.messageId)))
        .orderBy(asc(attachments.position))
      return grouped(ticketNumbers, rows, ({ ticketNumber }) => ticketNumber)
    },

    add,

    async replace(q, owner, { file, replaces, position }) {
      if (replaces !== null) {
        const [old] = await q.select().from(attachments).where(eq(attachments.id, replaces))
        if (old?.bytes === 'stored') await use.add(q, owner.ticketNumber, -old.size)
        await q.delete(attachments).where(eq(attachments.id, replaces))
        await q.insert(uploads).values({ id: replaces, abandoned: true, createdAt: clock() })
      }
      return await add(q, owner, [file], position)
    },
  }

  async function add(
    q: Query,
    owner: FileOwner,
    files: readonly NewAttachment[],
    firstPosition = 0,
  ): Promise<string[]> {
    if (files.length === 0) return []
    const uploaded = files.flatMap(({ id }) => id ?? [])
    if (uploaded.length > 0) {
      await takeUploads(q, uploaded)
      const bytes = files.reduce((sum, { id, size }) => sum + (id === undefined ? 0 : size), 0)
      await use.add(q, owner.ticketNumber, bytes)
    }
    const fetchAt = clock()
    const rows = files.map((file, index) => ({
      ...file,
      ...owner,
      id: file.id ?? newFileId(),
      position: firstPosition + index,
      ...(file.id === undefined
        ? { bytes: 'waiting' as const, fetchAt }
        : { bytes: 'stored' as const, fetchAt: null }),
    }))
    await q.insert(attachments).values(rows)
    return rows.map(({ id }) => id)
  }

  /** An upload that joins a ticket is no longer swept. Throws for one that was abandoned meanwhile. */
  async function takeUploads(q: Query, ids: readonly string[]): Promise<void> {
    const taken = await q
      .delete(uploads)
      .where(and(inArray(uploads.id, ids), eq(uploads.abandoned, false)))
      .returning({ id: uploads.id })
    if (taken.length !== ids.length) throw new Error('An upload was dropped before it joined a ticket.')
  }
}

type AttachmentRow = Tables['attachments']['$inferSelect']

/** The attachment that a row holds. */
export function attachmentOf(row: AttachmentRow): Attachment {
  const { id, kind, name, type, size, fileId, fileUniqueId, bytes } = row
  return { id, kind, name, type, size, fileId, fileUniqueId, bytes }
}

function grouped(
  keys: readonly number[],
  rows: readonly AttachmentRow[],
  keyOf: (row: AttachmentRow) => number | null,
): Map<number, Attachment[]> {
  return new Map(keys.map((key) => [key, rows.filter((row) => keyOf(row) === key).map(attachmentOf)]))
}
