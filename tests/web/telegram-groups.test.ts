import { expect, test } from 'vitest'
import { expectProblem, openWorld, type World } from './_world.ts'

const GROUPS = '/api/v1/telegram-groups'
const ID = -1001234567890

async function worldWithGroup(): Promise<World> {
  const world = await openWorld()
  world.chats.set(ID, { kind: 'group', chatId: ID, title: 'Testco support', seesAllMessages: false })
  await world.desk.groups.ask(ID)
  return world
}

test('a group is linked, listed and unlinked, by its organization only', async () => {
  const { sara, omid, rival, now, desk } = await worldWithGroup()
  const linked = await sara.post(GROUPS, { groupId: String(ID) })
  expect(linked.status).toBe(201)
  expect(linked.body).toEqual({
    groupId: String(ID),
    title: 'Testco support',
    state: 'active',
    reason: null,
    activatedAt: now().toISOString(),
  })
  expect((await omid.get(GROUPS)).body).toEqual({ items: [linked.body], total: 1 })
  expect((await rival.get(GROUPS)).body).toEqual({ items: [], total: 0 })

  expectProblem(await rival.post(GROUPS, { groupId: ID }), 409, 'group_linked_elsewhere')
  expectProblem(await rival.delete(`${GROUPS}/${ID}`), 404, 'not_found')
  expect((await sara.post(GROUPS, { groupId: ID })).status).toBe(200)

  expect((await omid.delete(`${GROUPS}/${ID}`)).status).toBe(204)
  expect((await sara.get(GROUPS)).body.total).toBe(0)
  expectProblem(await sara.delete(`${GROUPS}/${ID}`), 404, 'not_found')
  expectProblem(await rival.post(GROUPS, { groupId: ID }), 409, 'group_not_ready')
  await desk.groups.ask(ID)
  expect((await rival.post(GROUPS, { groupId: ID })).status).toBe(201)
})

test.each([ID, '-1001234567890', ' −۱۰۰۱۲۳۴۵۶۷۸۹۰ ', '\u200e- 100 123 456 7890', '-١٠٠١٢٣٤٥٦٧٨٩٠'])(
  'an ID is understood as people paste it: %s',
  async (groupId) => {
    const { sara, rival } = await worldWithGroup()
    const linked = await sara.post(GROUPS, { groupId })
    expect([linked.status, linked.body.groupId]).toEqual([201, String(ID)])
    expectProblem(await rival.post(GROUPS, { groupId }), 409, 'group_linked_elsewhere')
    expect((await sara.delete(`${GROUPS}/${encodeURIComponent(groupId)}`)).status).toBe(204)
  },
)

test.each([
  '',
  'abc',
  '1001234567890',
  '-',
  '--5',
  -0.5,
  5,
  -1e300,
  '-99999999999999999999',
  '\u0000',
  '-5; drop',
])('what is no ID of a group is named: %s', async (groupId) => {
  const { sara, rival } = await worldWithGroup()
  for (const client of [sara, rival]) {
    expectProblem(await client.post(GROUPS, { groupId }), 400, 'invalid_request', 'groupId invalid_group_id')
    expect((await client.get(GROUPS)).body.total).toBe(0)
  }
  if (groupId === '') return
  const unlinked = await sara.delete(`${GROUPS}/${encodeURIComponent(groupId)}`)
  expectProblem(unlinked, 400, 'invalid_request', 'groupId invalid_group_id')
})

test('an ID must be there and be text or a number', async () => {
  const { sara, rival } = await worldWithGroup()
  for (const client of [sara, rival]) {
    expectProblem(await client.post(GROUPS, {}), 400, 'invalid_request', 'groupId required')
    for (const groupId of [null, true, [ID], { id: ID }]) {
      expectProblem(await client.post(GROUPS, { groupId }), 400, 'invalid_request', 'groupId invalid')
    }
    for (const body of [null, [], 'x', 5]) {
      expectProblem(await client.post(GROUPS, body), 400, 'invalid_request', 'body invalid')
    }
  }
})

test('Telegram has to know the group and the bot in it', async () => {
  const { sara, rival, chats } = await worldWithGroup()
  expectProblem(await sara.post(GROUPS, { groupId: -555 }), 409, 'bot_not_in_group')
  chats.set(-555, { kind: 'unavailable' })
  const down = await sara.post(GROUPS, { groupId: -555 })
  expectProblem(down, 503, 'telegram_unavailable')
  expect(Number(down.headers.get('Retry-After'))).toBeGreaterThan(0)
  expectProblem(await sara.post(GROUPS, { groupId: -1009 }), 409, 'group_linked_elsewhere')
  for (const client of [sara, rival]) expect((await client.get(GROUPS)).body.total).toBe(0)
})

