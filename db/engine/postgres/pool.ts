import type { Pool, PoolConfig } from 'pg'

/**
 * Connections to PostgreSQL. The pool replaces one that breaks, whose statements fail; without a listener the event
 * would end the process, also that of a connection which is idle in a transaction.
 */
export async function createPool(config: PoolConfig): Promise<Pool> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool(config)
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
