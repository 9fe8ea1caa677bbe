import type { Asked } from './request.ts'
import { ProxyError } from './proxy.ts'

/**
 * For how long a way had been failing already when an error told of it: a way that said nothing failed all the while, one
 * that broke has only begun to. A poll that Telegram was asked to hold is silent on purpose until then.
 */
export function silenceOf(error: unknown, { heldMs = 0 }: Asked, startedAt: number, now: Date): number {
  const spent = now.getTime() - startedAt
  if (error instanceof ProxyError || codeOf(error) === 'UND_ERR_CONNECT_TIMEOUT') return spent
  const isSilence = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(codeOf(error))
  return isSilence ? Math.max(0, spent - heldMs) : 0
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
