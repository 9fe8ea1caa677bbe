import type { ApiResponse } from 'grammy/types'
import type { Answer } from './request.ts'

/** Reads what Telegram answers to a call. Throws where it is somebody else's answer: a filter's page, a proxy's. */
export async function readResponse({ body, statusCode }: Answer): Promise<ApiResponse<never>> {
  const response: unknown = await body.json().catch(() => null)
  // A relay in front may refuse a large upload in its own words.
  if (statusCode === 413) return { ok: false, error_code: 413, description: 'Request Entity Too Large' }
  if (isResponse(response)) return response as ApiResponse<never>
  throw new Error(`Not Telegram's answer (${statusCode}).`)
}

/** Whether an answer is Telegram's, whatever it says. */
export async function looksLikeTelegram(answer: Answer): Promise<boolean> {
  return await readResponse(answer).then(
    () => true,
    () => false,
  )
}

function isResponse(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false
  return value.ok === true
    ? 'result' in value
    : value.ok === false && 'error_code' in value && typeof value.error_code === 'number'
}
