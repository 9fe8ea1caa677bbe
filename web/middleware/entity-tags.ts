import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../context/web-env.ts'
import { isFresh } from '../downloads/range.ts'

/** What a 304 has no use for. */
const OF_THE_BODY = ['Content-Type', 'Content-Length']

/** Gives JSON that is read a weak `ETag` of its content; whoever has that content gets a 304 in its place. */
export const entityTags = createMiddleware<WebEnv>(async (c, next) => {
  await next()
  const isJson = c.res.headers.get('Content-Type')?.startsWith('application/json') === true
  if (!isJson || c.res.status !== 200 || !['GET', 'HEAD'].includes(c.req.method)) return
  const body = await c.res.clone().arrayBuffer()
  const tag = `"${createHash('sha256').update(new Uint8Array(body)).digest('base64url').slice(0, 27)}"`
  c.header('ETag', `W/${tag}`)
  if (!isFresh(c.req.header('If-None-Match'), tag)) return
  const { headers } = c.res
  for (const name of OF_THE_BODY) headers.delete(name)
  c.res = new Response(null, { status: 304, headers })
})
