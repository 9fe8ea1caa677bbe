import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { isForm } from '../uploads/read-content.ts'
import type { CsrfSettings } from './csrf.ts'

const MAX_BYTES = 1024 * 1024
const limit = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new Problem('payload_too_large')
  },
})

/** Refuses forms over 1 MB; those that may hold files have a limit of their own, where they are read. */
export function limitForms({ readsForms }: Pick<CsrfSettings, 'readsForms'>): MiddlewareHandler<WebEnv> {
  return async (c, next) => (isForm(c) && readsForms(c.req.path) ? await next() : await limit(c, next))
}
