import { z } from 'zod'
import { problemSchema } from '../problems/document.ts'

/** A response with a JSON body, for a route's description. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } } as const
}

/** A JSON body that must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}

/** What every route answers with when it refuses. */
export const problem = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: problemSchema } },
} as const

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
  })
}

/** `page` and `pageSize` of a query. */
export function paging(defaultSize: number) {
  return {
    page: wholeNumber(999_999_999).default(1),
    pageSize: wholeNumber(100).default(defaultSize),
  }
}

function wholeNumber(max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= 1 && value <= max)
}

/** A filter's values: separated by commas, repeated, or both. */
export function anyOf<const Values extends readonly string[]>(values: Values) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) =>
      [given]
        .flat()
        .flatMap((text) => text.split(','))
        .filter((text) => text !== ''),
    )
    .pipe(z.array(z.enum(values)))
    .optional()
}
