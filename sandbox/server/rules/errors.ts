import type { ResponseParameters } from '@grammyjs/types'

/** An error response. A `violation` is one that a correct bot never gets. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: ResponseParameters | undefined
  readonly violation: boolean
  constructor(
    code: number,
    description: string,
    options: { parameters?: ResponseParameters; violation?: boolean } = {},
  ) {
    super(description)
    this.code = code
    this.parameters = options.parameters
    this.violation = options.violation ?? false
  }
}

/** 400: not possible in the present state of the chat. */
export function badRequest(reason: string, parameters?: ResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`, parameters ? { parameters } : {})
}

/** 400: the call breaks a rule of the Bot API in any state. */
export function violation(reason: string): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`, { violation: true })
}

/** 403: a person or a group has shut the bot out. */
export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`)
}

/** 429: too many calls, with the seconds to wait. */
export function tooManyRequests(seconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${seconds}`, {
    parameters: { retry_after: seconds },
  })
}
