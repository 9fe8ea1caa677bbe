import { createHash, randomUUID } from 'node:crypto'
import type { Answer, World } from './_world.ts'

export const RIVAL = { org: { id: 'rival', name: 'Rival' }, name: 'Reza' }

/** What the browser keeps of an answer. */
export function cookieOf(answer: { readonly headers: Headers }): string {
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
}

/** Does what the page behind a link does: posts it. */
export async function follow(
  { request }: Pick<World, 'request'>,
  token: string,
  headers: Record<string, string> = {},
  fields: Record<string, string> = {},
): Promise<Answer> {
  const body = new URLSearchParams({ token, ...fields })
  return await request('/sso', { method: 'POST', body, headers })
}

/** A browser that came from the panel. */
export async function enter(world: World, claims: Record<string, unknown> = {}) {
  const cookie = cookieOf(await follow(world, await world.link({ jti: randomUUID(), ...claims })))
  const secret = cookie.split('=')[1] ?? ''
  const hash = createHash('sha256').update(secret).digest('base64url')
  return {
    cookie,
    /** What a page of this session carries in its forms. */
    csrf: (await world.sessions.find(hash))?.csrf ?? '',
    holds: async () => (await world.sessions.find(hash)) !== null,
  }
}
