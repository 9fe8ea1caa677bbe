import { Busy } from '../../../core/foundation/errors.ts'

/**
 * lock_not_available, connection exceptions, disk_full, too_many_connections, and a server that stops, crashed or starts; the rest
 * are Node's. None of them says that anything is wrong with the request.
 */
const BUSY = /^(?:55P03|08...|53[13]00|57P0[123]|ECONN(?:REFUSED|RESET)|ENOENT|ETIMEDOUT|EPIPE)$/

const UNCODED = /^(?:timeout exceeded when|Connection terminated|Client has encountered a connection error)/

/**
 * Runs `work` and replaces the database's errors by plain ones with the same SQLSTATE in `code`: the originals quote
 * the values, which are people's names and texts. Throws Busy where the database is locked or out of reach.
 */
export async function plainErrors<Result>(work: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const cause: unknown = error instanceof Error && error.cause ? error.cause : error
    const code = codeOf(cause)
    if (isBusy(cause)) throw new Busy({ cause: new Error(`PostgreSQL: ${messageOf(cause)}`) })
    if (!/^[0-9A-Z]{5}$/.test(code)) throw error
    throw Object.assign(new Error(`PostgreSQL: ${messageOf(cause)}`), { code })
  }
}

/** node-postgres has no code for a pool without a free connection, or one that ended during a query or before it. */
function isBusy(error: unknown): boolean {
  return BUSY.test(codeOf(error)) || UNCODED.test(messageOf(error))
}

/** An error's `code`; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The message of an error, or of all in an AggregateError. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
