import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { AttachmentStore } from '../../core/files/ports.ts'
import type { KnownFile } from '../../core/files/reader.ts'
import type { WaitingFile } from '../../core/files/fetch-file.ts'
import type { Connection } from '../engine/connection.ts'
import { isFileId } from '../../core/files/file-id.ts'
import { attachmentOf } from './attachment-rows.ts'
import { createUploadQueries } from './upload-queries.ts'
import { createStorageUse } from './storage-use.ts'
import type { Tables } from '../schema/tables.ts'

/** Everything about files but their bytes. */
export function createAttachmentStore(db: Connection, clock: () => Date): AttachmentStore {
  const { attachments, messages, tickets } = db.tables
  const use = createStorageUse(db.tables)
  return {
    ...createUploadQueries(db, clock),

    async find(id) {
      if (!isFileId(id)) return null
      const [found] = await db.read((q) =>
        q
          .select({ file: attachments, organizationId: tickets.organizationId, messageKind: messages.kind })
          .from(attachments)
          .innerJoin(tickets, eq(tickets.number, attachments.ticketNumber))
          .leftJoin(messages, eq(messages.id, attachments.messageId))
          .where(eq(attachments.id, id)),
      )
      if (!found) return null
      const { file, organizationId, messageKind } = found
      const inNote = messageKind === 'note'
      const { fetchAttempts: attempts, fetchAt } = file
      return { file: attachmentOf(file), organizationId, inNote, attempts, fetchAt }
    },

    async known(ids) {
      const rows = await db.read((q) =>
        q
          .select()
          .from(attachments)
          .where(and(inArray(attachments.id, [...ids]), isNotNull(attachments.fileId))),
      )
      return new Map(
        rows.flatMap(({ id, kind, fileId, fileUniqueId }): [string, KnownFile][] =>
          fileId === null || fileUniqueId === null ? [] : [[id, { kind, fileId, fileUniqueId }]],
        ),
      )
    },
    async saveKnown(id, file) {
      await update(id, file)
    },

    async due(now, limit) {
      const rows = await db.read((q) =>
        q
          .select()
          .from(attachments)
          .where(and(isNotNull(attachments.fetchAt), lte(attachments.fetchAt, now)))
          .orderBy(asc(attachments.fetchAt))
          .limit(limit),
      )
      return rows.flatMap(({ id, fileId, size, fetchAttempts }): WaitingFile[] =>
        fileId === null ? [] : [{ id, fileId, size, attempts: fetchAttempts }],
      )
    },
    usedBy: (organizationId) => db.tx(({ q }) => use.bytesOf(q, organizationId), 'replayable'),
    markStored: (id, size) =>
      db.tx(async ({ q }) => {
        const [file] = await db.locked(q.select().from(attachments).where(eq(attachments.id, id)))
        if (!file) return false
        await use.add(q, file.ticketNumber, size - (file.bytes === 'stored' ? file.size : 0))
        await q
          .update(attachments)
          .set({ bytes: 'stored', size, fetchAt: null })
          .where(eq(attachments.id, id))
        return true
      }, 'replayable'),
    async markUnavailable(id, unavailableReason) {
      await update(id, { bytes: 'unavailable', unavailableReason, fetchAt: null })
    },
    postpone: (id, fetchAt) =>
      db.tx(async ({ q }) => {
        const fetchAttempts = sql`${attachments.fetchAttempts} + 1`
        await q
          .update(attachments)
          .set({ bytes: 'waiting', fetchAt, fetchAttempts })
          .where(eq(attachments.id, id))
      }),
  }

  /** False where there is no such file. A power cut may undo it: the file is then fetched or sent again. */
  async function update(
    id: string,
    values: Partial<Tables['attachments']['$inferInsert']>,
  ): Promise<boolean> {
    return await db.tx(async ({ q }) => {
      const updated = await q
        .update(attachments)
        .set(values)
        .where(eq(attachments.id, id))
        .returning({ id: attachments.id })
      return updated.length > 0
    }, 'replayable')
  }
}
