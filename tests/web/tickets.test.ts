import { expect, test } from 'vitest'
import { AGENT, DRAFT, expectProblem, openWorld } from './_world.ts'

const TICKETS = '/api/v1/tickets'

test('a ticket is opened and read, by its organization only', async () => {
  const { sara, omid, rival, now } = await openWorld()
  const opened = await sara.post(TICKETS, { ...DRAFT, unknown: 'ignored' })
  expect(opened.status).toBe(201)
  expect(opened.headers.get('Location')).toBe('/api/v1/tickets/KT-1')
  const at = now().toISOString()
  expect(opened.body).toEqual({
    ref: 'KT-1',
    ...DRAFT,
    status: 'awaiting_response',
    source: 'panel',
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    createdBy: { name: 'Sara' },
    assignee: null,
    attachments: [],
    history: [
      { at, from: null, to: 'awaiting_response', by: { side: 'customer', name: 'Sara' }, cause: 'created' },
    ],
  })
  expect((await omid.get(`${TICKETS}/KT-1`)).body).toEqual(opened.body)
  const { history: _, ...listed } = opened.body
  expect((await omid.get(TICKETS)).body).toEqual({ items: [listed], total: 1, page: 1, pageSize: 10 })

  const hidden = await rival.get(`${TICKETS}/KT-1`)
  const unknown = await rival.get(`${TICKETS}/KT-2`)
  expectProblem(hidden, 404, 'not_found')
  expect({ ...hidden.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
  expect((await rival.get(TICKETS)).body).toEqual({ items: [], total: 0, page: 1, pageSize: 10 })
})

test('numbers count up over all organizations', async () => {
  const { sara, rival } = await openWorld()
  const refs = []
  for (const client of [sara, rival, sara]) refs.push((await client.post(TICKETS, DRAFT)).body.ref)
  expect(refs).toEqual(['KT-1', 'KT-2', 'KT-3'])
  expect((await sara.get(TICKETS)).body.items.map(({ ref }) => ref).toSorted()).toEqual(['KT-1', 'KT-3'])
})

test.each([
  ['kt-1', 200],
  ['KT-۱', 200],
  ['1', 200],
  ['KT-0', 404],
  ['KT-', 404],
  ['KT-1x', 404],
  ['KT--1', 404],
  ['999999999999999', 404],
  ['9'.repeat(400), 404],
  ['%00', 404],
  ['%ED%A0%80', 404],
  ['%', 404],
  ['__proto__', 404],
])('the reference %s answers %i', async (ref, status) => {
  const { sara, rival, open } = await openWorld()
  await open()
  expect((await sara.get(`${TICKETS}/${ref}`)).status).toBe(status)
  for (const suffix of ['', '/messages'])
    expectProblem(await rival.get(`${TICKETS}/${ref}${suffix}`), 404, 'not_found')
  for (const verb of ['close', 'reopen'])
    expectProblem(await rival.post(`${TICKETS}/${ref}/${verb}`), 404, 'not_found')
})

test.each([
  [{ title: undefined }, 'title required'],
  [{ title: null }, 'title invalid'],
  [{ title: 5 }, 'title invalid'],
  [{ title: ' \u200f\n' }, 'title empty'],
  [{ title: 'x'.repeat(129) }, 'title too_long'],
  [{ description: undefined }, 'description required'],
  [{ description: '\u200b' }, 'description empty'],
  [{ description: 'x'.repeat(4097) }, 'description too_long'],
  [{ priority: undefined }, 'priority required'],
  [{ priority: 'panic' }, 'priority not_allowed'],
  [{ priority: ['high'] }, 'priority not_allowed'],
  [{ category: 'toString' }, 'category not_allowed'],
])('a ticket with %o is refused with the field', async (fault, field) => {
  const { sara, rival } = await openWorld()
  for (const client of [sara, rival]) {
    expectProblem(await client.post(TICKETS, { ...DRAFT, ...fault }), 400, 'invalid_request', field)
    expect((await client.get(TICKETS)).body.total).toBe(0)
  }
})

test('every field at fault is named, in the caller’s language', async () => {
  const { sara, signIn, rival } = await openWorld()
  const all = ['title required', 'description required', 'priority required', 'category required']
  expectProblem(await rival.post(TICKETS, {}), 400, 'invalid_request', ...all)
  const long = { ...DRAFT, title: 'x'.repeat(129), priority: 'panic' }
  expect((await sara.post(TICKETS, long)).body.errors).toEqual([
    { field: 'title', code: 'too_long', message: 'حداکثر \u2068۱۲۸\u2069 نویسه بنویسید.' },
    {
      field: 'priority',
      code: 'not_allowed',
      message: 'یکی از این‌ها را بفرستید: \u2068critical, urgent, high, normal, low\u2069',
    },
  ])
  const inEnglish = await (await signIn({ locale: 'en' })).post(TICKETS, long)
  expect(inEnglish.body.errors?.[0]?.message).toBe('Write \u2068128\u2069 characters at most.')
})

test('what is longest is still taken, and what can’t be stored is replaced', async () => {
  const { sara, rival } = await openWorld()
  const longest = { ...DRAFT, title: 'ت'.repeat(128), description: '😀'.repeat(2048) }
  for (const client of [sara, rival]) {
    expect((await client.post(TICKETS, longest)).body).toMatchObject(longest)
    const odd = await client.post(TICKETS, {
      ...DRAFT,
      title: 'a\u202e\n b',
      description: 'x\u0000y\ud800z <3 _i*[',
    })
    expect(odd.body).toMatchObject({ title: 'a b', description: 'x\ufffdy\ufffdz <3 _i*[' })
  }
})

test('a list is filtered, sorted and cut into pages', async () => {
  const { sara, rival, open, pass } = await openWorld()
  const kinds = [
    ['low', 'sales'],
    ['critical', 'technical'],
    ['normal', 'sales'],
    ['high', 'financial'],
  ]
  for (const [priority, category] of kinds) {
    await open({ priority, category })
    await rival.post(TICKETS, { ...DRAFT, priority, category })
    pass(1000)
  }
  await sara.post(`${TICKETS}/KT-3/close`)
  const refs = async (query: string) => {
    const { status, body } = await sara.get(`${TICKETS}?${query}`)
    expect(status).toBe(200)
    return body.items.map(({ ref }) => ref)
  }
  expect(await refs('')).toEqual(['KT-3', 'KT-7', 'KT-5', 'KT-1'])
  expect(await refs('sort=createdAt')).toEqual(['KT-1', 'KT-3', 'KT-5', 'KT-7'])
  const byUrgency = ['KT-3', 'KT-7', 'KT-5', 'KT-1']
  expect(await refs('sort=priority')).toEqual(byUrgency)
  expect(await refs('sort=-priority')).toEqual(byUrgency.toReversed())
  expect(await refs('sort=-ref')).toEqual(['KT-7', 'KT-5', 'KT-3', 'KT-1'])
  expect(await refs('status=closed')).toEqual(['KT-3'])
  expect(await refs('status=closed,awaiting_response&sort=ref')).toEqual(['KT-1', 'KT-3', 'KT-5', 'KT-7'])
  expect(await refs('priority=low&priority=high&sort=ref')).toEqual(['KT-1', 'KT-7'])
  expect(await refs('category=sales,financial&priority=low,normal&sort=ref')).toEqual(['KT-1', 'KT-5'])
  expect(await refs('status=&priority=,&sort=ref&q=%20')).toHaveLength(4)
  expect(await refs('sort=ref&page=2&pageSize=3')).toEqual(['KT-7'])
  expect((await sara.get(`${TICKETS}?page=1000000&pageSize=100`)).body).toEqual({
    items: [],
    total: 4,
    page: 1_000_000,
    pageSize: 100,
  })
})

test.each([
  ['status=open', 'status not_allowed'],
  ['status=closed,nope', 'status not_allowed'],
  ['priority=HIGH', 'priority not_allowed'],
  ['category=x%00', 'category not_allowed'],
  ['sort=title', 'sort not_allowed'],
  ['sort=ref&sort=ref', 'sort not_allowed'],
  ['page=0', 'page invalid'],
  ['page=-1', 'page invalid'],
  ['page=1e9', 'page invalid'],
  ['page=1.5', 'page invalid'],
  ['page=', 'page invalid'],
  ['page=99999999999999999999', 'page invalid'],
  ['page=1&page=2', 'page invalid'],
  ['pageSize=0', 'pageSize invalid'],
  ['pageSize=101', 'pageSize invalid'],
])('the query %s is refused with the field', async (query, field) => {
  const { sara, rival } = await openWorld()
  for (const client of [sara, rival]) {
    expectProblem(await client.get(`${TICKETS}?${query}`), 400, 'invalid_request', field)
  }
})

test('a ticket is closed and reopened, once each', async () => {
  const { sara, omid, rival, open, pass, now } = await openWorld()
  const path = `${TICKETS}/${await open()}`
  pass(60_000)
  expectProblem(await omid.post(`${path}/reopen`), 409, 'ticket_open')
  for (const verb of ['close', 'reopen']) expectProblem(await rival.post(`${path}/${verb}`), 404, 'not_found')

  const closed = await omid.post(`${path}/close`)
  expect([closed.status, closed.body.status, closed.body.closedAt]).toEqual([
    200,
    'closed',
    now().toISOString(),
  ])
  expect(closed.body.history.at(-1)).toEqual({
    at: now().toISOString(),
    from: 'awaiting_response',
    to: 'closed',
    by: { side: 'customer', name: 'Omid' },
    cause: 'closed_by_customer',
  })
  expectProblem(await sara.post(`${path}/close`), 409, 'ticket_closed')

  const reopened = await sara.post(`${path}/reopen`)
  expect([reopened.status, reopened.body.status, reopened.body.closedAt]).toEqual([
    200,
    'awaiting_response',
    null,
  ])
  expect(reopened.body.history).toHaveLength(3)
})

test('of two who close at once one is told that it is closed', async () => {
  const { sara, omid, rival, open } = await openWorld()
  const path = `${TICKETS}/${await open()}`
  const answers = await Promise.all(
    [sara, omid, rival].map(async (client) => await client.post(`${path}/close`)),
  )
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 409])
  expect((await sara.get(path)).body.history).toHaveLength(2)
})

