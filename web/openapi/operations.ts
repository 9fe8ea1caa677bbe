import { z } from '@hono/zod-openapi'
import { problemSchema } from '../problems/document.ts'

/** The ways to say who asks, as the API's description names them. */
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
    description: 'The session of the pages, opened by `/sso`. It reads and changes nothing.',
  },
} as const

/** The name of a route that only reads: it takes the session of the pages too. */
export function reads(operationId: string, tag: string, summary: string) {
  return { operationId, tags: [tag], summary, security: [{ bearer: [] }, { session: [] }] }
}

/** The name of a route that changes something. */
export function changes(operationId: string, tag: string, summary: string) {
  return { operationId, tags: [tag], summary, security: [{ bearer: [] }] }
}

const REFUSALS = {
  400: 'Something in the request is wrong; `errors` names the fields',
  401: 'No token, or one that is not accepted',
  403: 'Only an admin of the organization may do this',
  404: 'The organization has nothing at this address',
  405: 'The address does not take this method',
  409: 'It can’t be done as things are; `code` says why',
  410: 'The file can’t be had any more',
  413: 'The request, or one of its files, is too large',
  415: 'The request, or one of its files, is of a type that is not taken',
  416: 'The file has no such range',
  422: 'The Idempotency-Key came with another request',
  429: 'Too many requests',
  500: 'A fault of ours',
  503: 'Something that is needed can’t be reached now',
} as const
const ALWAYS = [401, 429, 500, 503] as const

type Status = keyof typeof REFUSALS
type Refusals<Statuses extends Status> = { readonly [Each in Statuses]: ReturnType<typeof refusal> }

/** How a route refuses: as every one can, and with the statuses of its own. */
export function refusals<const Own extends Status = never>(
  ...own: Own[]
): Refusals<Own | (typeof ALWAYS)[number]> {
  return asResponses([...ALWAYS, ...own]) as Refusals<Own | (typeof ALWAYS)[number]>
}

/** How a route answers that reads JSON, when the caller has it already. */
export const UNCHANGED = {
  304: { description: 'What the caller has: `If-None-Match` names its `ETag`' },
} as const

/** How a route refuses that anybody may ask. */
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
