import { html } from 'hono/html'
import type { Translator } from '../../locales/translate.ts'
import type { AnswerProblem } from '../problems/document.ts'

/** Answers with the problem as a page in the reader's language. */
export function createProblemPage({ t, defaultLocale }: Translator): AnswerProblem {
  return (c, { code, status, headers }) => {
    const locale = c.var.locale ?? defaultLocale
    const page = (
      <html lang={locale} dir={locale === 'fa' ? 'rtl' : 'ltr'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{t(locale, `api-${code}`)}</title>
        </head>
        <body>
          <main>
            <h1>{t(locale, `api-${code}`)}</h1>
            <p>{t(locale, `api-${code}-detail`)}</p>
          </main>
        </body>
      </html>
    )
    return c.html(html`<!doctype html>${page}`, status, headers)
  }
}
