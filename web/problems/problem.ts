/** Each `code` of a problem document, and its HTTP status. */
export const PROBLEMS = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  bot_not_in_group: 409,
  group_not_ready: 409,
  group_linked_elsewhere: 409,
  ticket_closed: 409,
  ticket_open: 409,
  already_taken: 409,
  file_gone: 410,
  payload_too_large: 413,
  file_too_large: 413,
  unsupported_media_type: 415,
  unsupported_file: 415,
  range_not_satisfiable: 416,
  idempotency_key_reused: 422,
  rate_limited: 429,
  internal_error: 500,
  busy: 503,
  telegram_unavailable: 503,
  storage_quota_exceeded: 409,
  storage_unavailable: 503,
  storage_full: 507,
  file_not_ready: 503,
  sign_in_unavailable: 503,
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** What is wrong with one field of a request. */
export type FieldError = { readonly field: string } & (
  | { readonly code: 'required' | 'empty' | 'invalid' | 'invalid_group_id' }
  | { readonly code: 'too_long'; readonly max: number }
  | { readonly code: 'too_many_files'; readonly max: number }
  /** `position` counts the files of the request from 1. */
  | {
      readonly code: 'file_too_large' | 'unsupported_file' | 'empty_file'
      readonly name: string
      readonly position: number
    }
  | { readonly code: 'not_allowed'; readonly allowed: readonly string[] }
)

interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly FieldError[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown to end a request with a problem as its response. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly FieldError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, { errors, headers = {}, ...options }: ProblemOptions = {}) {
    super(code, options)
    this.name = 'Problem'
    this.code = code
    this.errors = errors
    this.headers = headers
  }

  get status(): (typeof PROBLEMS)[ProblemCode] {
    return PROBLEMS[this.code]
  }
}
