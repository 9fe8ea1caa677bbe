import { type Context, Hono } from 'hono'
import { DeskError } from '../../../core/foundation/errors.ts'
import { descriptionSchema, formatReference, parseReference } from '../../../core/tickets/ticket.ts'
import { keyedByField } from '../../middleware/once.ts'
import { withoutBase } from '../../context/base-path.ts'
import type { WebEnv } from '../../context/web-env.ts'
import { fieldErrors } from '../../problems/field-errors.ts'
import { ConfirmPage } from '../parts/confirm-page.tsx'
import { type PagesDeps, signedInView } from '../view/signed-in.ts'
import { type Done, readNotice, withNotice } from '../view/notices.ts'
import { KEY_FIELD } from '../forms/hidden.tsx'
import { withForm } from '../forms/read-form.ts'
import type { Attempt } from './message-form.tsx'
import type { View } from '../view/view.ts'
import { readStretch } from './read-stretch.ts'
import { TicketPage } from './ticket-page.tsx'

/** Everything under `/tickets/KT-n`. */
export function createTicketRoutes(deps: PagesDeps): Hono<WebEnv> {
  const { desk, once } = deps
  const app = new Hono<WebEnv>()

  app.get('/tickets/:ref', async (c) => c.html(await show(c, numberOf(c))))

  app.post('/tickets/:ref/messages', async (c) => {
    const number = numberOf(c)
    // Checked first, so that a hundred megabytes of files are not stored for a ticket that does not exist.
    await desk.tickets.get(c.var.actor, number)
    const view = signedInView(c, deps)
    return await withForm(c, desk.files, view, async ({ fields, files, fingerprint, refused }) => {
      const key = fields[KEY_FIELD]
      const written = fields['text'] ?? ''
      const { text, fault } = readText(view, written, files.length > 0 || refused !== null)
      if (fault !== null || refused) {
        const faults = {
          ...(fault !== null && { text: [fault] }),
          ...(refused && { [refused.part]: refused.faults }),
        }
        return c.html(await show(c, number, { text: written, key, faults }), refused?.status ?? 400)
      }
      return await once(c, keyedByField(key, [text, fingerprint]), async ({ requestKey }) => {
        const { messageId } = await desk.receiveMessage(c.var.actor, number, {
          content: { text, entities: [], attachments: files },
          origin: { kind: 'panel', requestKey },
        })
        return c.redirect(`${withNotice(pathOf(number), 'sent')}#m-${messageId}`, 303)
      })
    })
  })

  app.get('/tickets/:ref/close', async (c) => {
    const { number, status } = await desk.tickets.get(c.var.actor, numberOf(c))
    if (status === 'closed') return c.redirect(withNotice(pathOf(number), 'was_closed'), 303)
    const view = signedInView(c, deps)
    return c.html(
      <ConfirmPage
        view={view}
        section={null}
        title={view.t('page-close-title')}
        question={view.t('ticket-close-ask', { ref: formatReference(number) })}
        action={`${pathOf(number)}/close`}
        back={pathOf(number)}
      />,
    )
  })

  app.post('/tickets/:ref/close', async (c) => {
    const number = numberOf(c)
    const done = await desk
      .closeTicket(c.var.actor, number)
      .then(() => 'closed' as const, unless('ticket_closed', 'was_closed'))
    return c.redirect(withNotice(backTo(c, number), done, number), 303)
  })

  app.post('/tickets/:ref/reopen', async (c) => {
    const number = numberOf(c)
    const done = await desk
      .reopenTicket(c.var.actor, number)
      .then(() => 'reopened' as const, unless('ticket_open', 'was_open'))
    return c.redirect(withNotice(backTo(c, number), done, number), 303)
  })
  return app

  async function show(c: Context<WebEnv>, number: number, attempt?: Attempt) {
    const view = signedInView(c, deps)
    const wanted = /^[1-9]\d{0,8}$/.exec(c.req.query('page') ?? '')
    const [details, stretch] = await Promise.all([
      desk.tickets.details(c.var.actor, number),
      readStretch(desk, c.var.actor, number, wanted ? Number(wanted[0]) : null),
    ])
    return (
      <TicketPage
        view={view}
        {...details}
        stretch={stretch}
        notice={readNotice(c, view)}
        {...(attempt && { attempt })}
      />
    )
  }
}

/** The rules for a message are those for a description; only with files it may be empty. */
function readText(
  { t }: View,
  written: string,
  hasFiles: boolean,
): { readonly text: string; readonly fault: string | null } {
  if (hasFiles && written.trim() === '') return { text: '', fault: null }
  const { data: text, error } = descriptionSchema.safeParse(written)
  if (!error) return { text, fault: null }
  const [fault] = fieldErrors(error, written)
  return fault?.code === 'too_long'
    ? { text: '', fault: t('page-field-too_long', { max: fault.max, used: written.trim().length }) }
    : { text: '', fault: t('page-field-message-empty') }
}

function numberOf(c: Context<WebEnv>): number {
  const number = parseReference(c.req.param('ref') ?? '')
  if (number === null) throw new DeskError('not_found')
  return number
}

function pathOf(number: number): string {
  return `/tickets/${formatReference(number)}`
}

/** Where to go after an action: back to the list, as it was, for who came from there; otherwise to the ticket. */
function backTo(c: Context<WebEnv>, number: number): string {
  const referrer = c.req.header('Referer') ?? ''
  if (!URL.canParse(referrer)) return pathOf(number)
  const { pathname, search } = new URL(referrer)
  const path = withoutBase(pathname, c.var.base)
  return path === '/tickets' ? path + search : pathOf(number)
}

/** Handles a refusal because somebody else has done it before: the page says so. */
function unless<const Word extends Done>(code: DeskError['code'], done: Word): (error: unknown) => Word {
  return (error) => {
    if (error instanceof DeskError && error.code === code) return done
    throw error
  }
}
