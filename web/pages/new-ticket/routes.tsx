import { Hono } from 'hono'
import { draftSchema, formatReference } from '../../../core/tickets/ticket.ts'
import { keyedByField } from '../../middleware/once.ts'
import type { WebEnv } from '../../context/web-env.ts'
import { type PagesDeps, signedInView } from '../view/signed-in.ts'
import { faultsOf } from '../forms/faults.ts'
import { withNotice } from '../view/notices.ts'
import { KEY_FIELD } from '../forms/hidden.tsx'
import { withForm } from '../forms/read-form.ts'
import { EMPTY, NewTicketPage } from './form.tsx'

/** `GET /tickets/new` and `POST /tickets`. */
export function createNewTicketRoutes(deps: PagesDeps): Hono<WebEnv> {
  const { desk, once } = deps
  const app = new Hono<WebEnv>()

  app.get('/tickets/new', (c) => c.html(<NewTicketPage view={signedInView(c, deps)} entry={EMPTY} />))

  app.post('/tickets', async (c) => {
    const view = signedInView(c, deps)
    return await withForm(c, desk.files, view, async ({ fields, files, fingerprint, refused }) => {
      const key = fields[KEY_FIELD]
      const { title, description, category, priority } = fields
      const values = { title, description, category, priority }
      const { data: draft, error } = draftSchema.safeParse(values)
      if (!draft || refused) {
        const faults = {
          ...(error && faultsOf(view, error, values)),
          ...(refused && { [refused.part]: refused.faults }),
        }
        return c.html(<NewTicketPage view={view} entry={{ values, key, faults }} />, refused?.status ?? 400)
      }
      return await once(c, keyedByField(key, [draft, fingerprint]), async ({ requestKey }) => {
        const { ticket } = await desk.openTicket(c.var.actor, { draft, files, requestKey })
        const path = `/tickets/${formatReference(ticket.number)}`
        return c.redirect(withNotice(path, 'opened', ticket.number), 303)
      })
    })
  })
  return app
}
