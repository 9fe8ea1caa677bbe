import type { ApiError } from '../rules/errors.ts'

/** What goes back over HTTP. With `cut` the connection breaks instead. */
export interface ApiResponse {
  status: number
  body: string
  html?: boolean
  cut?: boolean
  retryAfter?: number
}

export const CUT: ApiResponse = { status: 0, body: '', cut: true }

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n'

/** The response to a call that succeeded. */
export function success(result: unknown): ApiResponse {
  return { status: 200, body: JSON.stringify({ ok: true, result }) }
}

/** The response to a call that failed. */
export function failure({ code, message, parameters }: ApiError): ApiResponse {
  return {
    status: code,
    body: JSON.stringify({
      ok: false,
      error_code: code,
      description: message,
      ...(parameters && { parameters }),
    }),
    ...(parameters?.retry_after !== undefined && { retryAfter: parameters.retry_after }),
  }
}

/** The response of a proxy in front of Telegram, which is not JSON. */
export function badGateway(): ApiResponse {
  return { status: 502, body: BAD_GATEWAY, html: true }
}
