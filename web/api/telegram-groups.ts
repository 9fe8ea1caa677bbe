import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import type { WebEnv } from '../context.ts'
import { json, jsonBody, problem } from './documents.ts'
import { idempotencyHeaders, type Once } from './once.ts'
import { groupSchema, presentGroup } from './present-group.ts'

const listGroups = createRoute({
  method: 'get',
  path: '/telegram-groups',
  responses: {
    200: json(z.object({ items: z.array(groupSchema), total: z.number().int() }), 'The linked groups'),
    default: problem,
  },
})

const activateGroup = createRoute({
  method: 'post',
  path: '/telegram-groups',
  request: {
    headers: idempotencyHeaders,
    body: jsonBody(z.object({ groupId: z.union([z.string(), z.number()]) })),
  },
  responses: {
    200: json(groupSchema, 'The group, which was linked already'),
    201: json(groupSchema, 'The group, linked now'),
    default: problem,
  },
})

const unlinkGroup = createRoute({
  method: 'delete',
  path: '/telegram-groups/{groupId}',
  request: { params: z.object({ groupId: z.string() }) },
  responses: { 204: { description: 'Unlinked' }, default: problem },
})

/** `GET` and `POST /telegram-groups`, `DELETE /telegram-groups/{id}`. */
export function mountTelegramGroups(api: OpenAPIHono<WebEnv>, { groups }: Desk, once: Once): void {
  api.openapi(listGroups, async (c) => {
    const linked = await groups.list(c.var.actor)
    return c.json({ items: linked.map(presentGroup), total: linked.length }, 200)
  })

  api.openapi(activateGroup, async (c) => {
    const { groupId } = c.req.valid('json')
    return once(c, { groupId }, async () => {
      const { group, created } = await groups.activate(c.var.actor, groupId)
      return c.json(presentGroup(group), created ? 201 : 200)
    })
  })

  api.openapi(unlinkGroup, async (c) => {
    await groups.unlink(c.var.actor, c.req.valid('param').groupId)
    return c.body(null, 204)
  })
}
