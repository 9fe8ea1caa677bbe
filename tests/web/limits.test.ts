import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '../../web/server.ts'
import { pdf } from '../_support/files.ts'
import { enter } from './_session.ts'
import { openWith } from './_uploads.ts'
import { openWorld, type WorldOptions } from './_world.ts'

const ME = '/api/v1/me'

/** A world that is served, so that requests come from an address. */
async function serve(options: WorldOptions = {}, stallMs?: number) {
  const world = await openWorld(options)
  const server = await listen(world.web, {
    host: '127.0.0.1',
    port: 0,
    ...(stallMs !== undefined && { stallMs }),
  })
  onTestFinished(() => server.close())
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    await fetch(`http://127.0.0.1:${server.port}${path}`, { headers, redirect: 'manual' })
  const bearer = async (claims: Record<string, unknown> = {}) => ({
    Authorization: `Bearer ${await world.token(claims)}`,
  })
  return { ...world, port: server.port, ask, bearer }
}

/** The statuses of so many requests, each with how many there were. */
async function counted(times: number, ask: (time: number) => Promise<Response>) {
  const counts: Record<number, number> = {}
  for (let time = 0; time < times; time++) {
    const { status } = await ask(time)
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

test('an organization has ten times as much as each of its users', async () => {
  const { ask, bearer } = await serve({ apiRateLimit: 2 })
  const from = async (user: number) => await ask(ME, await bearer({ sub: `u${user}` }))
  expect(await counted(20, (time) => from(time % 12))).toEqual({ 200: 20 })
  expect((await from(50)).status).toBe(429)
})

test('an address has ten times as much as a user, whatever is asked for; the watchers are let through', async () => {
  const { ask, bearer, pass } = await serve({ apiRateLimit: 2 })
  const org = (time: number) => ({ org: { id: `o${time}`, name: 'O' } })
  expect(await counted(20, async (time) => await ask(ME, await bearer(org(time))))).toEqual({ 200: 20 })
  for (const path of [ME, '/tickets', '/sso?token=x', '/openapi.json', '/nope', '/']) {
    const refused = await ask(path, await bearer(org(99)))
    expect([path, refused.status, Number(refused.headers.get('Retry-After'))]).toEqual([path, 429, 60])
  }
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await ask(path)).status).toBe(200)
  pass(60_000)
  expect((await ask(ME, await bearer())).status).toBe(200)
})

test('the pages of a session count as their user’s requests', async () => {
  const world = await serve({ apiRateLimit: 4 })
  const { cookie } = await enter(world)
  expect(await counted(4, () => world.ask('/tickets', { Cookie: cookie }))).toEqual({ 200: 4 })
  const page = await world.ask('/tickets', { Cookie: cookie, 'Accept-Language': 'en' })
  expect([page.status, page.headers.get('Content-Type'), page.headers.get('Retry-After')]).toEqual([
    429,
    expect.stringContaining('text/html'),
    '60',
  ])
  const second = await enter(world)
  expect((await world.ask('/tickets/new', { Cookie: second.cookie })).status).toBe(429)
  expect((await world.ask(ME, await world.bearer())).status).toBe(429)
  expect((await world.ask(ME, await world.bearer({ sub: 'u2' }))).status).toBe(200)
})

test.each([
  ['/sso', '/sso?token=no.such.token', {}],
  ['the API', ME, { Authorization: 'Bearer no.such.token' }],
  ['the pages', '/tickets', { Cookie: `__Host-support_session=${'x'.repeat(43)}` }],
])(
  'failed sign-ins at %s have a limit of their own, which stops nobody else',
  async (_door, path, headers) => {
    const { ask, bearer } = await serve({ apiRateLimit: 3 })
    expect(await counted(6, () => ask(path, headers))).toEqual({ 401: 3, 429: 3 })
    expect((await ask(ME, await bearer())).status).toBe(200)
  },
)

