import { expect, test } from 'vitest'
import type { RequestStore } from '../../core/doorways/requests.ts'
import { enter, RIVAL } from './_session.ts'
import { DRAFT, expectProblem, openWorld } from './_world.ts'

const TICKETS = '/api/v1/tickets'
const KEY = { 'Idempotency-Key': 'order 66' }

test('a repeat gets the first answer and changes nothing', async () => {
  const { sara, omid, rival, pass } = await openWorld()
  const first = await sara.post(TICKETS, DRAFT, KEY)
  pass(3_600_000)
  await omid.post(`${TICKETS}/KT-1/close`)
  const again = await sara.post(TICKETS, { ...DRAFT, unknown: 1 }, KEY)
  expect([again.status, again.body]).toEqual([201, first.body])
  for (const header of ['Location', 'Content-Type'])
    expect(again.headers.get(header)).toBe(first.headers.get(header))
  expect((await sara.get(TICKETS)).body.total).toBe(1)
  expect((await rival.post(TICKETS, DRAFT, KEY)).body.ref).toBe('KT-2')
  expect((await omid.post(TICKETS, DRAFT, KEY)).body.ref).toBe('KT-3')
})

test('repeats at once do it once, and all hear the same', async () => {
  const { sara, rival, chats, desk } = await openWorld()
  chats.set(-5, { kind: 'group', chatId: -5, title: 'Five', seesAllMessages: true })
  await desk.groups.ask(-5)
  const tenTimes = async (path: string, body: unknown) =>
    await Promise.all(Array.from({ length: 10 }, async () => await sara.post(path, body, KEY)))
  const opened = await tenTimes(TICKETS, DRAFT)
  expect(opened.map(({ status }) => status)).toEqual(Array(10).fill(201))
  expect(new Set(opened.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  const written = await tenTimes(`${TICKETS}/KT-1/messages`, { text: 'once' })
  expect(new Set(written.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
  const closed = await tenTimes(`${TICKETS}/KT-1/close`, undefined)
  expect(new Set(closed.map(({ status }) => status))).toEqual(new Set([200]))
  const linked = await tenTimes('/api/v1/telegram-groups', { groupId: -5 })
  expect(new Set(linked.map(({ status }) => status))).toEqual(new Set([201]))
  expect((await sara.get(TICKETS)).body.total).toBe(1)
  expect((await sara.get(`${TICKETS}/KT-1/messages`)).body.total).toBe(1)
  expect((await sara.get(`${TICKETS}/KT-1`)).body.history).toHaveLength(2)
  expectProblem(await rival.post(`${TICKETS}/KT-1/close`, undefined, KEY), 404, 'not_found')
})

test('a refusal is an answer too', async () => {
  const { sara, rival, open, chats, desk } = await openWorld()
  const path = `${TICKETS}/${await open()}`
  const first = await sara.post(`${path}/reopen`, undefined, KEY)
  expectProblem(first, 409, 'ticket_open')
  await sara.post(`${path}/close`)
  expect(await sara.post(`${path}/reopen`, undefined, KEY)).toMatchObject({ status: 409, body: first.body })
  expectProblem(await rival.post(`${path}/reopen`, undefined, KEY), 404, 'not_found')

  const groups = '/api/v1/telegram-groups'
  chats.set(-5, { kind: 'unavailable' })
  await desk.groups.ask(-5)
  expectProblem(await sara.post(groups, { groupId: -5 }, KEY), 503, 'telegram_unavailable')
  chats.set(-5, { kind: 'group', chatId: -5, title: 'Five', seesAllMessages: true })
  expect((await sara.post(groups, { groupId: -5 }, KEY)).status).toBe(201)
  expect((await sara.post(groups, { groupId: -5 }, KEY)).status).toBe(201)
  expect((await rival.get(groups)).body.total).toBe(0)
})

test('a key goes with one request; what was never valid has not used it', async () => {
  const { sara, rival } = await openWorld()
  expectProblem(await sara.post(TICKETS, {}, KEY), 400, 'invalid_request')
  expect((await sara.post(TICKETS, DRAFT, KEY)).status).toBe(201)
  expectProblem(await sara.post(TICKETS, { ...DRAFT, title: 'Other' }, KEY), 422, 'idempotency_key_reused')
  expect((await rival.post(TICKETS, { ...DRAFT, title: 'Other' }, KEY)).status).toBe(201)
  expect((await sara.get(TICKETS)).body.total).toBe(1)
})

test.each(['', 'x'.repeat(256), 'é', 'a\tb'])('the key %j is refused', async (key) => {
  const { sara, rival, open } = await openWorld()
  const path = `${TICKETS}/${await open()}`
  const headers = { 'Idempotency-Key': key }
  const calls: [string, unknown][] = [
    [TICKETS, DRAFT],
    [`${path}/messages`, { text: 'x' }],
    [`${path}/close`, undefined],
    [`${path}/reopen`, undefined],
    ['/api/v1/telegram-groups', { groupId: -5 }],
  ]
  for (const client of [sara, rival]) {
    for (const [url, body] of calls) {
      expectProblem(await client.post(url, body, headers), 400, 'invalid_request', 'idempotency-key invalid')
    }
  }
  expect((await sara.get(TICKETS)).body.total).toBe(1)
})

test('an attempt that was cut off before its answer is finished by the repeat', async () => {
  const { sara, rival, open } = await openWorld({ faulty: forgetful })
  await open()
  for (const [verb, status] of [
    ['close', 'closed'],
    ['reopen', 'awaiting_response'],
  ]) {
    const path = `${TICKETS}/KT-1/${verb}`
    expect((await sara.post(path, undefined, KEY)).status).toBe(500)
    expect((await sara.post(path, undefined, KEY)).body.status).toBe(status)
    expectProblem(await rival.post(path), 404, 'not_found')
  }
  expect((await sara.post(`${TICKETS}/KT-1/messages`, { text: 'x' }, KEY)).status).toBe(500)
  expect((await sara.post(`${TICKETS}/KT-1/messages`, { text: 'x' }, KEY)).status).toBe(201)
  expect((await sara.get(`${TICKETS}/KT-1/messages`)).body.total).toBe(1)
  expect((await sara.post(TICKETS, DRAFT, KEY)).status).toBe(500)
  expect((await sara.post(TICKETS, DRAFT, KEY)).body.ref).toBe('KT-2')
  expect((await sara.get(TICKETS)).body.total).toBe(2)
})

test.each([true, false])(
  'a form counts once for each content under its key, its first answer kept: %s',
  async (kept) => {
    const world = await openWorld(kept ? {} : { faulty: forgetful })
    const [sara, rival] = [await enter(world), await enter(world, RIVAL)]
    const send = async ({ cookie, csrf }: typeof sara, title: string) => {
      const body = new FormData()
      for (const [name, value] of Object.entries({ _csrf: csrf, _key: 'k', ...DRAFT, title }))
        body.append(name, value)
      const { status, headers } = await world.request('/tickets', {
        method: 'POST',
        body,
        headers: { Cookie: cookie },
      })
      return [status, headers.get('Location')?.split('?', 1)[0]]
    }
    if (!kept) for (const title of ['one', 'two']) expect((await send(sara, title))[0]).toBe(500)
    const first = [303, '/tickets/KT-1']
    expect(await Promise.all([send(sara, 'one'), send(sara, 'one')])).toEqual([first, first])
    expect(await send(sara, 'two')).toEqual([303, '/tickets/KT-2'])
    expect(await send(sara, 'one')).toEqual(first)
    expect((await world.sara.get(TICKETS)).body.total).toBe(2)
    if (kept) expect(await send(rival, 'one')).toEqual([303, '/tickets/KT-3'])
  },
)

/** Fails to keep the first answer of each key, as a process does that is killed after its commit. */
function forgetful(requests: RequestStore): RequestStore {
  const killed = new Set<string>()
  return {
    ...requests,
    async finish(key, status, body) {
      if (killed.has(key)) return await requests.finish(key, status, body)
      killed.add(key)
      throw new Error('killed')
    },
  }
}
