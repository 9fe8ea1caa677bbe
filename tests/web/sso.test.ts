import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { cookieOf, enter, follow } from './_session.ts'
import { openWorld, type World } from './_world.ts'

/** What the page behind a link does: it posts itself. */
async function sso(world: World, token: string, next?: string, headers: Record<string, string> = {}) {
  return await follow(world, token, headers, next === undefined ? {} : { next })
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
  const answer = await sso(world, await world.link({ jti: 'a' }))
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

  const rival = await sso(world, await world.link({ jti: 'b', org: { id: 'rival', name: 'Rival' } }))
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
  const answer = await sso(world, await world.link())
  expect(answer.headers.getSetCookie()[0]).toMatch(expected)
  expect((await me(world, cookieOf(answer))).status).toBe(200)
})

test('a link works once, however often it is used at the same time', async () => {
  const world = await openWorld()
  const token = await world.link({ jti: 'only-once' })
  const answers = await Promise.all(Array.from({ length: 8 }, () => sso(world, token)))
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
  expect(statuses).toEqual([303, ...Array<number>(7).fill(401)])
  const again = await sso(world, token)
  expect(again.status).toBe(401)
  expect(again.headers.getSetCookie()).toEqual([])
  expect(page(again)).toContain('پنل')
  const sameJti = await world.link({ jti: 'only-once', sub: 'u2' })
  expect((await sso(world, sameJti)).status).toBe(401)
  expect((await sso(world, await world.link({ jti: 'another' }))).status).toBe(303)
})

test('a link without a jti works once too, whatever is done to the end of its signature', async () => {
  const world = await openWorld()
  const token = await world.link()
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
  const token = await world.link({ jti: 'a', iat, exp: iat + 300 })
  expect((await sso(world, token)).status).toBe(303)
  world.pass(5 * 60_000 + 59_000)
  await world.sessions.prune(world.now())
  expect((await sso(world, token)).status).toBe(401)
  world.pass(2_000)
  await world.sessions.prune(world.now())
  expect((await sso(world, await world.link({ jti: 'a' }))).status).toBe(303)
})

test('looking at what is behind a link does not use it up', async () => {
  const world = await openWorld()
  const token = await world.link({ locale: 'en' })
  for (const method of ['HEAD', 'GET', 'GET']) {
    const look = await world.request(`/sso?token=${token}&next=/tickets/new`, { method })
    expect([look.status, look.headers.getSetCookie()]).toEqual([200, []])
    expect([look.headers.get('Cache-Control'), look.headers.get('Referrer-Policy')]).toEqual([
      'no-store',
      'strict-origin',
    ])
    if (method === 'HEAD') continue
    const html = page(look)
    const { nonce } = /<script nonce="(?<nonce>[\w-]+)">/.exec(html)?.groups ?? {}
    expect(look.headers.get('Content-Security-Policy')).toContain(`'nonce-${nonce}'`)
    expect(html).toMatch(/<form method="post" action="\/sso">[^]*<button class="button primary">Continue</)
    expect(html).toContain(`name="token" value="${token}"`)
    expect(html).toContain('name="next" value="/tickets/new"')
  }
  expect((await sso(world, token)).status).toBe(303)
})

