import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { follow } from './_session.ts'
import { type Answer, DRAFT, expectProblem, openWorld, SECRET, type World } from './_world.ts'

const HOUR = 3600

async function ask({ request }: World, authorization?: string): Promise<Answer> {
  return await request(
    '/api/v1/me',
    authorization === undefined ? {} : { headers: { Authorization: authorization } },
  )
}

function seconds(world: World): number {
  return Math.floor(world.now().getTime() / 1000)
}

test('a token says who is asking, and its organization', async () => {
  const world = await openWorld()
  const org = { id: 'testco', name: 'Testco', plan: 'large' }
  const full = await world.signIn({
    mobile: '۰۹۱۲ ۱۲۳ ۴۵۶۷',
    locale: 'en-GB',
    org,
    aud: ['other', 'support'],
  })
  expect((await full.get('/api/v1/me')).body).toEqual({
    sub: 'u1',
    name: 'Sara',
    mobile: '+989121234567',
    locale: 'en',
    role: 'admin',
    org,
  })
  expect((await world.rival.get('/api/v1/me')).body).toEqual({
    sub: 'u1',
    name: 'Reza',
    mobile: null,
    locale: null,
    role: 'admin',
    org: { id: 'rival', name: 'Rival', plan: 'basic' },
  })
})

test('an organization follows its tokens, and never another one’s', async () => {
  const world = await openWorld()
  await world.sara.get('/api/v1/me')
  await world.rival.get('/api/v1/me')
  await world.desk.people.meet({ telegramId: 5, name: 'Sara', username: null })
  await world.desk.people.verifyMobile(5, '09121234567')
  expect((await world.desk.people.belonging(5)).meant).toBeNull()
  const renamed = await world.signIn({ mobile: '09121234567', org: { id: 'testco', name: 'Testco Cloud' } })
  await renamed.get('/api/v1/me')
  expect((await world.desk.people.belonging(5)).meant).toMatchObject({ id: 'testco', name: 'Testco Cloud' })
})

test('without a usable token there is a challenge and nothing else', async () => {
  const world = await openWorld()
  const valid = await world.token()
  const [head, , signature] = valid.split('.')
  const forged = `${head}.${btoa(JSON.stringify({ sub: 'u1' })).replaceAll('=', '')}.${signature}`
  const unsigned = new UnsecuredJWT({ sub: 'u1', aud: 'support' }).setExpirationTime('1h').encode()
  const bad = ['', 'Bearer', 'Bearer  ', `Basic ${valid}`, valid, `Bearer ${valid} more`, 'Bearer a.b.c']
  for (const authorization of [
    ...bad,
    `Bearer ${forged}`,
    `Bearer ${unsigned}`,
    `Bearer ${valid.slice(0, -2)}`,
  ]) {
    const answer = await ask(world, authorization)
    expectProblem(answer, 401, 'unauthenticated')
    expect(answer.headers.get('WWW-Authenticate')).toContain('error="invalid_token"')
  }
  const none = await ask(world)
  expectProblem(none, 401, 'unauthenticated')
  expect(none.headers.get('WWW-Authenticate')).toBe('Bearer realm="support"')
  expect((await ask(world, `bearer ${valid}`)).status).toBe(200)
})

test.each([
  ['no subject', { sub: undefined }],
  ['a subject with a control character', { sub: 'a\u0000b' }],
  ['a subject that is half a number', { sub: 5.5 }],
  ['an empty subject', { sub: '' }],
  ['a role that nobody has', { role: 'owner' }],
  ['no name', { name: undefined }],
  ['an invisible name', { name: ' \u200b' }],
  ['no organization', { org: undefined }],
  ['an organization without an id', { org: { name: 'Testco' } }],
  ['half a surrogate in the organization', { org: { id: '\ud800', name: 'Testco' } }],
  ['another audience', { aud: 'billing' }],
  ['no audience', { aud: undefined }],
  ['no expiry', { exp: undefined }],
])('a token with %s is refused', async (_name, claims) => {
  const world = await openWorld()
  expectProblem(await ask(world, `Bearer ${await world.token(claims)}`), 401, 'unauthenticated')
})

