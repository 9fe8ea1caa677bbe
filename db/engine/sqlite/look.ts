import { access, constants, open, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type DatabaseLook, pendingAfter } from '../look.ts'

const { F_OK, R_OK, W_OK, X_OK } = constants

/** Reads the file's beginning; its content only where a process has it open already. */
export async function lookAtSqlite(given: string): Promise<DatabaseLook> {
  const path = resolve(given)
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
    return {
      kind: 'there',
      pending: pendingAfter(newest, join(import.meta.dirname, '../../migrations/sqlite')),
    }
  } finally {
    connection.close()
  }
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
