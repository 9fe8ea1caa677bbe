import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import { trimTrailingSlash } from 'hono/trailing-slash'
import { z } from 'zod'
import type { Telegram } from '../telegram.ts'
import { changedMessage, createActions, newMessage, pressedButton, sentFiles } from './actions.ts'
import { createAssets } from './assets.ts'
import type { Cast } from './cast.ts'
import type { Feed } from './feed.ts'
import type { Panel } from './panel.ts'

const HEARTBEAT_MS = 15_000
const MAX_BODY = 64 * 1024 * 1024
const SHOWN_IN_PLACE = /^image\/(jpeg|png|webp|gif)$/
const activation = z.object({ groupId: z.string().max(200) })
const locale = z.enum(['fa', 'en']).catch('fa')

/** The demo's page and what it asks for, to be mounted at /sandbox. */
export function createPage(deps: { tg: Telegram; cast: Cast; feed: Feed; panel: Panel }): Hono {
  const { tg, feed, panel } = deps
  const asset = createAssets()
  const actions = createActions(tg, deps.cast)
  const page = new Hono()

  page.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    const malformed = error instanceof z.ZodError || error instanceof SyntaxError
    return c.json({ error: error.message }, malformed ? 400 : 409)
  })
  page.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
    csrf(),
    trimTrailingSlash(),
    bodyLimit({ maxSize: MAX_BODY }),
  )

  page.get('/', (c) => asset('index.html') ?? c.notFound())
  page.get('/assets/:name', (c) => asset(c.req.param('name')) ?? c.notFound())
  page.get('/files/:id', (c) => {
    const file = tg.file(c.req.param('id'))
    if (!file) return c.notFound()
    const inPlace = SHOWN_IN_PLACE.test(file.mime ?? '')
    const name = encodeURIComponent(file.name ?? 'file')
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': inPlace && file.mime !== undefined ? file.mime : 'application/octet-stream',
      'content-disposition': `${inPlace ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    })
  })

  page.get('/state', (c) => c.body(feed.now(), 200, { 'content-type': 'application/json' }))
  page.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      let seen: string | undefined
      while (!feed.closed && !stream.aborted) {
        const next = await feed.after(seen, { timeoutMs: HEARTBEAT_MS })
        if (next === undefined) await stream.write(': still here\n\n')
        else await stream.writeSSE({ data: next })
        seen = next ?? seen
      }
    }),
  )

  page.post('/messages', async (c) => {
    actions.send(newMessage.parse(await c.req.json()))
    return c.body(null, 204)
  })
  page.put('/messages', async (c) => {
    actions.edit(changedMessage.parse(await c.req.json()))
    return c.body(null, 204)
  })
  page.post('/presses', async (c) => c.json(await actions.press(pressedButton.parse(await c.req.json()))))
  page.post('/files', async (c) => {
    const form = await c.req.formData()
    const files = form.getAll('files').filter((value) => value instanceof File)
    const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
    await actions.sendFiles(sentFiles.parse(fields), files)
    return c.body(null, 204)
  })

  page.get('/panel/groups', async (c) => c.json(await panel.listGroups(languageOf(c))))
  page.post('/panel/groups', async (c) => {
    const { groupId } = activation.parse(await c.req.json())
    return c.json(await panel.activateGroup(languageOf(c), groupId))
  })
  return page
}

function languageOf(c: Context): 'fa' | 'en' {
  return locale.parse(c.req.query('lang'))
}