test('clocks may differ by a minute, and a token lives a day at most', async () => {
  const world = await openWorld()
  const now = seconds(world)
  const cases: [Record<string, unknown>, number][] = [
    [{ iat: now - HOUR, exp: now - 59 }, 200],
    [{ iat: now - HOUR, exp: now - 61 }, 401],
    [{ nbf: now + 59 }, 200],
    [{ nbf: now + 61 }, 401],
    [{ exp: now + 24 * HOUR }, 200],
    [{ exp: now + 24 * HOUR + 1 }, 401],
    [{ iat: now - 23 * HOUR, exp: now + 2 * HOUR }, 401],
    [{ iat: undefined, exp: now + 24 * HOUR }, 200],
    [{ iat: undefined, exp: now + 25 * HOUR }, 401],
    [{ iat: now + 59 }, 200],
    [{ iat: now + 61 }, 401],
    [{ iat: now + 48 * HOUR, exp: now + 49 * HOUR }, 401],
  ]
  for (const [claims, status] of cases) {
    expect([claims, (await ask(world, `Bearer ${await world.token(claims)}`)).status]).toEqual([
      claims,
      status,
    ])
  }
})

test('public keys are fetched, and a secret never stands for one', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  let up = true
  const server = createServer((_request, response) => {
    void exportJWK(publicKey).then((key) => {
      response.writeHead(up ? 200 : 503, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify({ keys: [{ ...key, kid: 'one', alg: 'ES256' }] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`
  const world = await openWorld({ panel: { jwksUrl } })
  const claims = { sub: 'u1', name: 'Sara', org: { id: 'testco', name: 'Testco' }, aud: 'support' }
  const sign = async (kid: string) =>
    await new SignJWT({ ...claims, exp: seconds(world) + HOUR })
      .setProtectedHeader({ alg: 'ES256', kid })
      .sign(privateKey)

  up = false
  const down = await ask(world, `Bearer ${await sign('one')}`)
  expectProblem(down, 503, 'sign_in_unavailable')
  expect(down.headers.get('Retry-After')).toBe('1')
  up = true
  world.pass(1_000)
  expect((await ask(world, `Bearer ${await sign('one')}`)).status).toBe(200)
  expectProblem(await ask(world, `Bearer ${await sign('two')}`), 401, 'unauthenticated')
  expectProblem(await ask(world, `Bearer ${await world.token()}`), 401, 'unauthenticated')

  const both = await openWorld({ panel: { jwksUrl, jwtSecrets: [SECRET] } })
  expect((await ask(both, `Bearer ${await sign('one')}`)).status).toBe(200)
  expect((await ask(both, `Bearer ${await both.token()}`)).status).toBe(200)
})

/** The panel's published keys, which a test changes. */
async function publishKeys() {
  let keys: JWK[] = []
  let asked = 0
  let answer: 'keys' | 'never' | 'nonsense' = 'keys'
  const server = createServer((_request, response) => {
    asked += 1
    if (answer === 'never') return
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(answer === 'keys' ? JSON.stringify({ keys }) : '<html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    publish: (...given: JWK[]) => void (keys = given),
    say: (what: typeof answer) => void (answer = what),
    asked: () => asked,
  }
}

async function keyPair(alg: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig' }
  const sign = async (world: World, header: { alg?: string; crit?: string[]; b64?: boolean } = {}) => {
    const claims = { sub: 'u1', name: 'Sara', org: { id: 'testco', name: 'Testco' }, aud: 'support' }
    const bearer = await new SignJWT({ ...claims, exp: seconds(world) + HOUR })
      .setProtectedHeader({ alg, kid, ...header })
      .sign(privateKey)
    return `Bearer ${bearer}`
  }
  return { jwk, publicKey, sign }
}

test.each(['RS256', 'ES256', 'EdDSA', 'Ed25519'])('keys for %s are taken', async (alg) => {
  const keys = await publishKeys()
  const { jwk, sign } = await keyPair(alg, 'one')
  keys.publish(jwk)
  const world = await openWorld({ panel: { jwksUrl: keys.url } })
  expect((await ask(world, await sign(world))).body).toMatchObject({ org: { id: 'testco' } })
})

test.each(['ES512', 'RS384', 'PS256'])('an algorithm that nobody allowed is refused: %s', async (alg) => {
  const keys = await publishKeys()
  const { jwk, sign } = await keyPair(alg, 'one')
  keys.publish(jwk)
  const world = await openWorld({ panel: { jwksUrl: keys.url, jwtSecrets: [SECRET] } })
  expectProblem(await ask(world, await sign(world)), 401, 'unauthenticated')
})

test('a public key is no secret to sign with', async () => {
  const keys = await publishKeys()
  const { jwk, publicKey } = await keyPair('RS256', 'one')
  keys.publish(jwk)
  for (const secrets of [{ jwksUrl: keys.url }, { jwksUrl: keys.url, jwtSecrets: [SECRET] }]) {
    const world = await openWorld({ panel: secrets })
    const claims = { sub: 'u1', name: 'Sara', org: { id: 'testco', name: 'Testco' }, aud: 'support' }
    for (const key of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
      const forged = await new SignJWT({ ...claims, exp: seconds(world) + HOUR })
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(new TextEncoder().encode(key))
      expectProblem(await ask(world, `Bearer ${forged}`), 401, 'unauthenticated')
    }
  }
})

test('keys are kept, and looked up again for one that is new, but not for every one', async () => {
  const keys = await publishKeys()
  const [first, second, unknown] = [
    await keyPair('ES256', 'a'),
    await keyPair('ES256', 'b'),
    await keyPair('ES256', 'c'),
  ]
  keys.publish(first.jwk)
  const world = await openWorld({ panel: { jwksUrl: keys.url } })
  for (let count = 0; count < 5; count += 1)
    expect((await ask(world, await first.sign(world))).status).toBe(200)
  expect(keys.asked()).toBe(1)

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
  onTestFinished(() => void vi.useRealTimers())
  keys.publish(second.jwk)
  expect((await ask(world, await second.sign(world))).status).toBe(200)
  expect((await ask(world, await first.sign(world))).status).toBe(401)
  for (let count = 0; count < 5; count += 1)
    expect((await ask(world, await unknown.sign(world))).status).toBe(401)
  expect(keys.asked()).toBe(2)
})

test('keys that can’t be had are no fault of the caller', async () => {
  const keys = await publishKeys()
  const { sign } = await keyPair('ES256', 'a')
  keys.say('nonsense')
  const world = await openWorld({ panel: { jwksUrl: keys.url } })
  expectProblem(await ask(world, await sign(world)), 503, 'sign_in_unavailable')
  world.pass(1_000)
  keys.say('never')
  const began = performance.now()
  expectProblem(await ask(world, await sign(world)), 503, 'sign_in_unavailable')
  expect(performance.now() - began).toBeLessThan(10_000)
  const page = await world.request(`/sso?token=${(await sign(world)).slice(7)}`)
  expect([page.status, page.headers.get('Content-Type'), page.headers.get('Retry-After')]).toEqual([
    503,
    expect.stringContaining('text/html'),
    '2',
  ])
})

test('keys that can’t be had are asked for less and less, whoever sends tokens', async () => {
  const keys = await publishKeys()
  const { sign, jwk } = await keyPair('RS256', 'a')
  keys.say('nonsense')
  const world = await openWorld({ panel: { jwksUrl: keys.url } })
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = (kid: number) =>
    `Bearer ${encode({ alg: 'RS256', kid: `k${kid}` })}.${encode({ exp: seconds(world) + HOUR })}.AAAA`
  const flood = async () => {
    for (let kid = 0; kid < 20; kid++)
      expectProblem(await ask(world, unsigned(kid)), 503, 'sign_in_unavailable')
    return keys.asked()
  }
  expect(await flood()).toBe(1)
  world.pass(1_000)
  expect(await flood()).toBe(2)
  world.pass(1_000)
  expect(await flood()).toBe(2)
  world.pass(1_000)
  expect(await flood()).toBe(3)
  for (let time = 0; time < 10; time++) {
    world.pass(60_000)
    await flood()
  }
  expect(keys.asked()).toBe(13)
  world.pass(60_000)
  keys.say('keys')
  keys.publish(jwk)
  expect((await ask(world, await sign(world))).status).toBe(200)
})

test('a token that asks for more than is understood, or says its times as text, is refused', async () => {
  const world = await openWorld()
  const sign = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const base = {
      sub: 'u1',
      name: 'Sara',
      org: { id: 'testco', name: 'Testco' },
      aud: 'support',
      exp: seconds(world) + 60,
    }
    const signed = `${encode({ alg: 'HS256', ...header })}.${encode({ ...base, ...claims })}`
    return `Bearer ${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`
  }
  expect((await ask(world, await sign({}))).status).toBe(200)
  const refused = [
    await sign({}, { crit: ['exp'] }),
    await sign({}, { crit: ['x'], x: 1 }),
    await sign({}, { alg: 'none' }),
    await sign({}, { alg: 'hs256' }),
    await sign({ exp: String(seconds(world) + 60) }),
    await sign({ exp: null }),
    await sign({ exp: 1e308 }),
    await sign({ nbf: 'now' }),
    await sign({ iat: 'now' }),
    await sign({ aud: [] }),
    await sign({ aud: ['a', 'b'] }),
    await sign({ aud: { support: true } }),
    await sign({ jti: 5 }),
    await sign({ jti: '' }),
  ]
  for (const authorization of refused) expectProblem(await ask(world, authorization), 401, 'unauthenticated')
})

test('while one secret takes the other’s place a token signed with either is good, and with a third is not', async () => {
  const next = 'the secret that the panel is moving to'
  const world = await openWorld({ panel: { jwtSecrets: [next, SECRET] } })
  const signed = async (secret: string) =>
    await new SignJWT({ name: 'Sara', org: { id: 'testco', name: 'Testco' } })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('u1')
      .setAudience('support')
      .setExpirationTime(seconds(world) + 300)
      .sign(new TextEncoder().encode(secret))
  for (const secret of [next, SECRET]) {
    expect((await ask(world, `Bearer ${await signed(secret)}`)).status).toBe(200)
  }
  for (const secret of [`${next},${SECRET}`, 'a secret of somebody else, 32 bytes']) {
    expectProblem(await ask(world, `Bearer ${await signed(secret)}`), 401, 'unauthenticated')
  }
  const after = await openWorld({ panel: { jwtSecrets: [next] } })
  expectProblem(await ask(after, `Bearer ${await signed(SECRET)}`), 401, 'unauthenticated')
})

test.each([
  ['en_US', 'en'],
  ['fa-IR', 'fa'],
  ['FA', 'fa'],
  [' fa_IR ', 'fa'],
  ['de', null],
  ['', null],
])('the locale %j is read as %j', async (locale, read) => {
  const world = await openWorld()
  expect((await (await world.signIn({ locale })).get('/api/v1/me')).body).toMatchObject({ locale: read })
})

test('numbers stand for their text', async () => {
  const world = await openWorld()
  const numbers = await world.signIn({ sub: 17, org: { id: 4, name: 'Four' }, mobile: 9_121_234_567 })
  const words = await world.signIn({ sub: '17', org: { id: '4', name: 'Four' }, mobile: '09121234567' })
  const opened = await numbers.post('/api/v1/tickets', DRAFT)
  expect((await words.get(`/api/v1/tickets/${opened.body.ref}`)).status).toBe(200)
  expect((await words.get('/api/v1/me')).body).toEqual((await numbers.get('/api/v1/me')).body)
  expect((await words.get('/api/v1/members')).body.total).toBe(1)
})

describe('the newest token', () => {
  const SAID = {
    name: 'Sara',
    mobile: '09121234567',
    role: 'member',
    org: { id: 'testco', name: 'Testco', plan: 'large' },
  }
  const OTHER = {
    name: 'Impostor',
    mobile: '09350000000',
    role: 'admin',
    org: { id: 'testco', name: 'Evil', plan: 'basic' },
  }
  const KNOWN = {
    name: 'Sara',
    mobile: '+989121234567',
    role: 'member',
    org: { id: 'testco', name: 'Testco', plan: 'large' },
  }

  async function after(...tokens: Record<string, unknown>[]) {
    const world = await openWorld()
    let me: Answer | null = null
    for (const claims of tokens) {
      me = await (await world.signIn({ exp: seconds(world) + HOUR, ...claims })).get('/api/v1/me')
      expect(me.status).toBe(200)
    }
    return { me: me?.body, world }
  }
  const at = (offset: number) => Math.floor(Date.parse('2026-11-22T10:00:00Z') / 1000) + offset

  test('decides over plan, names, role and mobile', async () => {
    const { me } = await after({ ...OTHER, iat: at(-9) }, { ...SAID, iat: at(-5) })
    expect(me).toMatchObject(KNOWN)
  })

  test('is not overruled by an older one, nor by one that says no age', async () => {
    expect((await after({ ...SAID, iat: at(-5) }, { ...OTHER, iat: at(-6) })).me).toMatchObject(KNOWN)
    expect((await after({ ...SAID, iat: at(-5) }, { ...OTHER, iat: undefined })).me).toMatchObject(KNOWN)
  })

  test('counts where it had nothing new to say', async () => {
    const { me } = await after({ ...SAID, iat: at(-9) }, { ...SAID, iat: at(-3) }, { ...OTHER, iat: at(-5) })
    expect(me).toMatchObject(KNOWN)
  })

  test('of the organization counts whoever brought it', async () => {
    const { me } = await after({ ...SAID, iat: at(-3) }, { ...OTHER, sub: 'u2', name: 'Omid', iat: at(-5) })
    expect(me).toMatchObject({ name: 'Omid', role: 'admin', org: KNOWN.org })
  })

  test('may leave its age away where none has said it', async () => {
    const { me } = await after({ ...OTHER, iat: undefined }, { ...SAID, iat: undefined })
    expect(me).toMatchObject(KNOWN)
    expect((await after({ ...OTHER, iat: undefined }, { ...SAID, iat: at(-9) })).me).toMatchObject(KNOWN)
  })

  test('gives an older one no power that it has taken away', async () => {
    const { world } = await after({ ...SAID, iat: at(-5) })
    const before = await world.signIn({ ...OTHER, iat: at(-50) })
    expectProblem(await before.get('/api/v1/members'), 403, 'forbidden')
    expectProblem(await before.post('/api/v1/telegram-groups', { groupId: -1 }), 403, 'forbidden')
    const opened = await before.post('/api/v1/tickets', DRAFT)
    expect(opened.body).toMatchObject({ createdBy: { name: 'Sara' } })
  })
})

test('a token is a link or a bearer token, and never both', async () => {
  const world = await openWorld()
  expectProblem(await ask(world, `Bearer ${await world.link()}`), 401, 'unauthenticated')
  for (const aud of ['support', ['support', 'support-sso'], 'billing']) {
    expect((await follow(world, await world.link({ aud }))).status).toBe(401)
    expect((await world.request(`/sso?token=${await world.link({ aud })}`)).status).toBe(401)
  }
  const both = await world.token({ aud: ['support', 'support-sso'] })
  expectProblem(await ask(world, `Bearer ${both}`), 401, 'unauthenticated')
})

test('a link lives five minutes at most', async () => {
  const world = await openWorld()
  const now = seconds(world)
  const cases: [Record<string, unknown>, number][] = [
    [{ iat: now, exp: now + 300 }, 303],
    [{ iat: now, exp: now + 301 }, 401],
    [{ iat: now - 200, exp: now + 101 }, 401],
    [{ iat: undefined, exp: now + 360 }, 303],
    [{ iat: undefined, exp: now + 361 }, 401],
    [{ iat: now + 61, exp: now + 90 }, 401],
  ]
  for (const [claims, status] of cases)
    expect([
      claims,
      (await follow(world, await world.link({ jti: JSON.stringify(claims), ...claims }))).status,
    ]).toEqual([claims, status])
})

test('a refusal says in the log which claim broke which rule, and never its value', async () => {
  const world = await openWorld()
  const now = seconds(world)
  const refusals: [Record<string, unknown>, string, string][] = [
    [{ aud: 'billing-9' }, 'aud', 'not accepted'],
    [{ aud: undefined }, 'aud', 'missing'],
    [{ exp: now - 61 }, 'exp', 'expired'],
    [{ exp: now + 90_000 }, 'exp', 'lives longer than 86400 s'],
    [{ iat: now + 500 }, 'iat', 'in the future'],
    [{ nbf: now + 500 }, 'nbf', 'not accepted'],
    [{ sub: 'secret\u0000sub' }, 'sub', 'invalid_format'],
    [{ org: { id: 'testco' } }, 'org.name', 'invalid_type'],
    [{ role: 'owner-9' }, 'role', 'invalid_value'],
  ]
  for (const [claims, claim, rule] of refusals) {
    world.log.length = 0
    expectProblem(await ask(world, `Bearer ${await world.token(claims)}`), 401, 'unauthenticated')
    const lines = world.log.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.find(({ msg }) => msg === 'A token was refused.')).toMatchObject({ level: 30, claim, rule })
    for (const value of ['billing-9', 'secret', 'owner-9', String(now + 500)])
      expect(world.log.join('')).not.toContain(value)
  }
  world.log.length = 0
  const valid = await world.token()
  await ask(world, `Bearer ${valid.slice(0, -3)}AAA`)
  await ask(world, 'Bearer a.b.c')
  expect(world.log.join('')).toContain('"claim":"signature"')
  expect(world.log.join('')).toContain('"claim":"token"')
})
