import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { WebEnv } from '../context.ts'
import type { Metric, Sample } from './exposition.ts'

export interface RequestMetrics {
  /** Measures each request until its answer begins. */
  readonly measure: MiddlewareHandler<WebEnv>
  read(): Metric
}

/** Upper bounds in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Series {
  readonly labels: Readonly<Record<'method' | 'route' | 'status', string>>
  /** How many ended in each bucket, and last of all above them. */
  readonly ended: number[]
  sum: number
}

/** Counts requests and their durations under their routes' patterns: addresses name tickets and files. */
export function createRequestMetrics(): RequestMetrics {
  const all = new Map<string, Series>()
  return {
    async measure(c, next) {
      const start = performance.now()
      await next()
      const seconds = (performance.now() - start) / 1000
      const labels = { method: c.req.method, route: routePath(c, -1), status: String(c.res.status) }
      const key = Object.values(labels).join(' ')
      const series = all.get(key) ?? { labels, ended: [...BUCKETS, Infinity].map(() => 0), sum: 0 }
      all.set(key, series)
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound)
      const place = bucket < 0 ? BUCKETS.length : bucket
      series.ended[place] = (series.ended[place] ?? 0) + 1
      series.sum += seconds
    },
    read: () => ({
      name: 'http_request_duration_seconds',
      help: 'Requests and the time until their answers began, by method, pattern of the address, and status',
      type: 'histogram',
      samples: [...all.values()].flatMap(samplesOf),
    }),
  }
}

/** Prometheus' buckets hold those of the smaller ones too. */
function samplesOf({ labels, ended, sum }: Series): Sample[] {
  let count = 0
  const buckets = ended.map((more, index): Sample => {
    count += more
    return { suffix: '_bucket', labels: { ...labels, le: String(BUCKETS[index] ?? '+Inf') }, value: count }
  })
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: count }]
}
