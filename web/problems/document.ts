import type { Context } from 'hono'
import { z } from 'zod'
import type { Translator } from '../../locales/translate.ts'
import type { WebEnv } from '../context/web-env.ts'
import { type FieldError, type Problem, PROBLEMS } from './problem.ts'

/** What is wrong with a field. For a file, `name` and `position` (counted from 1) say which one. */
const fieldErrorSchema = z.object({
  field: z.string(),
  code: z.string(),
  message: z.string(),
  name: z.string().optional(),
  position: z.number().int().optional(),
})

/** An RFC 9457 problem document. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(Object.keys(PROBLEMS)),
    errors: z.array(fieldErrorSchema).optional(),
  })
  .meta({
    id: 'Problem',
    description:
      'An RFC 9457 problem document. `code` stays the same between versions; the texts are for people.',
  })

/** Turns a problem into a response in the caller's language. */
export type RespondWithProblem = (c: Context<WebEnv>, problem: Problem) => Response | Promise<Response>

/** An example of a group's ID. */
export const EXAMPLE_GROUP_ID = '-1001234567890'

/** Responds with problem documents. */
export function createProblemResponder({ t }: Translator): RespondWithProblem {
  return (c, { code, status, errors, headers }) => {
    const locale = c.get('locale') ?? null
    const document: z.output<typeof problemSchema> = {
      type: `urn:problem-type:kubit-support:${code}`,
      title: t(locale, `api-${code}`),
      status,
      detail: t(locale, `api-${code}-detail`),
      instance: c.req.path,
      code,
      ...(errors && {
        errors: errors.map((error) => ({
          field: error.field,
          code: error.code,
          message: say(error),
          ...('position' in error && { name: error.name, position: error.position }),
        })),
      }),
    }
    return c.body(JSON.stringify(document), status, {
      ...headers,
      'Content-Type': 'application/problem+json',
    })

    function say(error: FieldError): string {
      switch (error.code) {
        case 'too_long':
          return t(locale, 'api-field-too_long', { max: error.max })
        case 'too_many_files':
          return t(locale, 'api-field-too_many_files', { max: error.max })
        case 'file_too_large':
        case 'unsupported_file':
        case 'empty_file':
          return t(locale, `api-field-${error.code}`, { name: error.name })
        case 'not_allowed':
          return t(locale, 'api-field-not_allowed', { values: error.allowed.join(', ') })
        case 'invalid_group_id':
          return t(locale, 'api-field-invalid_group_id', { example: EXAMPLE_GROUP_ID })
        case 'required':
        case 'empty':
        case 'invalid':
          return t(locale, `api-field-${error.code}`)
      }
    }
  }
}
