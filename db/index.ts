import type { DatabaseConfig } from './engine/connection.ts'
import { openPostgres } from './engine/postgres/open.ts'
import { openSqlite } from './engine/sqlite/open.ts'
import { beginMemberships } from './people/memberships.ts'
import { createStores, type Stores, type DatabaseOptions } from './stores.ts'

export { type Claim, claimDatabase } from './claim/claim.ts'
export { AlreadyRunning } from './claim/holder.ts'
export type { DatabaseConfig } from './engine/connection.ts'
export type { DatabaseOptions, Stores } from './stores.ts'

export interface Database {
  readonly stores: Stores
  /** Throws when the database does not respond. */
  ping(): Promise<void>
  /** Throws when it takes nothing that lasts. */
  tryOut(): Promise<void>
  /** Waits for what is being written, then closes. */
  close(): Promise<void>
}

/** Opens the database, creates or updates its tables, and builds the stores on it. */
export async function openDatabase(config: DatabaseConfig, options: DatabaseOptions): Promise<Database> {
  const db = config.kind === 'sqlite' ? await openSqlite(config.path) : await openPostgres(config.url)
  const { people, settings } = db.tables
  await beginMemberships(db, options.clock)
  let closed: Promise<void> | null = null
  return {
    stores: createStores(db, options),
    async ping() {
      await db.read((q) => q.select({ id: people.telegramId }).from(people).limit(1))
    },
    tryOut: () =>
      db.tx(async ({ q }) => {
        const value = options.clock().toISOString()
        await q
          .insert(settings)
          .values({ key: 'tried_out_at', value })
          .onConflictDoUpdate({ target: settings.key, set: { value } })
      }),
    close: () => (closed ??= db.close()),
  }
}
