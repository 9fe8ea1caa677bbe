import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import { TICKET_SORTS } from '../../core/tickets/queries.ts'
import { SEARCH_MAX } from '../../core/tickets/search-words.ts'
import { CATEGORIES, draftSchema, formatReference, PRIORITIES, STATUSES } from '../../core/tickets/ticket.ts'
import type { WebEnv } from '../context/web-env.ts'
import { withContent } from '../uploads/read-content.ts'
import { contentBody } from '../uploads/describe-content.ts'
import { anyOf, describe, json, pageOf, paging } from '../openapi/documents.ts'
import { changes, idempotencyHeaders, reads, refusals, UNCHANGED } from '../openapi/operations.ts'
import { keyedByHeader, type Once } from '../middleware/once.ts'
import { presentTicket, presentTicketDetails, ticketDetailsSchema, ticketSchema } from './present-ticket.ts'
import { refParams, ticketNumber } from './ticket-ref.ts'

const searched = z
  .string()
  .refine((text) => text.length <= SEARCH_MAX, { error: 'too_long', params: { max: SEARCH_MAX } })
  .describe(
    'Words that must all occur in the ticket: in its title, description, messages or reference (`KT-12`, `12`). ' +
      'The last one may be the beginning of a word. It makes no difference whether a Persian or an Arabic keyboard ' +
      'wrote a letter or a digit, nor do diacritics, half-spaces and case. A blank text does not filter; one without ' +
      'a letter or a digit finds nothing.',
  )
  .default('')

const listTickets = createRoute({
  ...reads('listTickets', 'Tickets', 'List tickets'),
  description:
    'The tickets of the organization, opened in the panel or on Telegram; by default the last changed comes first. ' +
    '`sort=priority` puts the most urgent first, `-priority` the least urgent.',
  method: 'get',
  path: '/tickets',
  request: {
    query: z.object({
      status: anyOf(STATUSES),
      priority: anyOf(PRIORITIES),
      category: anyOf(CATEGORIES),
      q: searched,
      sort: z.enum(TICKET_SORTS).default('-updatedAt'),
      ...paging(10),
    }),
  },
  responses: { 200: json(pageOf(ticketSchema), 'A page of tickets'), ...UNCHANGED, ...refusals(400) },
})

const openTicket = createRoute({
  ...changes('openTicket', 'Tickets', 'Open a ticket'),
  description:
    'As JSON, or as a form with up to 10 files. The organization’s first active group is told of it.',
  method: 'post',
  path: '/tickets',
  request: { headers: idempotencyHeaders, body: contentBody(draftSchema, draftSchema) },
  responses: {
    201: {
      ...json(ticketDetailsSchema, 'The new ticket'),
      headers: z.object({
        Location: z
          .string()
          .meta({ description: 'The address of the new ticket', example: '/api/v1/tickets/KT-12' }),
      }),
    },
    ...refusals(400, 409, 413, 415, 422, 507),
  },
})

const readTicket = createRoute({
  ...reads('readTicket', 'Tickets', 'Read a ticket'),
  description: 'One ticket, with its files and its history.',
  method: 'get',
  path: '/tickets/{ref}',
  request: { params: refParams },
  responses: { 200: json(ticketDetailsSchema, 'The ticket'), ...UNCHANGED, ...refusals(404) },
})

/** `GET` and `POST /tickets`, `GET /tickets/{ref}`. */
export function mountTickets(api: OpenAPIHono<WebEnv>, desk: Desk, once: Once): void {
  const { tickets } = desk

  api.openapi(listTickets, async (c) => {
    const { status = [], priority = [], category = [], ...rest } = c.req.valid('query')
    const { items, ...page } = await tickets.list(c.var.actor, { status, priority, category, ...rest })
    const files = await tickets.filesOf(c.var.actor, items)
    return c.json(
      { items: items.map((item) => presentTicket(item, files.get(item.number) ?? [])), ...page },
      200,
    )
  })

  api.openapi(describe(api, openTicket), async (c) =>
    withContent(
      c,
      desk.files,
      () => draftSchema,
      async ({ input: draft, files, fingerprint }) =>
        once(c, keyedByHeader(c, fingerprint), async ({ requestKey }) => {
          const { ticket } = await desk.openTicket(c.var.actor, { draft, files, requestKey })
          const opened = await tickets.details(c.var.actor, ticket.number)
          const location = `/api/v1/tickets/${formatReference(ticket.number)}`
          return c.json(presentTicketDetails(opened), 201, { Location: location })
        }),
    ),
  )

  api.openapi(readTicket, async (c) => {
    const read = await tickets.details(c.var.actor, ticketNumber(c.req.valid('param')))
    return c.json(presentTicketDetails(read), 200)
  })
}
