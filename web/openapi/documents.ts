import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { WebEnv } from '../context/web-env.ts'

/** A response with a JSON body, for a route's description. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } } as const
}

/** A JSON body that must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}

/**
 * Puts a route into the API's description and answers with what is left to check of it: all but its body, which may
 * be a stream and is read by the route itself.
 */
export function describe<Route extends RouteConfig>(api: OpenAPIHono<WebEnv>, route: Route) {
  api.openAPIRegistry.registerPath(route)
  const { body: _, ...request } = route.request ?? {}
  return createRoute({ ...route, request, hide: true }) as Omit<Route, 'request'> & {
    readonly request: Omit<NonNullable<Route['request']>, 'body'>
  }
}

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.number().int().describe('Of all pages'),
    page: z.number().int().describe('From 1'),
    pageSize: z.number().int(),
  })
}

/** `page` and `pageSize` of a query. */
export function paging(defaultSize: number) {
  return {
    page: wholeNumber(999_999_999, 1, 'The page, from 1; one behind the last is empty'),
    pageSize: wholeNumber(100, defaultSize, 'How many to a page'),
  }
}

function wholeNumber(max: number, otherwise: number, description: string) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= 1 && value <= max)
    .default(otherwise)
    .openapi({ type: 'integer', minimum: 1, maximum: max, default: otherwise, description })
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
    .openapi({
      type: 'array',
      items: { type: 'string', enum: [...values] },
      description: 'One or more: repeated, or separated by commas',
    })
}