test('a link is posted by its own page only', async () => {
  const world = await openWorld()
  const token = await world.link()
  for (const headers of [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
  ]) {
    const answer = await sso(world, token, undefined, headers)
    expect([headers, answer.status, answer.headers.getSetCookie()]).toEqual([headers, 403, []])
  }
  expect((await sso(world, token, undefined, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303)
})

test('what is posted instead of a form is refused', async () => {
  const world = await openWorld()
  for (const body of ['', '{"token":1}', 'token', 'token=%', `token=${'a'.repeat(60_000)}`])
    expect([body.slice(0, 9), (await world.request('/sso', { method: 'POST', body })).status]).toEqual([
      body.slice(0, 9),
      401,
    ])
  const long = await world.request('/sso', { method: 'POST', body: 'x'.repeat(70_000) })
  expect(long.status).toBe(413)
  const put = await world.request('/sso', { method: 'PUT', body: '' })
  expect([put.status, put.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST'])
})

test('the browser that used a link is let in by it again, and no other', async () => {
  const world = await openWorld()
  const token = await world.link()
  const cookie = cookieOf(await sso(world, token))
  const again = await world.request(`/sso?token=${token}&next=/telegram`, { headers: { Cookie: cookie } })
  expect([again.status, again.headers.get('Location'), again.headers.getSetCookie()]).toEqual([
    303,
    '/telegram',
    [],
  ])
  const posted = await sso(world, token, '/tickets/new', { Cookie: cookie })
  expect([posted.status, posted.headers.get('Location')]).toEqual([303, '/tickets/new'])
  expect((await me(world, cookie)).status).toBe(200)
  const { cookie: other } = await enter(world, { sub: 'u2', name: 'Omid' })
  expect((await sso(world, token, undefined, { Cookie: other })).status).toBe(409)
  expect((await follow(world, token, { Cookie: other }, { replace: 'yes' })).status).toBe(401)
  expect((await sso(world, token)).status).toBe(401)
  expect((await me(world, other)).body).toMatchObject({ sub: 'u2' })
})

test.each([
  ['another user', { sub: 'u2', name: 'Omid', locale: 'en' }],
  [
    'the same user of another organization',
    { org: { id: 'rival', name: 'Rival' }, name: 'Omid', locale: 'en' },
  ],
])('the live session of %s is not replaced without a click', async (_who, claims) => {
  const world = await openWorld()
  const { cookie, holds } = await enter(world)
  const token = await world.link(claims)
  for (const asked of [
    await world.request(`/sso?token=${token}`, { headers: { Cookie: cookie } }),
    await sso(world, token, undefined, { Cookie: cookie }),
  ]) {
    expect([asked.status, asked.headers.getSetCookie()]).toEqual([409, []])
    const html = page(asked)
    expect(html).toContain('Sara')
    expect(html).toContain('Omid')
    expect(html).toContain('name="replace" value="yes"')
    expect(html).not.toContain('<script')
  }
  expect(await holds()).toBe(true)
  const clicked = await follow(world, token, { Cookie: cookie }, { replace: 'yes' })
  expect(clicked.status).toBe(303)
  expect(await holds()).toBe(false)
  expect((await me(world, cookieOf(clicked))).body).toMatchObject({ name: 'Omid' })
})

test('one’s own session gives way to a new link by itself, and an ended one to anybody’s', async () => {
  const world = await openWorld()
  const { cookie, holds } = await enter(world)
  expect((await sso(world, await world.link({ jti: 'new' }), undefined, { Cookie: cookie })).status).toBe(303)
  expect(await holds()).toBe(false)
  const other = await world.link({ sub: 'u2' })
  const asked = await world.request(`/sso?token=${other}`, { headers: { Cookie: cookie } })
  expect([asked.status, page(asked).includes('<script')]).toEqual([200, true])
  expect((await sso(world, other, undefined, { Cookie: cookie })).status).toBe(303)
})

test('what is no token of the panel’s opens nothing and says what to do', async () => {
  const world = await openWorld()
  const iat = Math.floor(world.now().getTime() / 1000)
  const tokens = [
    '',
    'nope',
    'a.b.c',
    await world.link({ aud: 'x' }),
    await world.link({ iat, exp: iat - 61 }),
    await world.token(),
  ]
  for (const token of tokens) {
    const answer = await sso(world, token, undefined, { 'Accept-Language': 'en' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
    expect(page(answer)).toMatch(/<html lang="en" dir="ltr"[^]*panel/)
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
  }
  expect((await world.request('/sso')).status).toBe(401)
  for (const token of tokens) expect((await world.request(`/sso?token=${token}`)).status).toBe(401)
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
  const answer = await sso(world, await world.link(), next)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, location])
})
