import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { json } from '../openapi/documents.ts'
import { WRONG_METHOD } from '../openapi/operations.ts'
import type { WebEnv } from '../context/web-env.ts'

/** The state of each part that the product depends on: `ok`, `low` where it still does its work, or what is wrong with it. */
export type Ready = () => Promise<Readonly<Record<string, string>>>

const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
const readinessSchema = z
  .object({ status: z.enum(['ok', 'degraded', 'unavailable']), checks: z.record(z.string(), z.string()) })
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
    'uploads are refused and all else works.',
  security: [],
  method: 'get',
  path: '/readyz',
  responses: {
    200: json(readinessSchema, 'It is, or all but uploads works'),
    503: json(readinessSchema, 'It is not; `checks` says which part is not `ok`, and why'),
    ...WRONG_METHOD,
  },
})

/** `/healthz`: the process is up. `/readyz`: everything that it depends on works too. */
export function createHealth(ready: Ready): OpenAPIHono<WebEnv> {
  const app = new OpenAPIHono<WebEnv>()
  app.openapi(health, (c) => c.json({ status: 'ok' as const }, 200))
  app.openapi(readiness, async (c) => {
    const checks = await ready()
    const states = Object.values(checks)
    if (states.some((check) => check !== 'ok' && check !== 'low'))
      return c.json({ status: 'unavailable' as const, checks }, 503)
    const status = states.includes('low') ? ('degraded' as const) : ('ok' as const)
    return c.json({ status, checks }, 200)
  })
  return app
}
