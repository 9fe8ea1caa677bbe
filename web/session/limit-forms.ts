import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../context.ts'
import { Problem } from '../problems/problem.ts'
import { isMultipart } from './csrf.ts'

const MAX_BYTES = 1024 * 1024
const limit = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new Problem('payload_too_large')
  },
})

/** Keeps forms small; those with files are counted where they are read. */
export const limitForms = createMiddleware<WebEnv>(async (c, next) => {
  if (isMultipart(c)) return await next()
  return await limit(c, next)
})
