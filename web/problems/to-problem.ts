import { HTTPException } from 'hono/http-exception'
import { Busy, DeskError } from '../../core/foundation/errors.ts'
import { Problem } from './problem.ts'

const RETRY_TELEGRAM_AFTER_S = '10'
const RETRY_DATABASE_AFTER_S = '5'
const RETRY_STORAGE_AFTER_S = '60'

/** The problem for any error; an unexpected one becomes `internal_error`, with the error as its cause. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DeskError) return fromRefusal(error)
  if (error instanceof Busy) {
    return new Problem('busy', { headers: { 'Retry-After': RETRY_DATABASE_AFTER_S }, cause: error })
  }
  if (error instanceof HTTPException) return fromHttp(error)
  if (isCutOff(error)) return unreadable(error)
  return new Problem('internal_error', { cause: error })
}

function fromRefusal(error: DeskError): Problem {
  const { code, details } = error
  switch (code) {
    case 'invalid_request': {
      const fields = Object.entries(details)
      return new Problem('invalid_request', {
        errors: fields.map(([field, fault]) => ({ field, code: fault === 'empty' ? 'empty' : 'invalid' })),
      })
    }
    case 'invalid_group_id':
      return new Problem('invalid_request', { errors: [{ field: 'groupId', code }] })
    case 'too_many_attempts':
      return new Problem('rate_limited', { headers: { 'Retry-After': String(details['retryAfterS']) } })
    case 'telegram_unavailable':
      return new Problem(code, { headers: { 'Retry-After': RETRY_TELEGRAM_AFTER_S } })
    case 'storage_unavailable':
      return new Problem(code, { headers: { 'Retry-After': RETRY_STORAGE_AFTER_S }, cause: error.cause })
    case 'storage_full':
      return new Problem(code, { cause: error.cause })
    case 'forbidden':
      return new Problem(code, { cause: error })
    case 'storage_quota_exceeded':
    case 'not_found':
    case 'ticket_closed':
    case 'ticket_open':
    case 'already_taken':
    case 'bot_not_in_group':
    case 'group_not_ready':
    case 'group_linked_elsewhere':
      return new Problem(code)
    // Only the page asks for this warning, and says it in its own words.
    case 'bot_muted':
      return new Problem('bot_not_in_group')
    // Codes are for groups on Telegram; no request brings one.
    case 'link_code_unknown':
    case 'link_code_spent':
    case 'link_code_expired':
      return new Problem('not_found')
  }
}

/** Whether the client disconnected before the end of the body. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'ECONNRESET' && error.message === 'aborted'
  )
}

function unreadable(cause: unknown): Problem {
  return new Problem('invalid_request', { errors: [{ field: 'body', code: 'invalid' }], cause })
}

/** Hono's own errors: the body is not valid JSON, or its type is not accepted. */
function fromHttp(error: HTTPException): Problem {
  if (error.status === 400) return unreadable(error)
  if (error.status === 415) return new Problem('unsupported_media_type')
  return new Problem('internal_error', { cause: error })
}
