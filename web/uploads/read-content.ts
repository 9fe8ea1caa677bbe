import type { Context } from 'hono'
import type { z } from 'zod'
import type { Storage } from '../../core/storage/storage.ts'
import type { UploadedFile } from '../../core/files/attachment.ts'
import type { WebEnv } from '../context/web-env.ts'
import { fieldErrors } from '../problems/field-errors.ts'
import { Problem } from '../problems/problem.ts'
import { readUpload } from './read-upload.ts'

/** What a request with JSON, or with a form that may hold files, says. */
export interface Content<Input> {
  readonly input: Input
  readonly files: readonly UploadedFile[]
  /** Equal for two requests that say the same. */
  readonly fingerprint: unknown
}

/**
 * Reads a request's body, passes it to `use`, and then drops those of its files that belong to no ticket: the request
 * was refused, or is a repeat. `schemaFor` is told whether there are files. Throws what `readUpload` and `use` throw,
 * and Problem `invalid_request` with the faulty fields.
 */
export async function withContent<Schema extends z.ZodType, Result>(
  c: Context<WebEnv>,
  files: Storage,
  schemaFor: (hasFiles: boolean) => Schema,
  use: (content: Content<z.output<Schema>>) => Promise<Result>,
): Promise<Result> {
  if (!isForm(c)) {
    const input = check(schemaFor(false), await readJson(c))
    return await use({ input, files: [], fingerprint: input })
  }
  const upload = await readUpload(c, { files })
  try {
    const input = check(schemaFor(upload.files.length > 0), upload.fields)
    const named = upload.files.map(({ name }, at) => [name, upload.digests[at]])
    const fingerprint = named.length > 0 ? [input, named] : input
    return await use({ input, files: upload.files, fingerprint })
  } finally {
    await files.discard(upload.files)
  }
}

/** Whether a request's body is a form that may hold files. */
export function isForm(c: Context): boolean {
  return /^multipart\/form-data\b/i.test(c.req.header('Content-Type')?.trim() ?? '')
}

function check<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const checked = schema.safeParse(given)
  if (!checked.success) throw new Problem('invalid_request', { errors: fieldErrors(checked.error, given) })
  return checked.data
}

async function readJson(c: Context<WebEnv>): Promise<unknown> {
  const type = c.req.header('Content-Type')
  const text = await c.req.text()
  if (type === undefined && text === '') return {}
  if (!/^application\/([\w.-]+\+)?json *(;|$)/i.test(type ?? '')) throw new Problem('unsupported_media_type')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Problem('invalid_request', { errors: [{ field: 'body', code: 'invalid' }], cause })
  }
}
