import { eq } from 'drizzle-orm'
import type { SettingStore } from '../../core/doorways/settings.ts'
import type { Connection } from '../engine/connection.ts'

/** Small facts that the installation remembers, by key. */
export function createSettingStore(db: Connection): SettingStore {
  const { settings } = db.tables
  return {
    async get(key) {
      const [row] = await db.read((q) => q.select().from(settings).where(eq(settings.key, key)))
      return row?.value ?? null
    },
    set: (key, value) =>
      db.tx(async ({ q }) => {
        await q
          .insert(settings)
          .values({ key, value })
          .onConflictDoUpdate({ target: settings.key, set: { value } })
      }),
  }
}
