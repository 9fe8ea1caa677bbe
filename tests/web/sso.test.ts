import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { cookieOf } from './_session.ts'
import { openWorld, type World } from './_world.ts'

const HOUR_MS = 3_600_000

async function sso({ request }: World, token: string, query = '', headers: Record<string, string> = {}) {
  return await request(`/sso?token=${token}${query}`, { headers })
}

async function me({ request }: World, cookie: string) {
  return await request('/api/v1/me', { headers: { Cookie: cookie } })
}

function page(answer: { readonly headers: Headers; readonly body: unknown }): string {
  expect(answer.headers.get('Content-Type')).toContain('text/html')
  return String(answer.body)
}

test('a token becomes a session, in a cookie that only this server and no script reads', async () => {
  const world = await openWorld()
  const answer = await sso(world, await world.token({ jti: 'a' }))
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/tickets'])
  expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const [cookie = '', ...others] = answer.headers.getSetCookie()
  expect(others).toEqual([])
  expect(cookie).toMatch(/^__Host-support_session=[\w-]{43}; /)
  expect(new Set(cookie.split('; ').slice(1))).toEqual(
    new Set(['Max-Age=43200', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
  )
  expect((await me(world, cookieOf(answer))).body).toMatchObject({ sub: 'u1', org: { id: 'testco' } })

  const rival = await sso(world, await world.token({ jti: 'b', org: { id: 'rival', name: 'Rival' } }))
  expect((await me(world, cookieOf(rival))).body).toMatchObject({ org: { id: 'rival' } })
  const log = world.log.join('')
  expect(log).toContain('/sso')
  expect(log).not.toContain('eyJ')
})

test.each([
  [
    'in another site’s frame',
    { security: { panelOrigin: 'https://panel.example' } },
    /; Secure.*; SameSite=None.*; Partitioned/,
  ],
  [
    'on one’s own machine',
    { plainCookie: true },
    /^support_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
  ],
])('the cookie %s', async (_where, settings, expected) => {
  const world = await openWorld(settings)
  const answer = await sso(world, await world.token())
  expect(answer.headers.getSetCookie()[0]).toMatch(expected)
  expect((await me(world, cookieOf(answer))).status).toBe(200)
})

test('a link works once, however often it is used at the same time', async () => {
  const world = await openWorld()
  const token = await world.token({ jti: 'only-once' })
  const answers = await Promise.all(Array.from({ length: 8 }, () => sso(world, token)))
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
  expect(statuses).toEqual([303, ...Array<number>(7).fill(401)])
  const again = await sso(world, token)
  expect(again.status).toBe(401)
  expect(again.headers.getSetCookie()).toEqual([])
  expect(page(again)).toContain('پنل')
  const sameJti = await world.token({ jti: 'only-once', sub: 'u2' })
  expect((await sso(world, sameJti)).status).toBe(401)
  expect((await sso(world, await world.token({ jti: 'another' }))).status).toBe(303)
})

test('a link without a jti works once too, whatever is done to the end of its signature', async () => {
  const world = await openWorld()
  const token = await world.token()
  expect(decodeJwt(token).jti).toBeUndefined()
  expect((await sso(world, token)).status).toBe(303)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const last of alphabet) {
    expect((await sso(world, `${token.slice(0, -1)}${last}`)).status).toBe(401)
  }
})

test('a used link stays used until it has expired, and is forgotten then', async () => {
  const world = await openWorld()
  const iat = Math.floor(world.now().getTime() / 1000)
  const token = await world.token({ jti: 'a', iat, exp: iat + 3600 })
  expect((await sso(world, token)).status).toBe(303)
  world.pass(HOUR_MS + 59_000)
  await world.sessions.prune(world.now())
  expect((await sso(world, token)).status).toBe(401)
  world.pass(2_000)
  await world.sessions.prune(world.now())
  expect((await sso(world, await world.token({ jti: 'a' }))).status).toBe(303)
})

test('looking at what is behind a link does not use it up', async () => {
  const world = await openWorld()
  const token = await world.token()
  const look = await world.request(`/sso?token=${token}`, { method: 'HEAD' })
  expect([look.status, look.headers.get('Allow')]).toEqual([405, 'GET'])
  expect((await sso(world, token)).status).toBe(303)
})

test('what is no token of the panel’s opens nothing and says what to do', async () => {
  const world = await openWorld()
  const iat = Math.floor(world.now().getTime() / 1000)
  const tokens = [
    '',
    'nope',
    'a.b.c',
    await world.token({ aud: 'x' }),
    await world.token({ iat, exp: iat - 61 }),
  ]
  for (const token of tokens) {
    const answer = await sso(world, token, '', { 'Accept-Language': 'en' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
    expect(page(answer)).toMatch(/<html lang="en" dir="ltr"[^]*panel/)
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
  }
  expect((await world.request('/sso')).status).toBe(401)
})

test.each([
  ['/tickets/new', '/tickets/new'],
  ['/tickets/KT-12?page=2#last', '/tickets/KT-12?page=2#last'],
  ['/tickets?q=سلام دنیا', '/tickets?q=%D8%B3%D9%84%D8%A7%D9%85%20%D8%AF%D9%86%DB%8C%D8%A7'],
  ['/telegram', '/telegram'],
  ...[
    '',
    'tickets',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/tickets\\..\\evil',
    '/\t/evil.example',
    '/tickets\r\nSet-Cookie: a=b',
    '/%2f/evil.example',
    '/%5cevil.example',
    '/tickets/..//evil.example',
    '/tickets/%2e%2e//evil.example',
    '/.//evil.example',
    '@evil.example',
    'https://evil.example/tickets',
    'javascript:alert(1)',
    ' /tickets/new',
    '/sso?token=x',
    '/api/v1/me',
    '/telegram/webhook/../..',
    '/tickets/\u202enew',
    'http:/tickets',
    '/.evil.example',
  ].map((next): [string, string] => [next, '/tickets']),
])('next=%j leads to %j', async (next, location) => {
  const world = await openWorld()
  const answer = await sso(world, await world.token(), `&next=${encodeURIComponent(next)}`)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, location])
})
