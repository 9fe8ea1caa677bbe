import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'

export const PANEL_SECRET = 'a panel secret for tests, 32 bytes or more'

export interface PanelUser {
  readonly sub: string
  readonly name: string
  readonly mobile?: string
  readonly locale?: string
  readonly role?: 'admin' | 'member'
  readonly org: { readonly id: string; readonly name: string; readonly plan?: string }
}

export const TESTCO = { id: 'testco', name: 'testco' }

/** A token as the panel signs it for its signed-in user. */
export async function signToken(
  user: PanelUser,
  now = Date.now(),
  audience: 'support' | 'support-sso' = 'support',
): Promise<string> {
  const { sub, ...claims } = user
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + 300)
    .sign(new TextEncoder().encode(PANEL_SECRET))
}

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** The panel's back end, calling the API for one user. */
export function createPanel(url: () => string, user: PanelUser, now: () => number) {
  return {
    user,
    signed,
    /** A file's bytes. */
    async download(path: string): Promise<Answer<Buffer>> {
      const response = await fetch(`${url()}${path}`, { headers: await signed() })
      const { status, headers } = response
      return { status, headers, body: Buffer.from(await response.arrayBuffer()) }
    },
    /** `body` is sent as JSON, or as the form that it is. */
    async call<Body = Record<string, unknown>>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer<Body>> {
      const isJson = body !== undefined && !(body instanceof FormData)
      const response = await fetch(`${url()}${path}`, {
        method,
        headers: {
          ...(await signed()),
          ...(isJson ? { 'Content-Type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: (text ? JSON.parse(text) : null) as Body,
      }
    },
  }
  /** The header that says who calls. */
  async function signed(): Promise<Record<string, string>> {
    return { Authorization: `Bearer ${await signToken(user, now())}` }
  }
}

export type Panel = ReturnType<typeof createPanel>