test('with 0 there are no limits', async () => {
  const { ask, bearer } = await serve({ apiRateLimit: 0 })
  const headers = await bearer()
  expect(await counted(200, () => ask(ME, headers))).toEqual({ 200: 200 })
  expect(await counted(50, () => ask('/sso?token=x'))).toEqual({ 401: 50 })
})

test.each<[string, WorldOptions['trustProxy'], said: readonly string[], distinct: boolean]>([
  ['nobody is trusted', undefined, ['1.1.1.1', '2.2.2.2'], false],
  ['one proxy says it', 1, ['1.1.1.1', '2.2.2.2'], true],
  ['what stands before it is the client’s own word', 1, ['8.8.8.8, 1.1.1.1', '9.9.9.9, 1.1.1.1'], false],
  ['two proxies', 2, ['1.1.1.1, 5.5.5.5', '2.2.2.2, 5.5.5.5'], true],
  ['a network', ['127.0.0.0/8'], ['1.1.1.1', '2.2.2.2'], true],
  ['a network that this is not', ['10.0.0.0/8'], ['1.1.1.1', '2.2.2.2'], false],
  ['two networks', ['127.0.0.1', '10.0.0.0/8'], ['1.1.1.1, 10.2.3.4', '2.2.2.2, 10.9.9.9'], true],
  ['their word ends at the first stranger', ['127.0.0.1'], ['8.8.8.8, 1.1.1.1', '9.9.9.9, 1.1.1.1'], false],
  ['no address is no word', 1, ['a', 'b'], false],
  ['a port is no address', 1, ['1.1.1.1:1234', '1.1.1.1:9999'], false],
  ['IPv4 in IPv6 is the same', 1, ['::ffff:1.1.1.1', '1.1.1.1'], false],
  ['one IPv6 network is one', 1, ['2001:db8::1', '[2001:db8:0:0:ffff::2]:443'], false],
  ['two are two', 1, ['2001:db8:0:1::1', '2001:db8:0:2::1'], true],
])('whose request a proxy passes on: %s', async (_name, trustProxy, said, distinct) => {
  const { ask } = await serve({ apiRateLimit: 1, trustProxy })
  const statuses = []
  for (const address of said)
    statuses.push((await ask('/sso?token=x', { 'X-Forwarded-For': address })).status)
  expect(statuses).toEqual([401, distinct ? 401 : 429])
})

test('an organization has so many open streams, and all of them together', { timeout: 60_000 }, async () => {
  const { signIn } = await openWorld()
  const follow = async (claims: Record<string, unknown>) => {
    const answer = await (await signIn(claims)).fetch('/api/v1/events')
    onTestFinished(() => answer.body?.cancel())
    return answer
  }
  const org = (id: number) => ({ id: `o${id}`, name: 'O' })
  for (let id = 0; id < 5; id++) {
    const opened = await counted(202, (time) => follow({ sub: `u${time % 12}`, org: org(id) }))
    expect(opened).toEqual({ 200: 200, 429: 2 })
  }
  const refused = await follow({ org: org(9) })
  expect([refused.status, Number(refused.headers.get('Retry-After')) > 0]).toEqual([429, true])
})

test('whoever does not read is cut off', { timeout: 30_000 }, async () => {
  const world = await serve({}, 500)
  const size = 9_500_000
  const opened = await openWith(world.sara, [{ name: 'a.pdf', bytes: pdf(size) }])
  const { Authorization } = await world.bearer()
  const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  const before = sockets()
  const socket = connect(world.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let read = 0
  socket.on('data', (bytes: Buffer) => (read += bytes.length))
  socket.on('error', () => {})
  socket.write(
    `GET ${opened.body.attachments[0]?.url} HTTP/1.1\r\nHost: x\r\nAuthorization: ${Authorization}\r\n\r\n`,
  )
  await once(socket, 'data')
  socket.pause()
  expect(sockets()).toBe(before + 2)
  await vi.waitFor(() => expect(sockets()).toBe(before + 1), { timeout: 10_000 })
  const closed = once(socket, 'close')
  socket.resume()
  await closed
  expect(read).toBeLessThan(size)
})
