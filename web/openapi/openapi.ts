import type { OpenAPIHono } from '@hono/zod-openapi'
import { SECURITY_SCHEMES } from './operations.ts'
import type { WebEnv } from '../context/web-env.ts'
import { entityTags } from '../middleware/entity-tags.ts'

const INFO = {
  title: 'Kubit Support',
  version: '1.0.0',
  description: `Tickets of a support desk that lives in Telegram, for the company's panel.

The panel signs a short-lived JWT for its user (\`aud: "support"\`) and sends it as \`Authorization: Bearer\`. Its claim
\`role\` is \`admin\` or \`member\`: groups, members and the audit log are for admins. A token sees and changes only
what belongs to its organization; everything else is a 404. Problems are worded in the token's \`locale\`, or else by
\`Accept-Language\`. Responses to reads have an \`ETag\`: with \`If-None-Match\`, an unchanged one is a 304 without a body.
Times are ISO 8601 in UTC. There is no CORS: the API is for the panel's back end and for the pages of this server.`,
  contact: { name: 'Kubit' },
  license: { name: 'MIT', identifier: 'MIT' },
}

const TAGS = [
  { name: 'Tickets', description: 'Open, find, read, close and reopen tickets.' },
  { name: 'Messages', description: 'The conversation of a ticket.' },
  { name: 'Attachments', description: 'The files of tickets and messages.' },
  {
    name: 'Telegram groups',
    description: 'The organization’s groups on Telegram that are linked to the desk.',
  },
  { name: 'Members', description: 'Who belongs to the organization.' },
  { name: 'Audit', description: 'Who did what for the organization.' },
  { name: 'Events', description: 'What happens to tickets, as it happens.' },
  { name: 'Me', description: 'The user that the token names.' },
  { name: 'Plans', description: 'The support plans, and what is left of the organization’s own.' },
  { name: 'Operation', description: 'For those who run the server.' },
]

/** `GET /openapi.json`: the description of all of the app's routes, as OpenAPI 3.1. */
export function mountOpenApi(app: OpenAPIHono<WebEnv>, publicUrl: string | undefined): void {
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme)
  }
  let text: string | null = null
  app.get('/openapi.json', entityTags, (c) => {
    text ??= JSON.stringify(describeApi())
    return c.body(text, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' })
  })

  function describeApi(): object {
    const { webhooks: _none, ...document } = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: INFO,
      servers: [{ url: publicUrl ?? '/', description: 'This server' }],
      tags: TAGS,
    })
    return document
  }
}
