import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { WebEnv } from './context/web-env.ts'
import { Problem } from './problems/problem.ts'

export interface Webhook {
  readonly path: string
  readonly secret: string
  /** Stores an update durably. If this fails, Telegram sends the update again. */
  readonly accept: (update: unknown) => Promise<void>
}

const MAX_UPDATE_BYTES = 1024 * 1024
const updateSchema = z.looseObject({ update_id: z.number().int() })

/** Receives Telegram's updates; responds with 200 only once an update is stored. */
export function createWebhook({ path, secret, accept }: Webhook): Hono<WebEnv> {
  const expected = digest(secret)
  const app = new Hono<WebEnv>()
  app.use(path, async (c, next) => {
    const given = digest(c.req.header('X-Telegram-Bot-Api-Secret-Token') ?? '')
    if (!timingSafeEqual(given, expected)) throw new Problem('unauthenticated')
    await next()
  })
  app.post(path, bodyLimit({ maxSize: MAX_UPDATE_BYTES, onError: refuseSize }), async (c) => {
    const update = updateSchema.safeParse(await c.req.json<unknown>().catch(() => null))
    if (!update.success) throw new Problem('invalid_request')
    await accept(update.data)
    return c.body(null, 200)
  })
  return app
}

function refuseSize(): never {
  throw new Problem('payload_too_large')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
