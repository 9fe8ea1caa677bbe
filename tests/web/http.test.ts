import { expect, test } from 'vitest'
import { DRAFT, expectProblem, openWorld } from './_world.ts'

const TICKETS = '/api/v1/tickets'

test('an unknown path is a problem like any other', async () => {
  const { request, sara, rival } = await openWorld()
  for (const path of ['/nope', '/api', '/api/v2/tickets', '/%00', '/%']) {
    expectProblem(await request(path), 404, 'not_found')
  }
  for (const client of [sara, rival]) {
    for (const path of ['/api/v1/nope', `${TICKETS}/KT-1/nope`, '/api/v1']) {
      expectProblem(await client.get(path), 404, 'not_found')
    }
  }
  expectProblem(await request('/api/v1/nope'), 401, 'unauthenticated')
})

test.each([
  ['PUT', TICKETS, 'GET, HEAD, POST'],
  ['DELETE', `${TICKETS}/KT-1`, 'GET, HEAD'],
  ['GET', `${TICKETS}/KT-1/close`, 'POST'],
  ['PATCH', '/api/v1/telegram-groups/-5', 'DELETE'],
  ['GET', '/api/v1/telegram-groups/-5', 'DELETE'],
  ['POST', '/api/v1/me', 'GET, HEAD'],
  ['OPTIONS', '/healthz', 'GET, HEAD'],
])('%s %s says what is allowed', async (method, path, allowed) => {
  const { sara, rival } = await openWorld()
  for (const client of [sara, rival]) {
    const answer = await client.send(path, { method })
    expectProblem(answer, 405, 'method_not_allowed')
    expect(answer.headers.get('Allow')?.split(', ').toSorted().join(', ')).toBe(allowed)
  }
})

