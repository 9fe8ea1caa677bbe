import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import { trimTrailingSlash } from 'hono/trailing-slash'
import { z } from 'zod'
import type { TelegramServer } from '../../server/telegram-server.ts'
import {
  changedMessage,
  createActions,
  newMessage,
  openedLink,
  place,
  pressedButton,
  sentFiles,
} from './actions.ts'
import { createAssets } from './assets.ts'
import type { Cast } from '../stage/cast.ts'
import type { Feed } from './feed.ts'
import { ownPageOnly } from './own-page.ts'
import type { Language } from '../stage/names.ts'
import type { Panel } from '../stage/panel.ts'
import { TROUBLES, type Troubles } from '../stage/troubles.ts'

const HEARTBEAT_MS = 15_000
const MAX_BODY = 64 * 1024 * 1024
const SHOWN_IN_PLACE = /^image\/(jpeg|png|webp|gif)$/
const HOUR_MS = 3_600_000
const moved = z.object({
  hours: z
    .int()
    .min(1)
    .max(24 * 31),
})
const switched = z.object({ on: z.boolean() })
const chosen = z.object({ language: z.enum(['fa', 'en']) })
const trouble = z.enum(TROUBLES)

export interface PageDeps {
  readonly tg: TelegramServer
  readonly cast: Cast
  readonly feed: Feed
  readonly panel: Panel
  readonly troubles: Troubles
  readonly language: () => Language
  /** Changes the language of the page and of everybody on it. */
  speak(language: Language): void
  /** Moves the clock. */
  forward(ms: number): void
}

/** The demo's page and its API, to be mounted at /sandbox. */
export function createPage(deps: PageDeps): Hono {
  const { tg, feed, panel, troubles } = deps
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
        frameSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
    ownPageOnly(),
    csrf(),
    trimTrailingSlash(),
    bodyLimit({ maxSize: MAX_BODY }),
  )

  page.get('/', async (c) => {
    const html = await asset('index.html')?.text()
    // Sent with its language, so that the page is not painted in another one first.
    return html === undefined ? c.notFound() : c.html(html.replace('lang="fa"', `lang="${deps.language()}"`))
  })
  page.get('/assets/:name{.+}', (c) => asset(c.req.param('name')) ?? c.notFound())
  page.get('/files/:id', async (c) => {
    const file = await tg.file(c.req.param('id'))
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

  page.post('/links', async (c) => {
    actions.openLink(openedLink.parse(await c.req.json()))
    return c.body(null, 204)
  })
  page.post('/typing', async (c) => {
    actions.type(place.parse(await c.req.json()))
    return c.body(null, 204)
  })

  page.post('/panel/tokens', async (c) => c.json(await panel.signIn(deps.language()), 201))
  page.post('/clock', async (c) => {
    deps.forward(moved.parse(await c.req.json()).hours * HOUR_MS)
    return c.body(null, 204)
  })
  page.put('/troubles/:name', async (c) => {
    troubles.set(trouble.parse(c.req.param('name')), switched.parse(await c.req.json()).on)
    return c.body(null, 204)
  })
  page.put('/language', async (c) => {
    deps.speak(chosen.parse(await c.req.json()).language)
    return c.body(null, 204)
  })
  return page
}
