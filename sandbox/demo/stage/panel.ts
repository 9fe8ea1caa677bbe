import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Language, namesIn } from './names.ts'

/** The organization's panel, of which the product needs only that it signs its user in. */
export type Panel = ReturnType<typeof createPanel>

const USER = {
  id: 'testco-ali',
  mobile: '09121234567',
  org: { id: 'testco', name: 'testco', plan: 'professional' },
}
const LIFE_S = 5 * 60

/** Signs tokens for the panel's user, in the time that `now` tells (milliseconds). */
export function createPanel(options: { jwtSecret: string; now: () => number }) {
  const secret = new TextEncoder().encode(options.jwtSecret)
  return {
    /** A link that signs in once, and a token for the API. */
    async signIn(locale: Language): Promise<{ token: string; bearer: string }> {
      return { token: await sign(locale, 'support-sso'), bearer: await sign(locale, 'support') }
    },
  }

  async function sign(locale: Language, audience: string): Promise<string> {
    const { firstName, lastName } = namesIn(locale).owner
    const now = Math.floor(options.now() / 1000)
    return await new SignJWT({
      name: `${firstName} ${lastName}`,
      mobile: USER.mobile,
      org: USER.org,
      role: 'admin',
      locale,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(USER.id)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + LIFE_S)
      .sign(secret)
  }
}
