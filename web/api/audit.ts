import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { AUDIT_EVENTS, type AuditEntry } from '../../core/audit/entry.ts'
import type { Desk } from '../../core/desk.ts'
import type { WebEnv } from '../context/web-env.ts'
import { json, pageOf, paging } from '../openapi/documents.ts'
import { reads, refusals, UNCHANGED } from '../openapi/operations.ts'

const entrySchema = z
  .object({
    id: z.number().int(),
    at: z.iso.datetime(),
    event: z.enum(AUDIT_EVENTS),
    by: z
      .object({
        side: z.enum(['panel', 'telegram']),
        sub: z.string().nullable(),
        name: z.string().nullable().describe('What they are called now'),
      })
      .nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({
    id: 'AuditEntry',
    example: {
      id: 12,
      at: '2026-03-01T08:00:00.000Z',
      event: 'group_linked',
      by: { side: 'panel', sub: 'u-1', name: 'Ali Rezaei' },
      details: { groupId: '-1001234567890' },
    },
  })

const listAudit = createRoute({
  ...reads('listAudit', 'Audit', 'Read the audit log'),
  description:
    'For admins: sign-ins and refusals, links and unlinks, roles, erasures and settings of the organization, the latest ' +
    'first, for 400 days. A refusal that repeats within a minute is noted once.',
  method: 'get',
  path: '/audit',
  request: { query: z.object(paging(100)) },
  responses: { 200: json(pageOf(entrySchema), 'A page of the log'), ...UNCHANGED, ...refusals(400, 403) },
})

/** `GET /audit`. */
export function mountAudit(api: OpenAPIHono<WebEnv>, { audit }: Desk): void {
  api.openapi(listAudit, async (c) => {
    const { page, pageSize } = c.req.valid('query')
    const found = await audit.list(c.var.actor, page, pageSize)
    return c.json({ ...found, items: found.items.map(presentEntry) }, 200)
  })
}

function presentEntry(entry: AuditEntry): z.output<typeof entrySchema> {
  const { id, at, event, byUserId, byTelegramId, byName, details } = entry
  const nobody = byUserId === null && byTelegramId === null
  return {
    id,
    at: at.toISOString(),
    event,
    by: nobody ? null : { side: byUserId === null ? 'telegram' : 'panel', sub: byUserId, name: byName },
    details,
  }
}
