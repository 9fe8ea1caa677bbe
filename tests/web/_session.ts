import { createHash, randomUUID } from 'node:crypto'
import type { World } from './_world.ts'

export const RIVAL = { org: { id: 'rival', name: 'Rival' }, name: 'Reza' }

/** What the browser keeps of an answer. */
export function cookieOf(answer: { readonly headers: Headers }): string {
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
}

/** A browser that came from the panel. */
export async function enter(world: World, claims: Record<string, unknown> = {}) {
  const token = await world.token({ jti: randomUUID(), ...claims })
  const cookie = cookieOf(await world.request(`/sso?token=${token}`))
  const secret = cookie.split('=')[1] ?? ''
  const hash = createHash('sha256').update(secret).digest('base64url')
  return {
    cookie,
    /** What a page of this session carries in its forms. */
    csrf: (await world.sessions.find(hash))?.csrf ?? '',
    holds: async () => (await world.sessions.find(hash)) !== null,
  }
}
