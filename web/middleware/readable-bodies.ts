import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'

const TEXT = /^(?:application\/(?:[\w.-]+\+)?json|application\/x-www-form-urlencoded|text\/\w+) *(?:;|$)/i
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Refuses compressed bodies, and texts that are not UTF-8: decoding by guess could store something else than was
 * written. Throws Problem `unsupported_media_type` or `invalid_request`.
 */
export const readableBodies = createMiddleware<WebEnv>(async (c, next) => {
  const type = c.req.header('Content-Type')?.trim() ?? ''
  const encoding = c.req.header('Content-Encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    throw new Problem('unsupported_media_type', { headers: { 'Accept-Encoding': 'identity' } })
  }
  if (TEXT.test(type) && c.req.raw.body) {
    const charset = CHARSET.exec(type)?.[1]?.toLowerCase() ?? 'utf-8'
    if (charset !== 'utf-8' && charset !== 'utf8') throw new Problem('unsupported_media_type')
    if (!isUtf8(await c.req.arrayBuffer())) {
      throw new Problem('invalid_request', { errors: [{ field: 'body', code: 'invalid' }] })
    }
  }
  await next()
})

function isUtf8(bytes: ArrayBuffer): boolean {
  try {
    utf8.decode(bytes)
    return true
  } catch {
    return false
  }
}
