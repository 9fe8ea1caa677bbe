import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Count, Counts } from '../../core/doorways/counts.ts'
import { WRONG_METHOD } from '../openapi/operations.ts'
import type { WebEnv } from '../context/web-env.ts'
import type { Health } from './health.ts'
import { measure } from './measure.ts'

export interface MetricDeps extends Health {
  readonly count: Count
  readonly clock: () => Date
  /** Told when the counting failed; the metrics are sent without those numbers. */
  readonly onError: (c: Context<WebEnv>, error: unknown) => void
}

export interface Metrics {
  /** The middleware that measures requests; has to be registered before all routes. */
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
    'Metrics in Prometheus’ text format: requests, what is waiting or stuck on its way in and out, open tickets, and ' +
    'the process itself. They name no person, ticket or organization. There is no authentication: do not expose this ' +
    'address to the internet. While the database is out of reach, the numbers from it are missing, and ' +
    '`support_ready` shows it.',
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

/** `/metrics`, for the operator. Requests are measured as they come; everything else is counted at each reading. */
export function createMetrics({ count, ready, telegramAwaySince, clock, onError }: MetricDeps): Metrics {
  const lasting = new Registry()
  collectDefaultMetrics({ register: lasting })
  const app = new OpenAPIHono<WebEnv>()

  app.openapi(readMetrics, async (c) => {
    const current = new Registry()
    addReadiness(current, await ready())
    const since = telegramAwaySince()
    addAway(current, since ? clock().getTime() - since.getTime() : 0)
    try {
      addCounts(current, await count())
    } catch (error) {
      onError(c, error)
    }
    const text = await Registry.merge([lasting, current]).metrics()
    return c.text(text, 200, { 'Content-Type': current.contentType, 'Cache-Control': 'no-store' })
  })
  return { measure: measure(lasting), app }
}

function addReadiness(registry: Registry, checks: Awaited<ReturnType<Health['ready']>>): void {
  const values = Object.entries(checks).map(([part, check]) => [part, Number(check === 'ok')] as const)
  const help =
    'Whether a part that the product depends on works; for telegram, whether the bot receives updates'
  addGauge(registry, 'support_ready', help, 'part', Object.fromEntries(values))
}

function addAway(registry: Registry, ms: number): void {
  new Gauge({
    name: 'support_telegram_unreachable_seconds',
    help: 'For how long Telegram has been out of reach; 0 while it is within',
    registers: [registry],
  }).set(ms / 1000)
}

function addCounts(registry: Registry, counts: Counts): void {
  const add = (name: string, help: string, label: string, values: Readonly<Record<string, number>>) =>
    addGauge(registry, name, help, label, values)
  add(
    'support_inbox_updates',
    'Updates of Telegram that are waiting, or set aside after failing',
    'state',
    counts.inbox,
  )
  add(
    'support_outbox_deliveries',
    'Deliveries that are waiting, parked (their chat is out of reach) or refused for good',
    'state',
    counts.outbox,
  )
  add('support_open_tickets', 'Open tickets by status', 'status', counts.openTickets)
  add(
    'support_backlog',
    'Work behind the scenes: files to fetch from Telegram, changed tickets to index for the search (up to 1000)',
    'work',
    { files: counts.filesToFetch, search: counts.ticketsToIndex },
  )
  new Gauge({
    name: 'support_outbox_late_seconds',
    help: 'How long the most overdue delivery has been due',
    registers: [registry],
  }).set(counts.latestDeliveryMs / 1000)
}

function addGauge(
  registry: Registry,
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number>>,
): void {
  const gauge = new Gauge({ name, help, labelNames: [label], registers: [registry] })
  for (const [value, number] of Object.entries(values)) gauge.set({ [label]: value }, number)
}
