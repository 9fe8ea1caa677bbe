import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type { Count, Counts } from '../../core/counts.ts'
import { WRONG_METHOD } from '../api/operations.ts'
import type { WebEnv } from '../context.ts'
import type { Ready } from '../health.ts'
import { CONTENT_TYPE, gaugesBy, type Metric, renderMetrics } from './exposition.ts'
import { readProcess } from './process.ts'
import { createRequestMetrics } from './requests.ts'

export interface MetricDeps {
  readonly count: Count
  readonly ready: Ready
  /** Told when something could not be counted; the answer goes without it. */
  readonly onError: (c: Context<WebEnv>, error: unknown) => void
}

export interface Metrics {
  /** Goes before all routes. */
  readonly measure: MiddlewareHandler<WebEnv>
  readonly app: OpenAPIHono<WebEnv>
}

const EXAMPLE = `# HELP support_outbox_deliveries Deliveries that are waiting, parked (their chat is out of reach) or refused for good
# TYPE support_outbox_deliveries gauge
support_outbox_deliveries{state="waiting"} 0
support_outbox_deliveries{state="parked"} 2
support_outbox_deliveries{state="failed"} 0
`

const readMetrics = createRoute({
  operationId: 'readMetrics',
  tags: ['Operation'],
  summary: 'What to watch',
  description:
    'Metrics in Prometheus’ text format: requests, what waits or is stuck on its way in and out, open tickets, and ' +
    'the process itself. They name no person, ticket or organization. Without authentication, so keep it inside. ' +
    'While the database does not answer, what is counted in it is missing and `support_ready` says so.',
  security: [],
  method: 'get',
  path: '/metrics',
  responses: {
    200: {
      description: 'The metrics as they are now',
      content: { 'text/plain': { schema: z.string().meta({ example: EXAMPLE }) } },
    },
    ...WRONG_METHOD,
  },
})

/** `/metrics`: what an operator watches. Requests are measured as they come, all else is asked for when it is read. */
export function createMetrics({ count, ready, onError }: MetricDeps): Metrics {
  const requests = createRequestMetrics()
  const app = new OpenAPIHono<WebEnv>()

  app.openapi(readMetrics, async (c) => {
    const counted = await count().catch((error: unknown) => onError(c, error))
    const metrics = [
      readinessOf(await ready()),
      ...(counted ? metricsOf(counted) : []),
      requests.read(),
      ...readProcess(),
    ]
    return c.text(renderMetrics(metrics), 200, {
      'Content-Type': CONTENT_TYPE,
      'Cache-Control': 'no-store',
    })
  })
  return { measure: requests.measure, app }
}

function readinessOf(checks: Awaited<ReturnType<Ready>>): Metric {
  const values = Object.entries(checks).map(([part, check]) => [part, Number(check === 'ok')] as const)
  const help = 'Whether a part it stands on answers; for telegram, whether the bot receives'
  return gaugesBy('part', 'support_ready', help, Object.fromEntries(values))
}

function metricsOf(counts: Counts): Metric[] {
  const { inbox, outbox, openTickets, filesToFetch, ticketsToIndex, latestDeliveryMs } = counts
  return [
    gaugesBy(
      'state',
      'support_inbox_updates',
      'Updates of Telegram that are waiting, or set aside after failing',
      inbox,
    ),
    gaugesBy(
      'state',
      'support_outbox_deliveries',
      'Deliveries that are waiting, parked (their chat is out of reach) or refused for good',
      outbox,
    ),
    {
      name: 'support_outbox_late_seconds',
      help: 'How long the delivery that is late longest has been due',
      type: 'gauge',
      samples: [{ value: latestDeliveryMs / 1000 }],
    },
    gaugesBy('status', 'support_open_tickets', 'Open tickets by status', openTickets),
    gaugesBy(
      'work',
      'support_backlog',
      'Files to fetch from Telegram, and changed tickets to index for the search (up to 1000)',
      { files: filesToFetch, search: ticketsToIndex },
    ),
  ]
}
