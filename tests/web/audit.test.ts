import { expect, test } from 'vitest'
import { AUDIT_KEEP_MS } from '../../core/audit/entry.ts'
import { enter, follow } from './_session.ts'
import { openWorld, type World } from './_world.ts'

const AUDIT = '/api/v1/audit'
const GROUPS = '/api/v1/telegram-groups'
const ID = -1001234567890

interface Entry {
  readonly event: string
  readonly by: { readonly side: string; readonly sub: string | null; readonly name: string | null } | null
  readonly details: object
}

async function read({ sara }: Pick<World, 'sara'>, query = ''): Promise<Entry[]> {
  const { status, body } = await sara.get(`${AUDIT}${query}`)
  expect(status).toBe(200)
  return body.items as unknown as Entry[]
}

test('sign-ins and refusals are kept, each with who and why', async () => {
  const world = await openWorld()
  await enter(world, { sub: 'u2', name: 'Omid' })
  const spent = await world.link({ jti: 'x' })
  await follow(world, spent)
  await follow(world, spent)
  await world.request('/api/v1/me', {
    headers: { Authorization: `Bearer ${await world.token({ aud: 'billing' })}` },
  })
  await world.request('/api/v1/me', { headers: { Authorization: 'Bearer a.b.c' } })
  const sara = { side: 'panel', sub: 'u1', name: 'Sara' }
  expect(await read(world)).toMatchObject([
    { event: 'sign_in_refused', by: sara, details: { claim: 'aud', rule: 'not accepted' } },
    { event: 'sign_in_refused', by: sara, details: { claim: 'jti', rule: 'used before' } },
    { event: 'signed_in', by: sara, details: {} },
    { event: 'signed_in', by: { side: 'panel', sub: 'u2', name: 'Omid' }, details: {} },
  ])
  expect((await world.rival.get(AUDIT)).body.total).toBe(0)
})

test('whoever repeats a refusal fills no log with it', async () => {
  const world = await openWorld()
  const mina = await world.signIn({ sub: 'u3', name: 'Mina', role: 'member' })
  for (let count = 0; count < 5; count += 1) await mina.get('/api/v1/members')
  await mina.post(GROUPS, { groupId: ID })
  const by = { sub: 'u3', name: 'Mina' }
  expect(await read(world)).toMatchObject([
    { event: 'role_refused', by, details: { action: 'manage_groups' } },
    { event: 'role_refused', by, details: { action: 'manage_members' } },
  ])
  world.pass(60_000)
  await mina.get('/api/v1/members')
  expect(await read(world)).toHaveLength(3)
})

test('links, unlinks, roles, memberships and what the panel changes of the organization', async () => {
  const world = await openWorld()
  world.chats.set(ID, { kind: 'group', chatId: ID, title: 'Testco', seesAllMessages: true })
  await world.desk.groups.ask(ID)
  await world.sara.post(GROUPS, { groupId: ID })
  await world.sara.post(GROUPS, { groupId: ID })
  await world.desk.people.meet({ telegramId: 5, name: 'Ali', username: null })
  await world.desk.groups.unlinkByGroupAdmin(ID, 5)
  world.pass(7 * 24 * 3_600_000)
  await world.desk.groups.ask(ID)
  await world.sara.post(GROUPS, { groupId: ID })
  await world.sara.delete(`${GROUPS}/${ID}`)
  const org = { id: 'testco', name: 'Testco', plan: 'large' }
  await (await world.signIn({ org })).get('/api/v1/me')
  await (await world.signIn({ sub: 'u2', name: 'Omid', org })).get('/api/v1/me')
  await (await world.signIn({ sub: 'u2', name: 'Omid', org, role: 'member' })).get('/api/v1/me')
  const admin = await world.signIn({ org })
  await admin.delete('/api/v1/members/u2')
  const group = { groupId: String(ID) }
  const sara = { side: 'panel', sub: 'u1', name: 'Sara' }
  expect((await admin.get(AUDIT)).body.items).toMatchObject([
    { event: 'member_ended', by: sara, details: { member: 'u2' } },
    { event: 'role_changed', by: { sub: 'u2', name: 'Omid' }, details: { from: 'admin', to: 'member' } },
    { event: 'organization_changed', by: sara, details: { fromPlan: 'basic', toPlan: 'large' } },
    { event: 'group_unlinked', by: sara, details: group },
    { event: 'group_linked', by: sara, details: group },
    { event: 'group_unlinked', by: { side: 'telegram', sub: null, name: 'Ali' }, details: group },
    { event: 'group_linked', by: sara, details: group },
  ])
})

test('an erasure is kept, and nothing of whom it erased', async () => {
  const world = await openWorld()
  world.chats.set(ID, { kind: 'group', chatId: ID, title: 'Testco', seesAllMessages: true })
  await world.desk.groups.ask(ID)
  await world.sara.post(GROUPS, { groupId: ID })
  await (await world.signIn({ sub: 'u2', name: 'Omid', mobile: '09121234567' })).get('/api/v1/me')
  await enter(world, { sub: 'u2', name: 'Omid', mobile: '09121234567' })
  await world.desk.people.meet({ telegramId: 5, name: 'Omid T', username: null })
  await world.desk.people.verifyMobile(5, '989121234567')
  await world.desk.groups.unlinkByGroupAdmin(ID, 5)
  await world.desk.people.forget(5)
  const entries = await read(world)
  expect(entries.map(({ event, by }) => [event, by?.name ?? null])).toEqual([
    ['person_erased', null],
    ['group_unlinked', null],
    ['signed_in', null],
    ['group_linked', 'Sara'],
  ])
  expect(entries[0]).toMatchObject({ by: null })
  expect(JSON.stringify(entries)).not.toContain('Omid')
})

test('it is read page by page, for 400 days', async () => {
  const world = await openWorld()
  for (const jti of ['a', 'b', 'c', 'd', 'e']) await follow(world, await world.link({ jti }))
  const page = async (query: string) => (await world.sara.get(`${AUDIT}${query}`)).body
  const all = await page('')
  expect(all).toMatchObject({ total: 5, page: 1, pageSize: 100 })
  const second = await page('?page=2&pageSize=2')
  expect(second.items).toEqual(all.items.slice(2, 4))
  expect((await page('?page=9')).items).toEqual([])
  expect((await world.sara.get(`${AUDIT}?pageSize=101`)).status).toBe(400)
  await world.audit.prune(new Date(world.now().getTime() - AUDIT_KEEP_MS))
  expect((await page('')).total).toBe(5)
  world.pass(AUDIT_KEEP_MS + 1)
  await world.audit.prune(new Date(world.now().getTime() - AUDIT_KEEP_MS))
  expect((await page('')).total).toBe(0)
})
