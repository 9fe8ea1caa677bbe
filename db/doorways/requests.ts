import { eq, lt } from 'drizzle-orm'
import type { RequestStore } from '../../core/doorways/requests.ts'
import type { Connection } from '../engine/connection.ts'

/** Requests that may be repeated under the same key, with the first response to each. */
export function createRequestStore(db: Connection, clock: () => Date): RequestStore {
  const { requestKeys } = db.tables
  return {
    begin: (key, fingerprint, { organizationId, userId }) =>
      db.tx(async ({ q }) => {
        const added = await q
          .insert(requestKeys)
          .values({ key, organizationId, userId, fingerprint, createdAt: clock() })
          .onConflictDoNothing()
          .returning({ key: requestKeys.key })
        if (added.length > 0) return { kind: 'new' }
        const [first] = await q.select().from(requestKeys).where(eq(requestKeys.key, key))
        if (first?.fingerprint !== fingerprint) return { kind: 'mismatch' }
        return { kind: 'repeat', status: first.status, body: first.body }
      }),
    finish: (key, status, body) =>
      db.tx(async ({ q }) => {
        await q.update(requestKeys).set({ status, body }).where(eq(requestKeys.key, key))
      }),
    prune: (before) =>
      db.tx(async ({ q }) => {
        await q.delete(requestKeys).where(lt(requestKeys.createdAt, before))
      }),
  }
}
