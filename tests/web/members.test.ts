import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../../web/server.ts'
import { listenTo } from './_events.ts'
import { enter, follow } from './_session.ts'
import { type Client, DRAFT, expectProblem, MEMBERSHIP_TTL_MS, openWorld, type World } from './_world.ts'

const MEMBERS = '/api/v1/members'
const GROUPS = '/api/v1/telegram-groups'
const AUDIT = '/api/v1/audit'
const ID = -1001234567890
const DAY_MS = 24 * 3_600_000

const namesOf = async (client: Client) =>
  (await client.get(MEMBERS)).body.items.map((each) => (each as unknown as { name: string }).name)
const member = async (world: World) => await world.signIn({ sub: 'u3', name: 'Mina', role: 'member' })

test('an organization’s admins see who belongs to it, and nobody else’s', async () => {
  const world = await openWorld()
  const mina = await world.signIn({ sub: 'u3', name: 'Mina', role: 'member', mobile: '0912 123 4567' })
  for (const client of [world.omid, world.rival, mina]) await client.get('/api/v1/me')
  const { body } = await world.sara.get(MEMBERS)
  const confirmedAt = world.now().toISOString()
  expect(body).toEqual({
    items: [
      { sub: 'u3', name: 'Mina', mobile: '+989121234567', role: 'member', confirmedAt },
      { sub: 'u2', name: 'Omid', mobile: null, role: 'admin', confirmedAt },
      { sub: 'u1', name: 'Sara', mobile: null, role: 'admin', confirmedAt },
    ],
    total: 3,
  })
  expect(await namesOf(world.rival)).toEqual(['Reza'])
})

test('ending a membership ends sessions and every token signed so far; a newer one brings the person back', async () => {
  const world = await openWorld()
  const { sara, omid, rival, request } = world
  await omid.get('/api/v1/me')
  const { cookie } = await enter(world, { sub: 'u2', name: 'Omid' })
  const { cookie: other } = await enter(world, {
    sub: 'u2',
    name: 'Omid',
    org: { id: 'rival', name: 'Rival' },
  })
  const seconds = Math.floor(world.now().getTime() / 1000)
  const tokens = await Promise.all(
    [seconds - 9, seconds, undefined].map((iat) => world.token({ sub: 'u2', name: 'Omid', iat })),
  )
  const link = await world.link({ sub: 'u2', name: 'Omid' })
  const status = async (headers: Record<string, string>) => (await request('/api/v1/me', { headers })).status

  expect((await sara.delete(`${MEMBERS}/u2`)).status).toBe(204)
  expect(await namesOf(sara)).toEqual(['Sara'])
  expect(await status({ Cookie: cookie })).toBe(401)
  for (const token of tokens) {
    const answer = await request('/api/v1/tickets', { headers: { Authorization: `Bearer ${token}` } })
    expectProblem(answer, 401, 'unauthenticated')
    expect(answer.headers.get('WWW-Authenticate')).toContain('invalid_token')
  }
  expect((await follow(world, link)).status).toBe(401)
  expect(await status({ Cookie: other })).toBe(200)
  expect((await rival.get(MEMBERS)).body.total).toBe(2)

  expect((await sara.delete(`${MEMBERS}/u2`)).status).toBe(204)
  world.pass(1000)
  expect((await omid.get('/api/v1/me')).status).toBe(200)
  expect(await namesOf(sara)).toEqual(['Omid', 'Sara'])
  for (const token of tokens) expect(await status({ Authorization: `Bearer ${token}` })).toBe(401)
})

test('somebody who was never seen, or is another organization’s, can’t be ended', async () => {
  const world = await openWorld()
  await world
    .signIn({ sub: 'r2', name: 'Ramin', org: { id: 'rival', name: 'Rival' } })
    .then((ramin) => ramin.get('/api/v1/me'))
  for (const sub of ['nobody', 'r2', '%00', encodeURIComponent('u1 '), '..%2fu1'])
    expectProblem(await world.sara.delete(`${MEMBERS}/${sub}`), 404, 'not_found')
  expect(await namesOf(world.rival)).toEqual(['Ramin', 'Reza'])
})

test('an admin may leave', async () => {
  const { sara, omid } = await openWorld()
  await omid.get('/api/v1/me')
  expect((await sara.delete(`${MEMBERS}/u1`)).status).toBe(204)
  expectProblem(await sara.get(MEMBERS), 401, 'unauthenticated')
  expect(await namesOf(omid)).toEqual(['Omid'])
})

