import type { Dispatcher, Pool } from 'undici'

/** One request to Telegram. */
export interface Asked {
  /** Behind the root. */
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Dispatcher.RequestOptions['body']
  /** How long the answer, or its next bytes, may be waited for. */
  readonly patienceMs: number
  /** How long Telegram is asked to hold the answer back. */
  readonly heldMs?: number
  readonly signal?: AbortSignal | undefined
}

export type Answer = Dispatcher.ResponseData

/** Sends a request. Gives it up at the signal, also while its connection is still coming about. */
export async function send(
  pool: Pool,
  root: string,
  { path, method, headers, body, patienceMs, signal }: Asked,
): Promise<Answer> {
  const sending = pool.request({
    path: root + path,
    method,
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  })
  if (!signal) return await sending
  let giveUp = () => {}
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Given up.'))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
  })
  try {
    return await Promise.race([sending, givenUp])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
