import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import type { RequestStore } from '../../core/doorways/requests.ts'
import { DeskError } from '../../core/foundation/errors.ts'
import type { WebEnv } from './context.ts'
import type { AnswerProblem } from '../problems/document.ts'
import { Problem } from '../problems/problem.ts'
import { toProblem } from '../problems/to-problem.ts'

/** The header of every POST. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional()
    .meta({
      description: 'A key of the caller’s: the same request again under it gets the first answer, for a day',
      example: '0f0c7a7e-5b0e-4f0b-9a51-6c9d3f2b1a77',
    }),
})

export interface Attempt {
  /** What makes the use case harmless to repeat; null where the caller sent no key. */
  readonly requestKey: string | null
  /** The first attempt was cut off before its answer was stored. */
  readonly resumed: boolean
}

/**
 * Runs a request once for each `Idempotency-Key` of a user and path, and gives a repeat the first answer, refusals
 * among them. `content` is what makes two requests the same. Failures of ours are not kept: a repeat tries again.
 */
export type Once = <Answer extends Response>(
  c: Context<WebEnv>,
  content: unknown,
  run: (attempt: Attempt) => Promise<Answer>,
) => Promise<Answer>

/** Answers a request that comes again under its `Idempotency-Key` with the first answer. */
export function createOnce(requests: RequestStore, answerProblem: AnswerProblem): Once {
  /** The last request with each key that is in hand: the next one with it waits. */
  const inHand = new Map<string, Promise<unknown>>()

  return async (c, content, run) => {
    const key = c.req.header('Idempotency-Key')
    if (key === undefined) return run({ requestKey: null, resumed: false })
    const { organizationId, userId } = c.var.actor
    const requestKey = digest([organizationId, userId, c.req.path, key])

    const before = inHand.get(requestKey)
    const answer = (async () => {
      await before?.catch(() => undefined)
      return answerOnce()
    })()
    inHand.set(requestKey, answer)
    try {
      // A stored answer is what `run` once gave.
      return (await answer) as Awaited<ReturnType<typeof run>>
    } finally {
      if (inHand.get(requestKey) === answer) inHand.delete(requestKey)
    }

    async function answerOnce(): Promise<Response> {
      const begun = await requests.begin(requestKey, digest(content), { organizationId, userId })
      if (begun.kind === 'mismatch') throw new Problem('idempotency_key_reused')
      if (begun.kind === 'repeat' && begun.status !== null) return restore(begun.status, begun.body)
      const fresh = await run({ requestKey, resumed: begun.kind === 'repeat' }).catch((error: unknown) => {
        const problem = toProblem(error)
        if (error instanceof DeskError && problem.status < 500) return answerProblem(c, problem)
        throw error
      })
      await requests.finish(requestKey, fresh.status, await store(fresh.clone()))
      return fresh
    }
  }
}

const storedSchema = z.object({ headers: z.record(z.string(), z.string()), text: z.string() })
const KEPT_HEADERS = new Set(['content-type', 'location'])

async function store(answer: Response): Promise<z.output<typeof storedSchema>> {
  const headers = [...answer.headers].filter(([name]) => KEPT_HEADERS.has(name))
  return { headers: Object.fromEntries(headers), text: await answer.text() }
}

function restore(status: number, body: unknown): Response {
  const { headers, text } = storedSchema.parse(body)
  return new Response(text, { status, headers })
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
