import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import type { Membership } from '../../core/people/membership.ts'
import { ROLES } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'
import { json } from '../openapi/documents.ts'
import { changes, reads, refusals, UNCHANGED } from '../openapi/operations.ts'

const memberSchema = z
  .object({
    sub: z.string(),
    name: z.string(),
    mobile: z.string().nullable(),
    role: z.enum(ROLES),
    confirmedAt: z.iso.datetime().nullable().describe('When a token last said so, to the hour'),
  })
  .meta({
    id: 'Member',
    example: {
      sub: 'u-1',
      name: 'Ali Rezaei',
      mobile: '+989121234567',
      role: 'admin',
      confirmedAt: '2026-03-01T08:00:00.000Z',
    },
  })

const listMembers = createRoute({
  ...reads('listMembers', 'Members', 'List who belongs to the organization'),
  description:
    'For admins. Each token confirms that its user belongs to its organization; without one for `MEMBERSHIP_TTL` it lapses.',
  method: 'get',
  path: '/members',
  responses: {
    200: json(z.object({ items: z.array(memberSchema), total: z.number().int() }), 'The members, by name'),
    ...UNCHANGED,
    ...refusals(403),
  },
})

const endMembership = createRoute({
  ...changes('endMembership', 'Members', 'End a membership'),
  description:
    'For admins. Ends the user’s sessions, their private chat with the bot and every token signed up to this second. ' +
    'A token signed later brings them back; one without `iat` doesn’t.',
  method: 'delete',
  path: '/members/{sub}',
  request: { params: z.object({ sub: z.string().meta({ example: 'u-1' }) }) },
  responses: { 204: { description: 'They don’t belong to it now' }, ...refusals(403, 404) },
})

/** `GET /members`, `DELETE /members/{sub}`. */
export function mountMembers(api: OpenAPIHono<WebEnv>, { members }: Desk): void {
  api.openapi(listMembers, async (c) => {
    const found = await members.list(c.var.actor)
    return c.json({ items: found.map(presentMember), total: found.length }, 200)
  })

  api.openapi(endMembership, async (c) => {
    await members.end(c.var.actor, c.req.valid('param').sub)
    return c.body(null, 204)
  })
}

function presentMember({
  userId,
  name,
  mobile,
  role,
  confirmedAt,
}: Membership): z.output<typeof memberSchema> {
  return { sub: userId, name, mobile, role, confirmedAt: confirmedAt?.toISOString() ?? null }
}
