import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { StatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { RequestStore } from '../../core/doorways/requests.ts'
import { DeskError } from '../../core/foundation/errors.ts'
import type { WebEnv } from '../context/web-env.ts'
import type { RespondWithProblem } from '../problems/document.ts'
import { Problem } from '../problems/problem.ts'
import { toProblem } from '../problems/to-problem.ts'

/** What tells a repeat from another request. */
export interface Keyed {
  /** The caller's own key; without one, every request runs. */
  readonly key: string | undefined
  /** What the request says; anything that JSON can hold. */
  readonly content: unknown
  /** What the same key with other content is: a mistake of the caller's, or another request. */
  readonly otherContent: 'mistake' | 'another_request'
}

export interface Attempt {
  /** Makes the use case harmless to repeat; null where the caller sent no key. */
  readonly requestKey: string | null
  /** An earlier attempt was cut off before its response was stored; what it did may be done already. */
  readonly resumed: boolean
}

/**
 * Runs a request once for each key of a user and path. A repeat gets the first response, also if that was a refusal;
 * one that comes while the first is running waits for it. A failure of the server is not kept: a repeat tries again.
 * Throws Problem `idempotency_key_reused` where other content is a mistake.
 */
export type Once = <Result extends Response>(
  c: Context<WebEnv>,
  request: Keyed,
  run: (attempt: Attempt) => Promise<Result>,
) => Promise<Result>

/** A program's request, with its key in the header `Idempotency-Key`. */
export function keyedByHeader(c: Context<WebEnv>, content: unknown): Keyed {
  return { key: c.req.header('Idempotency-Key'), content, otherContent: 'mistake' }
}

/** A person's form, with its key in a field. Somebody who goes back and writes something else wants that, too. */
export function keyedByField(key: string | undefined, content: unknown): Keyed {
  return { key: key === '' ? undefined : key, content, otherContent: 'another_request' }
}

/** Stores the first response to each key, refusals as `respondWithProblem` writes them. */
export function createOnce(requests: RequestStore, respondWithProblem: RespondWithProblem): Once {
  /** The last request with each key that is running; the next one with that key waits for it. */
  const running = new Map<string, Promise<unknown>>()

  return async (c, request, run) => {
    const requestKey = requestKeyOf(c, request)
    if (requestKey === null) return run({ requestKey, resumed: false })

    const before = running.get(requestKey)
    const response = (async () => {
      await before?.catch(() => undefined)
      return await respondOnce(c, requestKey, request.content, run)
    })()
    running.set(requestKey, response)
    try {
      // A stored response is what `run` returned once.
      return (await response) as Awaited<ReturnType<typeof run>>
    } finally {
      if (running.get(requestKey) === response) running.delete(requestKey)
    }
  }

  async function respondOnce(
    c: Context<WebEnv>,
    requestKey: string,
    content: unknown,
    run: (attempt: Attempt) => Promise<Response>,
  ): Promise<Response> {
    const { organizationId, userId } = c.var.actor
    const begun = await requests.begin(requestKey, digest(content), { organizationId, userId })
    if (begun.kind === 'mismatch') throw new Problem('idempotency_key_reused')
    if (begun.kind === 'repeat' && begun.status !== null) return restore(c, begun.status, begun.body)
    const first = await run({ requestKey, resumed: begun.kind === 'repeat' }).catch((error: unknown) => {
      const problem = toProblem(error)
      if (error instanceof DeskError && problem.status < 500) return respondWithProblem(c, problem)
      throw error
    })
    await requests.finish(requestKey, first.status, await store(first.clone()))
    return first
  }
}

/** The key of a request among all users' requests. With its content in the key, other content has another key. */
function requestKeyOf(c: Context<WebEnv>, { key, content, otherContent }: Keyed): string | null {
  if (key === undefined) return null
  const { organizationId, userId } = c.var.actor
  const parts = [organizationId, userId, c.req.path, key]
  return digest(otherContent === 'mistake' ? parts : [...parts, content])
}

const storedSchema = z.object({ headers: z.record(z.string(), z.string()), text: z.string() })
const KEPT_HEADERS = new Set(['content-type', 'location'])

async function store(response: Response): Promise<z.output<typeof storedSchema>> {
  const headers = [...response.headers].filter(([name]) => KEPT_HEADERS.has(name))
  return { headers: Object.fromEntries(headers), text: await response.text() }
}

function restore(c: Context<WebEnv>, status: number, body: unknown): Response {
  const { headers, text } = storedSchema.parse(body)
  return c.newResponse(text, status as StatusCode, headers)
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