test('HEAD answers as GET does, without the body', async () => {
  const { sara, rival } = await openWorld()
  for (const client of [sara, rival]) {
    expect(await client.send(TICKETS, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  }
})

test('a body has to be JSON and say so', async () => {
  const { sara, rival } = await openWorld()
  const post = async (body: string | Uint8Array<ArrayBuffer>, type?: string) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
    const answer = await sara.send(TICKETS, { method: 'POST', body, headers })
    expect((await sara.get(TICKETS)).body.total).toBe(0)
    expect((await rival.get(TICKETS)).body.total).toBe(0)
    return answer
  }
  const json = JSON.stringify(DRAFT)
  expectProblem(await post(json, 'text/plain'), 415, 'unsupported_media_type')
  expectProblem(await post(json, 'application/x-www-form-urlencoded'), 415, 'unsupported_media_type')
  expectProblem(await post(json, 'multipart/form-data'), 415, 'unsupported_media_type')
  expectProblem(await post(new TextEncoder().encode(json)), 415, 'unsupported_media_type')
  for (const broken of ['', '{', `${json}}`, "{'title':1}", '\u0000', `{"title":"${'x'.repeat(9)}`]) {
    expectProblem(await post(broken, 'application/json'), 400, 'invalid_request', 'body invalid')
  }
  const bytes = new Uint8Array([0xff, 0xfe, 0x7b])
  expectProblem(await post(bytes, 'application/json'), 400, 'invalid_request', 'body invalid')
  expectProblem(await post('['.repeat(500_000), 'application/json'), 400, 'invalid_request')
  const nested = `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expectProblem(await post(nested, 'application/json'), 400, 'invalid_request')
  const { status } = await sara.send(TICKETS, {
    method: 'POST',
    body: json,
    headers: { 'Content-Type': 'Application/JSON; charset=utf-8' },
  })
  expect(status).toBe(201)
})

test('a body over a megabyte is refused, said or not', async () => {
  const { sara, rival } = await openWorld()
  const body = JSON.stringify({ ...DRAFT, padding: 'x'.repeat(1024 * 1024) })
  for (const length of [{}, { 'Content-Length': String(body.length) }]) {
    const answer = await sara.send(TICKETS, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...length },
    })
    expectProblem(answer, 413, 'payload_too_large')
  }
  for (const client of [sara, rival]) expect((await client.get(TICKETS)).body.total).toBe(0)
})

test('problems speak the token’s language, then the request’s, then the default', async () => {
  const { signIn, sara, rival, request } = await openWorld()
  const english = await signIn({ locale: 'en' })
  const title = async (send: typeof sara.send, language: string) =>
    (await send('/api/v1/nope', { headers: { 'Accept-Language': language } })).body.title
  expect(await title(sara.send, '')).toBe('پیدا نشد')
  expect(await title(rival.send, 'de, en-US;q=0.8, fa;q=0.5')).toBe('Not found')
  expect(await title(sara.send, 'en;q=0, de')).toBe('پیدا نشد')
  expect(await title(english.send, 'fa')).toBe('Not found')
  expect(await title(request, 'en')).toBe('Sign-in needed')
})

test('each user has so many requests a minute', async () => {
  const { sara, omid, rival, pass } = await openWorld({ apiRateLimit: 2 })
  pass(45_000)
  const statuses = async (client: typeof sara) => [
    (await client.get('/api/v1/me')).status,
    (await client.get(TICKETS)).status,
  ]
  for (const client of [sara, omid, rival]) expect(await statuses(client)).toEqual([200, 200])
  const refused = await sara.get('/api/v1/me')
  expectProblem(refused, 429, 'rate_limited')
  expect(refused.headers.get('Retry-After')).toBe('15')
  expectProblem(await rival.post(TICKETS, DRAFT), 429, 'rate_limited')
  pass(15_000)
  expect((await rival.get(TICKETS)).body.total).toBe(0)
  expect(await statuses(sara)).toEqual([200, 200])
})

test('every answer has a request id and secure headers, and grants no other origin anything', async () => {
  const { sara, rival, request } = await openWorld()
  const answers = [await sara.get(TICKETS), await rival.get(`${TICKETS}/KT-9`), await request('/nope')]
  for (const { headers } of answers) {
    expect(headers.get('X-Request-Id')).toMatch(/^[\w-]{36}$/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
  }
  expect(answers[0]?.headers.get('Cache-Control')).toBe('private, no-cache')
  const traced = await request('/healthz', { headers: { 'X-Request-Id': 'panel-42' } })
  expect(traced.headers.get('X-Request-Id')).toBe('panel-42')
})

test('what fails unforeseen is logged once, with its request, and says nothing of itself', async () => {
  const { request, log } = await openWorld({ ready: () => Promise.reject(new Error('disk on fire')) })
  const answer = await request('/readyz', { headers: { 'X-Request-Id': 'panel-43' } })
  expectProblem(answer, 500, 'internal_error')
  expect(JSON.stringify(answer.body)).not.toContain('fire')
  const lines = log.filter((line) => line.includes('disk on fire'))
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    area: 'web',
    requestId: 'panel-43',
    code: 'internal_error',
  })
})

test('the log knows requests by their path, not by what they carry', async () => {
  const { sara, rival, log, token } = await openWorld()
  await sara.post(`${TICKETS}?token=hidden-in-query`, { ...DRAFT, title: 'hidden-in-body' })
  await rival.get(TICKETS)
  expect(log.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { method: 'POST', path: TICKETS, status: 201 },
    { method: 'GET', path: TICKETS, status: 200 },
  ])
  expect(log.join('')).not.toMatch(/hidden-in/)
  expect(log.join('')).not.toContain((await token()).slice(0, 20))
})

test('health is the process, readiness is all it stands on', async () => {
  let telegram = 'ok'
  const { request } = await openWorld({ ready: async () => ({ database: 'ok', telegram }) })
  expect(await request('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
  expect(await request('/readyz')).toMatchObject({
    status: 200,
    body: { checks: { database: 'ok', telegram: 'ok' } },
  })
  telegram = 'no answer'
  expect(await request('/readyz')).toMatchObject({
    status: 503,
    body: { status: 'unavailable', checks: { database: 'ok', telegram: 'no answer' } },
  })
  expect((await request('/healthz')).status).toBe(200)
})