test('what the agents do is seen', async () => {
  const { sara, rival, open, desk } = await openWorld()
  const path = `${TICKETS}/${await open()}`
  await desk.takeTicket(AGENT, 1)
  const { body } = await sara.get(path)
  expect(body).toMatchObject({ status: 'in_progress', assignee: { name: 'Nima' } })
  expect(body.assignee).toEqual({ name: 'Nima' })
  expect(body.history.at(-1)).toMatchObject({ by: { side: 'agent', name: 'Nima' }, cause: 'taken' })
  expectProblem(await rival.get(path), 404, 'not_found')
})

test('the files of a ticket that came from Telegram are there, in lists too', async () => {
  const { sara, rival, desk } = await openWorld()
  await sara.get('/api/v1/me')
  const member = { kind: 'member', organizationId: 'testco', telegramId: 9, name: 'Ali' } as const
  const file = {
    kind: 'document',
    name: 'log.txt',
    type: 'text/plain',
    size: 12,
    fileId: 'f',
    fileUniqueId: 'u',
  } as const
  await desk.openTicket(member, {
    draft: DRAFT,
    files: [file],
    home: { chatId: -40, threadId: null },
    requestKey: null,
  })
  const { body } = await sara.get(`${TICKETS}/KT-1`)
  const [attachment] = body.attachments
  expect(body).toMatchObject({ source: 'telegram', createdBy: { name: 'Ali' } })
  expect(attachment).toEqual({
    id: attachment?.id,
    name: 'log.txt',
    type: 'text/plain',
    size: 12,
    url: `/api/v1/attachments/${attachment?.id}`,
  })
  expect((await sara.get(TICKETS)).body.items[0]?.attachments).toEqual([attachment])
  expect((await rival.get(TICKETS)).body.items).toEqual([])
})
