import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { LOCALES, ROLES } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'
import { json } from '../openapi/documents.ts'
import { reads, refusals, UNCHANGED } from '../openapi/operations.ts'

const meSchema = z
  .object({
    sub: z.string(),
    name: z.string(),
    mobile: z.string().nullable(),
    locale: z.enum(LOCALES).nullable(),
    role: z.enum(ROLES),
    org: z.object({ id: z.string(), name: z.string(), plan: z.string() }),
  })
  .meta({
    id: 'Me',
    example: {
      sub: 'u-1',
      name: 'Ali Rezaei',
      mobile: '+989121234567',
      locale: 'fa',
      role: 'admin',
      org: { id: 'testco', name: 'testco', plan: 'basic' },
    },
  })

const readMe = createRoute({
  ...reads('readMe', 'Me', 'Read the caller'),
  description: 'The user and the organization that the token, or the session, belongs to.',
  method: 'get',
  path: '/me',
  responses: { 200: json(meSchema, 'The user'), ...UNCHANGED, ...refusals() },
})

/** `GET /me`: the user that the token or session belongs to. */
export function mountMe(api: OpenAPIHono<WebEnv>): void {
  api.openapi(readMe, (c) => {
    const { organization, mobile, locale, role } = c.var.user
    const { userId, name } = c.var.actor
    const { id, name: organizationName, plan } = organization
    return c.json(
      {
        sub: userId,
        name,
        mobile,
        locale,
        role,
        org: { id, name: organizationName, plan },
      },
      200,
    )
  })
}
