import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { WebEnv } from '../context/web-env.ts'

const require = createRequire(import.meta.url)

/** The files that the page needs; no other file of Swagger UI's package is served. */
const FILES: Readonly<
  Record<string, { readonly type: string; readonly read: () => Promise<Uint8Array<ArrayBuffer>> }>
> = {
  'swagger-ui.css': ofPackage(require.resolve('swagger-ui-dist/swagger-ui.css'), 'text/css'),
  'swagger-ui-bundle.js': ofPackage(
    require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
    'text/javascript',
  ),
  'start.js': { type: 'text/javascript', read: async () => new TextEncoder().encode(START) },
}
const START = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })`

/** Swagger UI builds its page by script and has its pictures in `data:` addresses. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `/docs`: the API's description to read and to try. All its files come from this server. */
export function createDocs(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/docs', (c) =>
    c.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Kubit Support API</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="/docs/swagger-ui.css" />
            <script src="/docs/swagger-ui-bundle.js" defer></script>
            <script src="/docs/start.js" defer></script>
          </head>
          <body>
            <div id="docs"></div>
            <noscript>This page needs JavaScript. The API is described in /openapi.json.</noscript>
          </body>
        </html>`,
      200,
      { 'Content-Security-Policy': POLICY, 'X-Frame-Options': 'DENY' },
    ),
  )
  app.get('/docs/:file', async (c) => {
    const file = Object.entries(FILES).find(([name]) => name === c.req.param('file'))?.[1]
    if (!file) return await c.notFound()
    return c.body(await file.read(), 200, {
      'Content-Type': `${file.type}; charset=utf-8`,
      'Cache-Control': 'public, max-age=3600',
    })
  })
  return app
}

function ofPackage(path: string, type: string) {
  return { type, read: async () => new Uint8Array(await readFile(path)) }
}
