import { z } from '@hono/zod-openapi'
import { problemSchema } from '../problems/document.ts'

/** The ways to authenticate, by the names that the API's description uses. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token that the panel has signed for its user.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-support_session',
    description: 'The session of the pages, opened by `/sso`. It can read, but change nothing.',
  },
} as const

/** What describes a route that only reads. It accepts a token, or the session of the pages. */
export function reads(operationId: string, tag: string, summary: string) {
  return { operationId, tags: [tag], summary, security: [{ bearer: [] }, { session: [] }] }
}

/** What describes a route that changes something. It accepts a token only. */
export function changes(operationId: string, tag: string, summary: string) {
  return { operationId, tags: [tag], summary, security: [{ bearer: [] }] }
}

/** The headers of every POST. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional()
    .meta({
      description:
        'A key that the caller makes up. For a day, the same request with the same key gets the first response again.',
      example: '0f0c7a7e-5b0e-4f0b-9a51-6c9d3f2b1a77',
    }),
})

const REFUSALS = {
  400: 'Something in the request is wrong; `errors` names the fields',
  401: 'There is no token, or it is not accepted',
  403: 'Only an admin of the organization may do this',
  404: 'The organization has nothing at this address',
  405: 'This address does not support the method',
  409: 'It can’t be done in the current state; `code` says why',
  410: 'The file is no longer available',
  413: 'The request, or one of its files, is too large',
  415: 'The request, or one of its files, is of a type that is not accepted',
  416: 'The file has no such range',
  422: 'The Idempotency-Key was used for another request',
  429: 'Too many requests',
  500: 'An error of the server',
  503: 'Something that the request needs is out of reach at the moment',
  507: 'The disk has no room for files; the same without them is taken',
} as const
const ALWAYS = [401, 429, 500, 503] as const

type Status = keyof typeof REFUSALS
type Refusals<Statuses extends Status> = { readonly [Each in Statuses]: ReturnType<typeof refusal> }

/** The error responses of a route: those that every route has, and the given ones. */
export function refusals<const Own extends Status = never>(
  ...own: Own[]
): Refusals<Own | (typeof ALWAYS)[number]> {
  return asResponses([...ALWAYS, ...own]) as Refusals<Own | (typeof ALWAYS)[number]>
}

/** The further response of every route that reads JSON. */
export const UNCHANGED = {
  304: { description: 'Nothing has changed: `If-None-Match` names the current `ETag`' },
} as const

/** The one error response of a route that needs no authentication. */
export const WRONG_METHOD = { 405: refusal(405) }

function asResponses(statuses: readonly Status[]) {
  return Object.fromEntries(statuses.map((status) => [status, refusal(status)]))
}

function refusal(status: Status) {
  const headers = z.object({
    ...(status === 401 && { 'WWW-Authenticate': z.string().meta({ example: 'Bearer realm="support"' }) }),
    ...((status === 429 || status === 503) && {
      'Retry-After': z.string().meta({ description: 'Seconds to wait', example: '15' }),
    }),
  })
  return {
    description: REFUSALS[status],
    headers,
    content: { 'application/problem+json': { schema: problemSchema } },
  }
}
