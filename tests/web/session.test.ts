import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { cookieOf, enter, follow, RIVAL } from './_session.ts'
import { type Client, DRAFT, expectProblem, openWorld } from './_world.ts'

const HOUR_MS = 3_600_000
const TICKETS = '/api/v1/tickets'

test('a session reads the API, and changes nothing there', async () => {
  const world = await openWorld()
  const ref = await world.open()
  const { cookie } = await enter(world)
  const { cookie: rival } = await enter(world, RIVAL)
  const read = async (who: string) => (await world.request(TICKETS, { headers: { Cookie: who } })).body.total
  expect([await read(cookie), await read(rival)]).toEqual([1, 0])
  const theirs = await world.request(`${TICKETS}/${ref}`, { headers: { Cookie: rival } })
  expectProblem(theirs, 404, 'not_found')
  const head = await world.request(TICKETS, { method: 'HEAD', headers: { Cookie: cookie } })
  expect(head.status).toBe(200)
  for (const method of ['POST', 'DELETE', 'PUT']) {
    const headers = { Cookie: cookie, 'Content-Type': 'application/json' }
    const answer = await world.request(TICKETS, { method, headers, body: JSON.stringify(DRAFT) })
    expectProblem(answer, 401, 'unauthenticated')
  }
  expect(await read(cookie)).toBe(1)
})

test('with both, the token decides, even where it is refused', async () => {
  const { request, token, ...world } = await openWorld()
  const { cookie } = await enter({ request, token, ...world })
  const ask = async (authorization: string) =>
    await request('/api/v1/me', { headers: { Cookie: cookie, Authorization: authorization } })
  expect((await ask(`Bearer ${await token(RIVAL)}`)).body).toMatchObject({ org: { id: 'rival' } })
  expectProblem(await ask('Bearer nope'), 401, 'unauthenticated')
})

test('it ends after twelve hours, and with its row', async () => {
  const world = await openWorld()
  const { cookie } = await enter(world)
  const { cookie: rival } = await enter(world, RIVAL)
  const ask = async (who: string) => (await world.request('/api/v1/me', { headers: { Cookie: who } })).status
  world.pass(12 * HOUR_MS - 1000)
  await world.sessions.prune(world.now())
  expect([await ask(cookie), await ask(rival)]).toEqual([200, 200])
  world.pass(1000)
  expect([await ask(cookie), await ask(rival)]).toEqual([401, 401])
  for (const made of [
    '__Host-support_session=',
    `__Host-support_session=${'a'.repeat(43)}`,
    'support_session=x',
    ';;=',
  ]) {
    expect(await ask(made)).toBe(401)
  }
})

test('another sign-in in the same browser ends the first one', async () => {
  const world = await openWorld()
  const { cookie: first } = await enter(world)
  const link = await world.link({ jti: 'b', ...RIVAL })
  const next = await follow(world, link, { Cookie: first }, { replace: 'yes' })
  const second = cookieOf(next)
  expect((await world.request('/api/v1/me', { headers: { Cookie: first } })).status).toBe(401)
  const me = await world.request('/api/v1/me', { headers: { Cookie: second } })
  expect(me.body).toMatchObject({ name: 'Reza', org: { id: 'rival' } })
})

test('what the panel says later of its user is what a session shows; forgetting ends it', async () => {
  const world = await openWorld()
  const { cookie } = await enter(world, { mobile: '09121234567' })
  await (await world.signIn({ name: 'Sara Ahmadi', mobile: '09121234567' })).get('/api/v1/me')
  const ask = async () => await world.request('/api/v1/me', { headers: { Cookie: cookie } })
  expect((await ask()).body).toMatchObject({ name: 'Sara Ahmadi', mobile: '+989121234567' })
  await world.desk.people.meet({ telegramId: 5, name: 'Sara', username: null })
  await world.desk.people.verifyMobile(5, '09121234567')
  await world.desk.people.forget(5)
  expect((await ask()).status).toBe(401)
})

test('a page without a session says what to do, in the reader’s language', async () => {
  const world = await openWorld()
  for (const path of ['/tickets', '/tickets/new', '/tickets/KT-1', '/telegram']) {
    const answer = await world.request(path, { headers: { 'Accept-Language': 'en', Accept: '*/*' } })
    expect(answer).toMatchObject({ status: 401, body: expect.stringContaining('lang="en"') })
  }
})

