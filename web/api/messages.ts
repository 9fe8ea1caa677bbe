import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import { isVisible } from '../../core/foundation/text.ts'
import { descriptionSchema } from '../../core/tickets/ticket.ts'
import type { WebEnv } from '../context/web-env.ts'
import { withContent } from '../uploads/read-content.ts'
import { contentBody } from '../uploads/describe-content.ts'
import { describe, json, pageOf, paging } from '../openapi/documents.ts'
import { changes, idempotencyHeaders, reads, refusals, UNCHANGED } from '../openapi/operations.ts'
import { keyedByHeader, type Once } from '../middleware/once.ts'
import { messageSchema, presentMessage } from './present-message.ts'
import { refParams, ticketNumber } from './ticket-ref.ts'

/** The rules for a message are those for a description. */
const textSchema = z.object({ text: descriptionSchema })
/** A message with files may have no text. */
const captionSchema = z.object({
  text: z
    .preprocess(
      (text) => (typeof text === 'string' && !isVisible(text) ? undefined : text),
      descriptionSchema.default(''),
    )
    .meta({ minLength: 0 }),
})

const listMessages = createRoute({
  ...reads('listMessages', 'Messages', 'Read the conversation'),
  description: 'The messages of a ticket, oldest first. The ticket’s description is not among them.',
  method: 'get',
  path: '/tickets/{ref}/messages',
  request: { params: refParams, query: z.object(paging(100)) },
  responses: {
    200: json(pageOf(messageSchema), 'A page of the conversation'),
    ...UNCHANGED,
    ...refusals(400, 404),
  },
})

const writeMessage = createRoute({
  ...changes('writeMessage', 'Messages', 'Write a message'),
  description:
    'As JSON, or as a form with up to 10 files; with files, the text may be left out. A message reopens a closed ' +
    'ticket.',
  method: 'post',
  path: '/tickets/{ref}/messages',
  request: {
    headers: idempotencyHeaders,
    params: refParams,
    body: contentBody(textSchema, captionSchema),
  },
  responses: { 201: json(messageSchema, 'The message'), ...refusals(400, 404, 409, 413, 415, 422, 507) },
})

/** `GET` and `POST /tickets/{ref}/messages`. */
export function mountMessages(api: OpenAPIHono<WebEnv>, desk: Desk, once: Once): void {
  api.openapi(listMessages, async (c) => {
    const number = ticketNumber(c.req.valid('param'))
    const { items, ...page } = await desk.tickets.messages(c.var.actor, number, c.req.valid('query'))
    return c.json({ items: items.map(presentMessage), ...page }, 200)
  })

  api.openapi(describe(api, writeMessage), async (c) => {
    const number = ticketNumber(c.req.valid('param'))
    // Checked first, so that a hundred megabytes of files are not stored for a ticket that does not exist.
    await desk.tickets.get(c.var.actor, number)
    return withContent(
      c,
      desk.files,
      (hasFiles) => (hasFiles ? captionSchema : textSchema),
      async ({ input: { text }, files, fingerprint }) =>
        once(c, keyedByHeader(c, fingerprint), async ({ requestKey }) => {
          const { messageId } = await desk.receiveMessage(c.var.actor, number, {
            content: { text, entities: [], attachments: files },
            origin: { kind: 'panel', requestKey },
          })
          if (messageId === null) throw new Error('The message was taken but not stored.')
          return c.json(presentMessage(await desk.tickets.message(c.var.actor, number, messageId)), 201)
        }),
    )
  })
}
