import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { WebEnv } from '../context/web-env.ts'

export interface SecuritySettings {
  /** The panel's origin; its pages may frame ours. */
  readonly panelOrigin?: string | undefined
  /** The address under which the world reaches this server. */
  readonly publicUrl?: string | undefined
}

const HALF_A_YEAR_S = 15_768_000

/**
 * Headers that keep a browser from running, leaking or framing what it should not: one set for pages, a stricter one
 * for data. A header that a handler has set itself stays.
 */
export function securityHeaders({ panelOrigin, publicUrl }: SecuritySettings): MiddlewareHandler<WebEnv> {
  const isHttps = publicUrl?.startsWith('https:') === true
  const always: Parameters<typeof secureHeaders>[0] = {
    overwrite: false,
    strictTransportSecurity: isHttps && `max-age=${HALF_A_YEAR_S}`,
    permissionsPolicy: {
      camera: [],
      displayCapture: [],
      geolocation: [],
      microphone: [],
      payment: [],
      publickeyCredentialsGet: [],
      usb: [],
    },
    // Hono sends these unless told not to; two are for browsers long gone, and the third slows down links.
    xDownloadOptions: false,
    xXssProtection: false,
    xDnsPrefetchControl: false,
  }
  const pageHeaders = secureHeaders({
    ...always,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [NONCE],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: ["'self'"],
      // The form of the one-tap link leads to Telegram.
      formAction: ["'self'", 'https://t.me'],
      baseUri: ["'none'"],
      frameAncestors: panelOrigin === undefined ? ["'self'"] : ["'self'", panelOrigin],
    },
    // With `no-referrer` a browser sends `Origin: null` along with a form.
    referrerPolicy: 'same-origin',
    // X-Frame-Options can't name the panel: where it frames the pages, only the policy above applies.
    xFrameOptions: panelOrigin === undefined && 'SAMEORIGIN',
  })
  const dataHeaders = secureHeaders({
    ...always,
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
  })

  return async (c, next) => {
    c.set('secureHeadersNonce', randomBytes(16).toString('base64url'))
    await next()
    // Which of the two a response gets is known only now.
    await (isPage(c) ? pageHeaders : dataHeaders)(c, async () => {})
  }
}

/** A redirect counts as a page: inside a frame it leads to a page in that frame. */
function isPage({ res }: Context): boolean {
  const isRedirect = res.status < 400 && res.status >= 300 && res.headers.has('Location')
  return isRedirect || res.headers.get('Content-Type')?.startsWith('text/html') === true
}
