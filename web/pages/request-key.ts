import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { WebEnv } from '../middleware/context.ts'

/**
 * The key under which a form counts once, however often it is sent; null for a form without one. Another content is
 * another request, so that somebody who goes back and writes something else is not answered with the first.
 */
export function requestKey(c: Context<WebEnv>, key: string | undefined, content: unknown): string | null {
  if (!key) return null
  const { organizationId, userId } = c.var.actor
  const parts = [organizationId, userId, c.req.path, key, content]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
