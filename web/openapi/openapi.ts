import type { OpenAPIHono } from '@hono/zod-openapi'
import { SECURITY_SCHEMES } from './operations.ts'
import type { WebEnv } from '../middleware/context.ts'
import { entityTags } from '../middleware/entity-tags.ts'

const INFO = {
  title: 'Kubit Support',
  version: '1.0.0',
  description: `Tickets of a support desk that lives in Telegram, for the company's panel.

The panel signs a short-lived JWT for its user (\`aud: "support"\`) and sends it as \`Authorization: Bearer\`. Its claim
\`role\` is \`admin\` or \`member\`: groups, members and the audit log are for admins. Everything a token can see or
touch is its organization's; the rest is a 404. Texts in problems follow the token's \`locale\`, then
\`Accept-Language\`. Reads have an \`ETag\`: with \`If-None-Match\` an unchanged answer is a 304. Times are ISO 8601 in
UTC. There is no CORS: the API is for the panel's back end, and for the pages of this server.`,
  contact: { name: 'Kubit' },
  license: { name: 'MIT', identifier: 'MIT' },
}

const TAGS = [
  { name: 'Tickets', description: 'Opening, finding, reading, closing and reopening them.' },
  { name: 'Messages', description: 'The conversation of a ticket.' },
  { name: 'Attachments', description: 'The files of tickets and messages.' },
  { name: 'Telegram groups', description: 'The groups on Telegram in which the organization is served.' },
  { name: 'Members', description: 'Who belongs to the organization.' },
  { name: 'Audit', description: 'Who did what in the organization’s name.' },
  { name: 'Events', description: 'What happens to tickets, as it happens.' },
  { name: 'Me', description: 'Who asks.' },
  { name: 'Plans', description: 'What support an organization has.' },
  { name: 'Operation', description: 'For those who run it.' },
]

/** `GET /openapi.json`: what the routes of an app say of themselves, as OpenAPI 3.1. */
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
