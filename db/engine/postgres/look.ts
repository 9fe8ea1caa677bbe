import { join } from 'node:path'
import { type DatabaseLook, pendingAfter } from '../look.ts'
import { messageOf } from './errors.ts'

/** Asks a server that is there already, in read-only transactions. */
export async function lookAtPostgres(url: string): Promise<DatabaseLook> {
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
    return {
      kind: 'there',
      pending: pendingAfter(newest.rows[0]?.at, join(import.meta.dirname, '../../migrations/postgres')),
    }
  } finally {
    await client.end()
  }
}
