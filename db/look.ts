import type { DatabaseConfig } from './index.ts'
import type { DatabaseLook } from './engine/look.ts'
import { lookAtPostgres } from './engine/postgres/look.ts'
import { lookAtSqlite } from './engine/sqlite/look.ts'

/** Looks at the database and changes nothing, not even files beside it. Throws if it can't be used. */
export async function lookAtDatabase(config: DatabaseConfig): Promise<DatabaseLook> {
  return config.kind === 'sqlite' ? await lookAtSqlite(config.path) : await lookAtPostgres(config.url)
}
