import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Desk } from '../../core/desk.ts'
import { DeskError } from '../../core/foundation/errors.ts'
import type { WebEnv } from '../context/web-env.ts'
import { json } from '../openapi/documents.ts'
import { changes, idempotencyHeaders, refusals } from '../openapi/operations.ts'
import { keyedByHeader, type Once } from '../middleware/once.ts'
import { presentTicketDetails, ticketDetailsSchema } from './present-ticket.ts'
import { refParams, ticketNumber } from './ticket-ref.ts'

const closeTicket = createRoute({
  ...changes('closeTicket', 'Tickets', 'Close a ticket'),
  description: 'Refused with `ticket_closed` if it is closed already.',
  method: 'post',
  path: '/tickets/{ref}/close',
  request: { headers: idempotencyHeaders, params: refParams },
  responses: { 200: json(ticketDetailsSchema, 'The ticket, closed now'), ...refusals(400, 404, 409, 422) },
})

const reopenTicket = createRoute({
  ...changes('reopenTicket', 'Tickets', 'Reopen a ticket'),
  description: 'Refused with `ticket_open` if it is open already.',
  method: 'post',
  path: '/tickets/{ref}/reopen',
  request: { headers: idempotencyHeaders, params: refParams },
  responses: { 200: json(ticketDetailsSchema, 'The ticket, open again'), ...refusals(400, 404, 409, 422) },
})

/** `POST /tickets/{ref}/close` and `/reopen`. */
export function mountTicketStatus(api: OpenAPIHono<WebEnv>, desk: Desk, once: Once): void {
  api.openapi(closeTicket, async (c) => {
    const number = ticketNumber(c.req.valid('param'))
    return once(c, keyedByHeader(c, null), async ({ resumed }) => {
      await desk.closeTicket(c.var.actor, number).catch(unlessDone(resumed, 'ticket_closed'))
      return c.json(presentTicketDetails(await desk.tickets.details(c.var.actor, number)), 200)
    })
  })

  api.openapi(reopenTicket, async (c) => {
    const number = ticketNumber(c.req.valid('param'))
    return once(c, keyedByHeader(c, null), async ({ resumed }) => {
      await desk.reopenTicket(c.var.actor, number).catch(unlessDone(resumed, 'ticket_open'))
      return c.json(presentTicketDetails(await desk.tickets.details(c.var.actor, number)), 200)
    })
  })
}

/** An attempt that was cut off may have made the change: then the repeat, which finds it made, has succeeded. */
function unlessDone(resumed: boolean, code: 'ticket_closed' | 'ticket_open'): (error: unknown) => void {
  return (error) => {
    if (!(resumed && error instanceof DeskError && error.code === code)) throw error
  }
}
