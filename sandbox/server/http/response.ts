import type { ApiError } from '../rules/errors.ts'

/** What goes back over HTTP; `cut` means the connection breaks instead. */
export interface Answer {
  status: number
  body: string
  html?: boolean
  cut?: boolean
  retryAfter?: number
}

export const CUT: Answer = { status: 0, body: '', cut: true }

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n'

/** The answer with a result. */
export function success(result: unknown): Answer {
  return { status: 200, body: JSON.stringify({ ok: true, result }) }
}

/** The answer that tells a bot why not. */
export function failure({ code, message, parameters }: ApiError): Answer {
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

/** What a proxy in front of Telegram says: no JSON. */
export function badGateway(): Answer {
  return { status: 502, body: BAD_GATEWAY, html: true }
}
