import { Hono } from 'hono'
import type { WebEnv } from '../../context/web-env.ts'
import { type PagesDeps, signedInView } from '../view/signed-in.ts'
import { readNotice } from '../view/notices.ts'
import { ListPage } from './list-page.tsx'
import { parseListQuery } from './query.ts'

/** `GET /tickets`. */
export function createListRoutes(deps: PagesDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/tickets', async (c) => {
    const view = signedInView(c, deps)
    const query = parseListQuery(new URL(c.req.url).searchParams)
    const { q, ...filter } = query
    const page = await deps.desk.tickets.list(c.var.actor, { ...filter, ...(q !== '' && { q }) })
    return c.html(<ListPage view={view} query={query} page={page} notice={readNotice(c, view)} />)
  })
  return app
}
