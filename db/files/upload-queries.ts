import { and, eq, inArray, lt, or } from 'drizzle-orm'
import type { AttachmentStore } from '../../core/files/ports.ts'
import type { Connection } from '../engine/connection.ts'
import { newFileId } from './new-file-id.ts'

type UploadQueries = Pick<AttachmentStore, 'reserve' | 'abandon' | 'leftOver' | 'forget'>

/** Uploads that belong to no ticket yet. */
export function createUploadQueries(db: Connection, clock: () => Date): UploadQueries {
  const { uploads } = db.tables
  return {
    reserve: () =>
      db.tx(async ({ q }) => {
        const id = newFileId()
        await q.insert(uploads).values({ id, createdAt: clock() })
        return id
      }),
    abandon: (ids) =>
      db.tx(async ({ q }) => {
        const rows = await q
          .update(uploads)
          .set({ abandoned: true })
          .where(inArray(uploads.id, [...ids]))
          .returning({ id: uploads.id })
        return rows.map(({ id }) => id)
      }),
    async leftOver(before, limit) {
      const rows = await db.read((q) =>
        q
          .select({ id: uploads.id })
          .from(uploads)
          .where(or(eq(uploads.abandoned, true), lt(uploads.createdAt, before)))
          .limit(limit),
      )
      return rows.map(({ id }) => id)
    },
    forget: (ids) =>
      db.tx(async ({ q }) => {
        await q.delete(uploads).where(and(inArray(uploads.id, [...ids]), eq(uploads.abandoned, true)))
      }),
  }
}
