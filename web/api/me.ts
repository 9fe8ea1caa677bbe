import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { LOCALES, normalizeMobile } from '../../core/people/person.ts'
import type { WebEnv } from '../context.ts'
import { json, problem } from './documents.ts'

const meSchema = z.object({
  sub: z.string(),
  name: z.string(),
  mobile: z.string().nullable(),
  locale: z.enum(LOCALES).nullable(),
  org: z.object({ id: z.string(), name: z.string(), plan: z.string() }),
})

const readMe = createRoute({
  method: 'get',
  path: '/me',
  responses: { 200: json(meSchema, 'Whom the token names'), default: problem },
})

/** `GET /me`: whom the token stands for. */
export function mountMe(api: OpenAPIHono<WebEnv>): void {
  api.openapi(readMe, (c) => {
    const { organization, mobile, locale } = c.var.user
    const { userId, name } = c.var.actor
    const { id, name: organizationName, plan } = organization
    return c.json(
      {
        sub: userId,
        name,
        mobile: mobile === null ? null : normalizeMobile(mobile),
        locale,
        org: { id, name: organizationName, plan },
      },
      200,
    )
  })
}
