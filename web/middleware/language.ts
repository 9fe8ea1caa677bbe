import { createMiddleware } from 'hono/factory'
import { parseAccept } from 'hono/utils/accept'
import { type Locale, LOCALES } from '../../core/people/person.ts'
import type { WebEnv } from '../context/web-env.ts'

/** The language of a tag such as `fa-IR` or `en_US`; null for one that the product does not speak. */
export function localeOfTag(tag: string): Locale | null {
  const language = tag.trim().split(/[-_]/, 1)[0]?.toLowerCase()
  return LOCALES.find((locale) => locale === language) ?? null
}

/** Takes the caller's most wanted language, of those the product speaks, from `Accept-Language`. */
export const acceptLanguage = createMiddleware<WebEnv>(async (c, next) => {
  const wanted = parseAccept(c.req.header('Accept-Language') ?? '').filter(({ q }) => q > 0)
  c.set('locale', wanted.map(({ type }) => localeOfTag(type)).find((locale) => locale !== null) ?? null)
  await next()
  c.header('Vary', 'Accept-Language', { append: true })
})