test('a suspended group says why, and is taken up again', async () => {
  const { sara, rival, desk } = await worldWithGroup()
  await sara.post(GROUPS, { groupId: ID })
  await desk.chats.lost(ID, 'bot_removed')
  expect((await sara.get(GROUPS)).body.items[0]).toMatchObject({ state: 'suspended', reason: 'bot_removed' })
  expectProblem(await rival.post(GROUPS, { groupId: ID }), 409, 'group_linked_elsewhere')
  expect((await sara.post(GROUPS, { groupId: ID })).body).toMatchObject({ state: 'active', reason: null })
})

test('an ID from before an upgrade to supergroup still finds the group', async () => {
  const world = await openWorld()
  const { sara, rival, chats, desk } = world
  chats.set(-40, { kind: 'group', chatId: -40, title: 'Small', seesAllMessages: true })
  await desk.groups.ask(-40)
  await sara.post(GROUPS, { groupId: -40 })
  await desk.chats.migrated(-40, ID)
  chats.set(ID, { kind: 'group', chatId: ID, title: 'Large', seesAllMessages: true })
  expectProblem(await rival.post(GROUPS, { groupId: -40 }), 409, 'group_linked_elsewhere')
  expect((await sara.post(GROUPS, { groupId: -40 })).body.groupId).toBe(String(ID))
  expect((await sara.delete(`${GROUPS}/-40`)).status).toBe(204)
  expect((await sara.get(GROUPS)).body.total).toBe(0)
})

const HOUR = 3_600_000

test('a group is linked only while it asks for it', async () => {
  const { sara, rival, desk, pass } = await worldWithGroup()
  pass(24 * HOUR)
  expectProblem(await sara.post(GROUPS, { groupId: ID }), 409, 'group_not_ready')
  expectProblem(await rival.post(GROUPS, { groupId: ID }), 409, 'group_not_ready')
  await desk.groups.ask(ID)
  pass(24 * HOUR - 1)
  expect((await sara.post(GROUPS, { groupId: ID })).status).toBe(201)
  pass(48 * HOUR)
  expect((await sara.post(GROUPS, { groupId: ID })).status).toBe(200)
})

test('who was thrown out stays out for a week, whoever asks; others need a new request', async () => {
  const { sara, rival, desk, pass } = await worldWithGroup()
  await sara.post(GROUPS, { groupId: ID })
  await desk.groups.unlinkByGroupAdmin(ID, 7)
  for (const client of [sara, rival])
    expectProblem(await client.post(GROUPS, { groupId: ID }), 409, 'group_not_ready')
  await desk.groups.ask(ID)
  expectProblem(await sara.post(GROUPS, { groupId: ID }), 409, 'group_not_ready')
  pass(7 * 24 * HOUR)
  await desk.groups.ask(ID)
  expect((await sara.post(GROUPS, { groupId: ID })).status).toBe(201)
})

test('ten refused attempts an hour, and the eleventh waits; one’s own group and mistyped IDs don’t count', async () => {
  const { sara, omid, rival, pass } = await worldWithGroup()
  await sara.post(GROUPS, { groupId: ID })
  const tries = Array.from({ length: 12 }, (_, n) => rival.post(GROUPS, { groupId: -500 - n }))
  const codes = (await Promise.all(tries)).map(({ body }) => body.code)
  expect(codes.filter((code) => code === 'bot_not_in_group')).toHaveLength(10)
  pass(1_000)
  const late = await rival.post(GROUPS, { groupId: ID })
  expectProblem(late, 429, 'rate_limited')
  expect(late.headers.get('Retry-After')).toBe('3599')
  pass(3_599_000)
  expectProblem(await rival.post(GROUPS, { groupId: ID }), 409, 'group_linked_elsewhere')

  for (let n = 0; n < 12; n++) {
    expectProblem(await omid.post(GROUPS, { groupId: 'x' }), 400, 'invalid_request')
    expect((await omid.post(GROUPS, { groupId: ID })).status).toBe(200)
  }
  expectProblem(await sara.post(GROUPS, { groupId: -500 }), 409, 'bot_not_in_group')
})

test('a one-tap link names the bot, lasts an hour, and is new each time', async () => {
  const { sara, now, signIn } = await worldWithGroup()
  const [one, two] = [await sara.post(`${GROUPS}/links`), await sara.post(`${GROUPS}/links`)]
  expect(one.status).toBe(201)
  expect(one.body).toEqual({
    url: expect.stringMatching(/^https:\/\/t\.me\/KubitSupportBot\?startgroup=[\w-]{32}$/),
    expiresAt: new Date(now().getTime() + HOUR).toISOString(),
  })
  expect(two.body.url).not.toBe(one.body.url)
  const member = await signIn({ sub: 'm-1', name: 'Mina', role: 'member' })
  expectProblem(await member.post(`${GROUPS}/links`), 403, 'forbidden')
})
