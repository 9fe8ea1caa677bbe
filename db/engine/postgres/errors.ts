/**
 * Runs `work` and replaces the database's errors by plain ones with the same SQLSTATE in `code`: the originals quote
 * the values, which are people's names and texts.
 */
export async function plainErrors<Result>(work: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const cause: unknown = error instanceof Error && error.cause ? error.cause : error
    const code = codeOf(cause)
    if (!/^[0-9A-Z]{5}$/.test(code)) throw error
    throw Object.assign(new Error(`PostgreSQL: ${messageOf(cause)}`), { code })
  }
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