test('an open stream of events ends with the membership, of a token as of a session', async () => {
  const world = await openWorld()
  const { cookie } = await enter(world, { sub: 'u2', name: 'Omid' })
  const bearer: Record<string, string> = {
    Authorization: `Bearer ${await world.token({ sub: 'u2', name: 'Omid' })}`,
  }
  const server = await listen(world.web, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const url = `http://127.0.0.1:${server.port}/api/v1/events`
  const streams = await Promise.all([bearer, { Cookie: cookie }].map((headers) => listenTo(url, headers)))
  await world.open()
  for (const stream of streams) expect(await stream.next()).toMatchObject({ name: 'ticket.opened' })
  await world.sara.delete(`${MEMBERS}/u2`)
  await world.open()
  for (const stream of streams) expect(await stream.next()).toBeNull()
})

test('without a token it lapses, and a token takes it up again', async () => {
  const world = await openWorld()
  const { sara, omid } = world
  await omid.get('/api/v1/me')
  world.pass(MEMBERSHIP_TTL_MS - DAY_MS)
  expect(await namesOf(sara)).toEqual(['Omid', 'Sara'])
  world.pass(DAY_MS)
  expect(await namesOf(sara)).toEqual(['Sara'])
  await omid.get('/api/v1/me')
  expect(await namesOf(sara)).toEqual(['Omid', 'Sara'])
})

test('members read and write tickets and see the groups; the rest is for admins', async () => {
  const world = await openWorld()
  const { sara, chats } = world
  chats.set(ID, { kind: 'group', chatId: ID, title: 'Testco', seesAllMessages: true })
  await world.desk.groups.ask(ID)
  const mina = await member(world)
  expect((await mina.post('/api/v1/tickets', DRAFT)).status).toBe(201)
  expectProblem(await mina.post(GROUPS, { groupId: ID }), 403, 'forbidden')
  expectProblem(await mina.post(GROUPS, { groupId: ID }, { 'Idempotency-Key': 'a' }), 403, 'forbidden')
  expect((await sara.post(GROUPS, { groupId: ID })).status).toBe(201)
  expect((await mina.get(GROUPS)).body.total).toBe(1)
  expectProblem(await mina.delete(`${GROUPS}/${ID}`), 403, 'forbidden')
  expectProblem(await mina.get(MEMBERS), 403, 'forbidden')
  expectProblem(await mina.delete(`${MEMBERS}/u1`), 403, 'forbidden')
  expectProblem(await mina.get(AUDIT), 403, 'forbidden')
  expect((await sara.get(GROUPS)).body.total).toBe(1)
  expect((await sara.get(MEMBERS)).body.total).toBe(2)
})

test('a member’s pages show the groups and no way to change them', async () => {
  const world = await openWorld()
  world.chats.set(ID, { kind: 'group', chatId: ID, title: 'Testco', seesAllMessages: true })
  await world.desk.groups.ask(ID)
  await world.sara.post(GROUPS, { groupId: ID })
  const { cookie, csrf } = await enter(world, { sub: 'u3', name: 'Mina', role: 'member', locale: 'en' })
  const page = await world.request('/telegram', { headers: { Cookie: cookie } })
  expect(page.body).toContain('Only admins of the organization link')
  expect(page.body).toContain(String(ID))
  expect(page.body).not.toContain('name="groupId"')
  expect(page.body).not.toContain(`/telegram/${ID}/unlink`)
  const body = () => new URLSearchParams({ _csrf: csrf, groupId: String(ID) })
  for (const path of ['/telegram', `/telegram/${ID}/unlink`]) {
    const answer = await world.request(path, { method: 'POST', body: body(), headers: { Cookie: cookie } })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('Only an admin of the organization can do this')
  }
  expect((await world.sara.get(GROUPS)).body.total).toBe(1)
})

test('a session’s role follows the panel’s newest token', async () => {
  const world = await openWorld()
  const { cookie } = await enter(world, { sub: 'u3', name: 'Mina' })
  const members = async () => (await world.request(MEMBERS, { headers: { Cookie: cookie } })).status
  expect(await members()).toBe(200)
  await (await member(world)).get('/api/v1/me')
  expect(await members()).toBe(403)
})

test.each(['admin', 'member'] as const)(
  'a token without a role is a %s’s where the setting says so',
  async (defaultRole) => {
    const world = await openWorld({ settings: { defaultRole } })
    expect((await world.sara.get('/api/v1/me')).body).toMatchObject({ role: defaultRole })
    expect((await world.sara.get(MEMBERS)).status).toBe(defaultRole === 'admin' ? 200 : 403)
    const admin = await world.signIn({ role: 'admin' })
    expect((await admin.get(MEMBERS)).status).toBe(200)
  },
)
