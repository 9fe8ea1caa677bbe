import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { WebEnv } from '../context/web-env.ts'

export interface SecuritySettings {
  /** The panel, which may frame the pages. */
  readonly panelOrigin?: string | undefined
  /** Where this server is reached from outside. */
  readonly publicUrl?: string | undefined
}

const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()',
  'X-Permitted-Cross-Domain-Policies': 'none',
}
const HALF_A_YEAR_S = 15_768_000

/** Headers that keep a browser from doing what nobody asked for. What a handler has set itself stays. */
export function securityHeaders({ panelOrigin, publicUrl }: SecuritySettings): MiddlewareHandler<WebEnv> {
  const always = Object.entries({
    ...ALWAYS,
    ...(publicUrl?.startsWith('https:') && { 'Strict-Transport-Security': `max-age=${HALF_A_YEAR_S}` }),
  })
  const ancestors = panelOrigin === undefined ? "'self'" : `'self' ${panelOrigin}`

  return async (c, next) => {
    c.set('nonce', randomBytes(16).toString('base64url'))
    await next()
    // A redirect inside a frame is on the way to a page in that frame.
    const isRedirect = c.res.status < 400 && c.res.status >= 300 && c.res.headers.has('Location')
    const isPage = isRedirect || c.res.headers.get('Content-Type')?.startsWith('text/html') === true
    for (const [name, value] of [...always, ...(isPage ? ofPage(c) : OF_DATA)]) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
  }

  function ofPage(c: Context<WebEnv>): [string, string][] {
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${c.var.nonce}'`,
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors}`,
    ]
    return [
      ['Content-Security-Policy', policy.join('; ')],
      // A form that sends no referrer sends no origin either.
      ['Referrer-Policy', 'same-origin'],
      // It can't name the panel, so where that may frame the pages only the policy above speaks.
      ...(panelOrigin === undefined ? [['X-Frame-Options', 'SAMEORIGIN'] satisfies [string, string]] : []),
    ]
  }
}

const OF_DATA: readonly [string, string][] = [
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'DENY'],
]
