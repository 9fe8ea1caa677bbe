import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import type { WebEnv } from '../context/web-env.ts'
import { json, jsonBody } from '../openapi/documents.ts'
import { changes, idempotencyHeaders, reads, refusals, UNCHANGED } from '../openapi/operations.ts'
import { keyedByHeader, type Once } from '../middleware/once.ts'
import { addBotUrl } from '../context/add-bot-url.ts'
import { groupSchema, presentGroup } from './present-group.ts'

const listGroups = createRoute({
  ...reads('listGroups', 'Telegram groups', 'List the linked groups'),
  description: 'The active groups, and those that are suspended because the bot can’t reach them.',
  method: 'get',
  path: '/telegram-groups',
  responses: {
    200: json(z.object({ items: z.array(groupSchema), total: z.number().int() }), 'The linked groups'),
    ...UNCHANGED,
    ...refusals(),
  },
})

const activateGroup = createRoute({
  ...changes('activateGroup', 'Telegram groups', 'Link a group'),
  description:
    'For admins. Links the group with this ID, which the bot shows in the group, and posts a welcome there. The group has to ask for it: within `GROUP_LINK_WINDOW` (24 hours) after the bot was added or somebody sent `/start` there. After ten refused attempts in an hour the next are refused with `rate_limited`.',
  method: 'post',
  path: '/telegram-groups',
  request: {
    headers: idempotencyHeaders,
    body: jsonBody(
      z.object({ groupId: z.union([z.string(), z.number()]).meta({ example: '-1001234567890' }) }),
    ),
  },
  responses: {
    200: json(groupSchema, 'The group; it was linked already'),
    201: json(groupSchema, 'The group; it is linked now'),
    ...refusals(400, 403, 409, 413, 415, 422),
  },
})

const createLink = createRoute({
  ...changes('createGroupLink', 'Telegram groups', 'Make a one-tap link'),
  description:
    'For admins. Whoever adds the bot by this address links their group to the organization; an admin of a group where the bot is already can open it too. It works once, within an hour. Each call makes a new one, also with an `Idempotency-Key`: the code is kept hashed and can’t be repeated.',
  method: 'post',
  path: '/telegram-groups/links',
  responses: {
    201: json(
      z
        .object({
          url: z.url().meta({ example: 'https://t.me/KubitSupportBot?startgroup=CODE' }),
          expiresAt: z.iso.datetime(),
        })
        .meta({ id: 'GroupLink' }),
      'The link',
    ),
    ...refusals(403),
  },
})

const unlinkGroup = createRoute({
  ...changes('unlinkGroup', 'Telegram groups', 'Unlink a group'),
  description: 'For admins. The group’s tickets stay. The bot tells the group that it is unlinked.',
  method: 'delete',
  path: '/telegram-groups/{groupId}',
  request: { params: z.object({ groupId: z.string().meta({ example: '-1001234567890' }) }) },
  responses: { 204: { description: 'Unlinked' }, ...refusals(400, 403, 404) },
})

export interface GroupDeps {
  readonly once: Once
  /** Without its @; null until Telegram has told it. */
  readonly botName: () => string | null
}

/** `GET` and `POST /telegram-groups`, `POST /telegram-groups/links`, `DELETE /telegram-groups/{id}`. */
export function mountTelegramGroups(
  api: OpenAPIHono<WebEnv>,
  { groups }: Desk,
  { once, botName }: GroupDeps,
): void {
  api.openapi(listGroups, async (c) => {
    const linked = await groups.list(c.var.actor)
    return c.json({ items: linked.map(presentGroup), total: linked.length }, 200)
  })

  api.openapi(activateGroup, async (c) => {
    const { groupId } = c.req.valid('json')
    return once(c, keyedByHeader(c, { groupId }), async () => {
      const { group, created } = await groups.activate(c.var.actor, groupId)
      return c.json(presentGroup(group), created ? 201 : 200)
    })
  })

  api.openapi(createLink, async (c) => {
    const name = botName()
    const { code, expiresAt } = await groups.createLink(c.var.actor)
    return c.json({ url: addBotUrl(name, code), expiresAt: expiresAt.toISOString() }, 201)
  })

  api.openapi(unlinkGroup, async (c) => {
    await groups.unlink(c.var.actor, c.req.valid('param').groupId)
    return c.body(null, 204)
  })
}
