import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { WebEnv } from '../context/web-env.ts'

/** A response with a JSON body, for a route's description. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } } as const
}

/** A required JSON body, for a route's description. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}

/**
 * Adds a route to the API's description and returns it without its body, so that the rest is validated as usual: a body
 * that may hold files is a stream, which the route reads itself.
 */
export function describe<Route extends RouteConfig>(api: OpenAPIHono<WebEnv>, route: Route) {
  api.openAPIRegistry.registerPath(route)
  const { body: _, ...request } = route.request ?? {}
  return createRoute({ ...route, request, hide: true }) as Omit<Route, 'request'> & {
    readonly request: Omit<NonNullable<Route['request']>, 'body'>
  }
}

/** The schema of one page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.number().int().describe('On all pages together'),
    page: z.number().int().describe('Counted from 1'),
    pageSize: z.number().int(),
  })
}

/** The parameters `page` and `pageSize` of a query. */
export function paging(defaultSize: number) {
  return {
    page: wholeNumber(999_999_999, 1, 'The page, counted from 1; one after the last is empty'),
    pageSize: wholeNumber(100, defaultSize, 'How many items a page has'),
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

/** A parameter with several values: separated by commas, repeated, or both. */
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
      description: 'One value or more: repeated, or separated by commas',
    })
}
