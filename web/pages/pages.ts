import { Hono } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import type { PagesDeps } from './view/signed-in.ts'
import { createListRoutes } from './list/routes.tsx'
import { createNewTicketRoutes } from './new-ticket/routes.tsx'
import { createTelegramRoutes } from './telegram/routes.tsx'
import { createTicketRoutes } from './ticket/routes.tsx'

/** The pages of people who are signed in. `protectPages` has to be registered before them. */
export function createPages(deps: PagesDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  for (const path of ['/tickets/*', '/telegram/*']) {
    app.use(path, async (c, next) => {
      await next()
      c.header('Cache-Control', 'private, no-cache')
    })
  }
  app.get('/', (c) => c.redirect('/tickets', 302))
  app.route('/', createListRoutes(deps))
  app.route('/', createNewTicketRoutes(deps))
  app.route('/', createTicketRoutes(deps))
  app.route('/', createTelegramRoutes(deps))
  return app
}
