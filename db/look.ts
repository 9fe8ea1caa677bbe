import { access, constants, open, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { messageOf } from './engine/postgres.ts'
import type { DatabaseConfig } from './index.ts'

/** What is there. `pending` migrations come with the next start; null where nobody can tell without a change. */
export type DatabaseLook =
  | { readonly kind: 'absent' }
  | { readonly kind: 'there'; readonly pending: number | null }

const { F_OK, R_OK, W_OK, X_OK } = constants

/** Looks at the database and changes nothing, not even files beside it. Throws where it could not be used. */
export async function lookAtDatabase(config: DatabaseConfig): Promise<DatabaseLook> {
  return config.kind === 'sqlite'
    ? await lookAtSqlite(resolve(config.path))
    : await lookAtPostgres(config.url)
}

async function lookAtSqlite(path: string): Promise<DatabaseLook> {
  if (!(await exists(path))) {
    await access(await nearestFolder(dirname(path)), W_OK | X_OK)
    return { kind: 'absent' }
  }
  await access(path, R_OK | W_OK)
  await access(dirname(path), W_OK | X_OK)
  const { size } = await stat(path)
  if (size === 0) return { kind: 'absent' }
  if ((await beginning(path)) !== 'SQLite format 3\0') throw new Error(`${path} is no SQLite database.`)
  // Without these two a reader would make them, and leave them behind as its own.
  const isOpen = (await exists(`${path}-wal`)) && (await exists(`${path}-shm`))
  if (!isOpen) return { kind: 'there', pending: null }
  const { default: Sqlite } = await import('better-sqlite3')
  const connection = new Sqlite(path, { readonly: true })
  try {
    const isKnown = connection
      .prepare(`select 1 from sqlite_master where name = '__drizzle_migrations'`)
      .get()
    const newest =
      isKnown && connection.prepare('select max(created_at) from __drizzle_migrations').pluck().get()
    return { kind: 'there', pending: pendingAfter('sqlite', newest) }
  } finally {
    connection.close()
  }
}

async function lookAtPostgres(url: string): Promise<DatabaseLook> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: url,
    options: '-c default_transaction_read_only=on',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  await client.connect().catch((error: unknown) => {
    throw new Error(messageOf(error), { cause: error })
  })
  try {
    const table = 'drizzle.__drizzle_migrations'
    const known = await client.query<{ is: string | null }>(`select to_regclass('${table}') as is`)
    if (!known.rows[0]?.is) return { kind: 'absent' }
    const newest = await client.query<{ at: string | null }>(`select max(created_at) as at from ${table}`)
    return { kind: 'there', pending: pendingAfter('postgres', newest.rows[0]?.at) }
  } finally {
    await client.end()
  }
}

function pendingAfter(dialect: 'sqlite' | 'postgres', newest: unknown): number {
  const folder = join(import.meta.dirname, 'migrations', dialect)
  return readMigrationFiles({ migrationsFolder: folder }).filter(
    ({ folderMillis }) => folderMillis > Number(newest ?? 0),
  ).length
}

async function beginning(path: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The folder itself, or the one in which it would be made. */
async function nearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) || folder === dirname(folder) ? folder : await nearestFolder(dirname(folder))
}

async function exists(path: string): Promise<boolean> {
  return await access(path, F_OK).then(
    () => true,
    () => false,
  )
}
