import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { json } from '../openapi/documents.ts'
import { WRONG_METHOD } from '../openapi/operations.ts'
import type { WebEnv } from '../context/web-env.ts'

/** The state of each part that the product depends on: `ok`, `low` where it still does its work, or what is wrong with it. */
export type Ready = () => Promise<Readonly<Record<string, string>>>

/** What health is told by. */
export interface Health {
  readonly ready: Ready
  /** Since when Telegram has been out of reach; null while it is within. */
  readonly telegramAwaySince: () => Date | null
}

const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
const readinessSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'unavailable']),
    checks: z.record(z.string(), z.string()),
    since: z
      .object({ telegram: z.iso.datetime() })
      .optional()
      .describe('Since when Telegram has been out of reach; absent while it is within'),
  })
  .meta({
    id: 'Readiness',
    example: { status: 'ok', checks: { database: 'ok', storage: 'ok', telegram: 'ok' } },
  })

const health = createRoute({
  operationId: 'readHealth',
  tags: ['Operation'],
  summary: 'Is it alive',
  description: 'The process is up and serves requests.',
  security: [],
  method: 'get',
  path: '/healthz',
  responses: { 200: json(healthSchema, 'It is'), ...WRONG_METHOD },
})

const readiness = createRoute({
  operationId: 'readReadiness',
  tags: ['Operation'],
  summary: 'Is it ready',
  description:
    'Everything that the product depends on works too, and takes what is written. `degraded`: `storage` is `low`, so ' +
    'uploads are refused and all else works; or `telegram` is `not reachable`, `since` says for how long, and what is ' +
    'meant for Telegram waits.',
  security: [],
  method: 'get',
  path: '/readyz',
  responses: {
    200: json(readinessSchema, 'It is, or all works but uploads or what goes to Telegram'),
    503: json(readinessSchema, 'It is not; `checks` says which part is not `ok`, and why'),
    ...WRONG_METHOD,
  },
})

/** `/healthz`: the process is up. `/readyz`: everything that it depends on works too. */
export function createHealth({ ready, telegramAwaySince }: Health): OpenAPIHono<WebEnv> {
  const app = new OpenAPIHono<WebEnv>()
  app.openapi(health, (c) => c.json({ status: 'ok' as const }, 200))
  app.openapi(readiness, async (c) => {
    const checks = await ready()
    const away = telegramAwaySince()
    const body = { checks, ...(away && { since: { telegram: away.toISOString() } }) }
    const works = ([part, state]: [string, string]) =>
      state === 'ok' || state === 'low' || (part === 'telegram' && away !== null)
    if (!Object.entries(checks).every(works)) return c.json({ status: 'unavailable' as const, ...body }, 503)
    const isWhole = Object.values(checks).every((state) => state === 'ok')
    return c.json({ status: isWhole ? ('ok' as const) : ('degraded' as const), ...body }, 200)
  })
  return app
}