test('signing out ends the session, in the browser too', async () => {
  const world = await openWorld()
  const { cookie, csrf } = await enter(world)
  const { cookie: rival } = await enter(world, RIVAL)
  const body = new URLSearchParams({ _csrf: csrf })
  const answer = await world.request('/sign-out', { method: 'POST', body, headers: { Cookie: cookie } })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/tickets'])
  expect(answer.headers.get('Clear-Site-Data')).toBe('"cache", "storage"')
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-support_session=; Max-Age=0; Path=\/;.*Secure/)
  const status = async (who: string) =>
    (await world.request('/api/v1/me', { headers: { Cookie: who } })).status
  expect([await status(cookie), await status(rival)]).toEqual([401, 200])
})

test('a language is the session’s own, over the token’s and the browser’s', async () => {
  const world = await openWorld()
  const { cookie, csrf } = await enter(world, { locale: 'fa' })
  const { cookie: other } = await enter(world, { locale: 'fa' })
  const post = async (fields: Record<string, string>) =>
    await world.request('/language', {
      method: 'POST',
      body: new URLSearchParams({ _csrf: csrf, ...fields }),
      headers: { Cookie: cookie },
    })
  const title = async (who: string) =>
    (await world.request(`${TICKETS}/KT-9`, { headers: { Cookie: who, 'Accept-Language': 'fa' } })).body.title
  expect(await title(cookie)).toBe('پیدا نشد')
  const chosen = await post({ locale: 'en', next: '/tickets/KT-1' })
  expect([chosen.status, chosen.headers.get('Location')]).toEqual([303, '/tickets/KT-1'])
  expect([await title(cookie), await title(other)]).toEqual(['Not found', 'پیدا نشد'])
  expect((await post({ locale: 'en', next: '//evil.example' })).headers.get('Location')).toBe('/tickets')
  for (const wrong of ['', 'de', 'EN']) expect((await post({ locale: wrong })).status).toBe(400)
})

test('sessions count into their user’s requests', async () => {
  const world = await openWorld({ apiRateLimit: 2 })
  const { cookie } = await enter(world)
  const { cookie: rival } = await enter(world, RIVAL)
  const ask = async (client: Client, who: string) => [
    (await client.get('/api/v1/me')).status,
    (await world.request('/api/v1/me', { headers: { Cookie: who } })).status,
    (await world.request('/api/v1/me', { headers: { Cookie: who } })).status,
  ]
  expect(await ask(world.sara, cookie)).toEqual([200, 200, 429])
  expect(await ask(world.rival, rival)).toEqual([200, 200, 429])
})

test('what is said after a session has ended is in its language; without one, in the browser’s', async () => {
  const world = await openWorld()
  const ended = async (cookies: string[], path = '/tickets/new') => {
    const method = path.endsWith('messages') ? 'POST' : 'GET'
    const headers = { Cookie: cookies.join('; '), 'Accept-Language': 'en' }
    const answer = await world.web.request(path, { method, headers })
    return /<html lang="(\w\w)"/.exec(await answer.text())?.[1]
  }
  const kept = (answer: { headers: Headers }) =>
    answer.headers
      .getSetCookie()
      .filter((each) => each.startsWith('__Host-support_language='))
      .map((each) => each.split(';', 1)[0] ?? '')
  const signIn = async (claims: Record<string, unknown>, cookie = '') => {
    return await follow(world, await world.link({ jti: randomUUID(), ...claims }), { Cookie: cookie })
  }

  const first = await signIn({ locale: 'fa' })
  expect(kept(first)).toEqual(['__Host-support_language=fa'])
  expect(await ended(kept(first))).toBe('fa')
  expect(await ended(kept(first), '/tickets/KT-1/messages')).toBe('fa')
  expect(await ended([])).toBe('en')
  expect(await ended(['__Host-support_language=de'])).toBe('en')

  const { cookie, csrf } = await enter(world, { locale: 'fa', ...RIVAL })
  const body = new URLSearchParams({ _csrf: csrf, locale: 'en' })
  const chosen = await world.request('/language', { method: 'POST', body, headers: { Cookie: cookie } })
  expect(kept(chosen)).toEqual(['__Host-support_language=en'])
  expect(kept(await signIn({}, '__Host-support_language=fa'))).toEqual(['__Host-support_language='])
})
