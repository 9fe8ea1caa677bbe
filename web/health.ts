import { Hono } from 'hono'
import type { WebEnv } from './context.ts'

/** Asks each part the product stands on; anything but `ok` says what is wrong with it. */
export type Ready = () => Promise<Readonly<Record<string, string>>>

/** `/healthz`: the process answers. `/readyz`: everything it stands on does too. */
export function createHealth(ready: Ready): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const checks = await ready()
    const isReady = Object.values(checks).every((check) => check === 'ok')
    return isReady ? c.json({ status: 'ok', checks }) : c.json({ status: 'unavailable', checks }, 503)
  })
  return app
}
