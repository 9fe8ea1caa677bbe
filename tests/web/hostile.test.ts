import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from '../../core/foundation/text.ts'
import { type Answer, AGENT, type Client, DRAFT, expectProblem, openWorld } from './_world.ts'

const RUNS = { numRuns: 150 }
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom('\u0000', '\ud800', '\udfff', '\u202e', '<3', '_i*[', "';--", '۱', '\u200c', '😀'),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
)
const anything = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
  fc.constantFrom('__proto__', 1e308, -0, null),
)
const body = fc.oneof(
  anything,
  fc.record(
    {
      title: fc.oneof(text, anything),
      description: fc.oneof(text, anything),
      text: fc.oneof(text, anything),
      groupId: fc.oneof(text, fc.integer(), fc.bigInt({ min: -(10n ** 20n), max: 0n }).map(String), anything),
      priority: fc.oneof(fc.constantFrom('low', 'high'), anything),
      category: fc.oneof(fc.constantFrom('sales'), anything),
    },
    { requiredKeys: [] },
  ),
)
const segment = fc.oneof(
  text,
  fc.constantFrom('KT-1', 'kt-۱', '1', '0', '-5', '999999999999999', '..', '%', '%ff', '%00'),
)

/** Whatever came in, the answer is one of ours, and no failure. */
function expectCivil(answer: Answer): void {
  expect(answer.status).toBeLessThan(500)
  if (answer.status >= 400) expectProblem(answer, answer.status, answer.body.code)
}

async function expectUntouched(rival: Client): Promise<void> {
  expect((await rival.get('/api/v1/tickets')).body.total).toBe(0)
  expect((await rival.get('/api/v1/telegram-groups')).body.total).toBe(0)
}

test('no body makes it fail', async () => {
  const { sara, rival, open } = await openWorld()
  await open()
  const paths = [
    'tickets',
    'tickets/KT-1/messages',
    'tickets/KT-1/close',
    'tickets/KT-1/reopen',
    'telegram-groups',
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, fc.option(fc.string()), async (path, given, key) => {
      const isHeader = key !== null && /^[\x20-\x7e]*$/.test(key)
      const headers = isHeader ? { 'Idempotency-Key': key } : {}
      expectCivil(await sara.post(`/api/v1/${path}`, given ?? null, headers))
      if (path.startsWith('tickets/'))
        expectProblem(await rival.post(`/api/v1/${path}`, { text: 'x' }), 404, 'not_found')
    }),
    RUNS,
  )
  await expectUntouched(rival)
})

test('no bytes make it fail', async () => {
  const { sara, rival } = await openWorld()
  const types = fc.oneof(
    fc.constantFrom(
      'application/json',
      'text/plain',
      'application/problem+json',
      'multipart/form-data; boundary=x',
      'application/',
      ';',
    ),
    fc.string().filter((type) => /^[\x20-\x7e]*$/.test(type)),
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), types, async (bytes, type) => {
      const answer = await sara.send('/api/v1/tickets', {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'Content-Type': type },
      })
      expectCivil(answer)
    }),
    RUNS,
  )
  await expectUntouched(rival)
})

test('no query and no path make it fail', async () => {
  const { sara, rival, open } = await openWorld()
  await open()
  const names = fc.constantFrom(
    'status',
    'priority',
    'category',
    'sort',
    'page',
    'pageSize',
    'q',
    '__proto__',
  )
  const values = fc.oneof(
    text,
    fc.constantFrom('closed', 'low,high', '1', '-updatedAt'),
    fc.double().map(String),
    fc.nat().map(String),
  )
  const query = fc.array(fc.tuple(names, values), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(query, segment, fc.constantFrom('', '/messages', '/x'), async (pairs, ref, suffix) => {
      const search = new URLSearchParams(pairs).toString()
      const path = ref.startsWith('%') ? ref : encodeURIComponent(cleanText(ref))
      for (const url of ['tickets', `tickets/${path}${suffix}`, 'telegram-groups']) {
        expectCivil(await sara.get(`/api/v1/${url}?${search}`))
      }
      expectCivil(await sara.delete(`/api/v1/telegram-groups/${path}`))
      const refused = await rival.get(`/api/v1/tickets/KT-1${suffix}`)
      expectProblem(refused, 404, 'not_found')
    }),
    RUNS,
  )
  await expectUntouched(rival)
})

test('no token makes it fail', async () => {
  const world = await openWorld()
  await world.open()
  const claims = fc.record(
    {
      sub: anything,
      name: anything,
      mobile: anything,
      locale: anything,
      org: fc.oneof(
        anything,
        fc.record({ id: anything, name: anything, plan: anything }, { requiredKeys: [] }),
      ),
      aud: fc.oneof(fc.constant('support'), anything),
      exp: fc.oneof(fc.constant(Math.floor(world.now().getTime() / 1000) + 60), fc.double({ noNaN: true })),
      iat: fc.double({ noNaN: true }),
    },
    { requiredKeys: [] },
  )
  const header = fc.oneof(
    text,
    text.map((rest) => `Bearer ${rest}`),
    fc.string({ unit: 'grapheme-ascii' }).map((rest) => `Bearer a.${rest}.b`),
  )
  await fc.assert(
    fc.asyncProperty(claims, header, async (given, authorization) => {
      const token = await world.token(given as Record<string, unknown>).catch(() => null)
      if (token !== null)
        expectCivil(await world.request('/api/v1/tickets', { headers: { Authorization: `Bearer ${token}` } }))
      if (/^[\x20-\x7e\xa0-\xff]*$/.test(authorization)) {
        expectProblem(
          await world.request('/api/v1/tickets', { headers: { Authorization: authorization } }),
          401,
          'unauthenticated',
        )
      }
    }),
    RUNS,
  )
  await expectUntouched(world.rival)
})

test('what is written comes back as it was, but for what can’t be stored', async () => {
  const { sara, rival, open, desk } = await openWorld()
  await open()
  let messageId = 0
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), async (given) => {
      const written = await sara.post('/api/v1/tickets/KT-1/messages', { text: `[${given}]` })
      expect([written.status, written.body.text]).toEqual([201, `[${given}]`])
      const title = `[${given.slice(0, 100)}]`
      const opened = await sara.post('/api/v1/tickets', { ...DRAFT, title, description: `[${given}]` })
      expect([opened.status, opened.body.description]).toEqual([201, `[${given}]`])
      messageId += 1
      await desk.answer(AGENT, 1, {
        content: {
          text: given,
          entities: [],
          attachments: [
            { kind: 'document', name: given, type: 'text/plain', size: 1, fileId: 'f', fileUniqueId: 'u' },
          ],
        },
        origin: { kind: 'telegram', chatId: -1009, messageId, albumId: null },
      })
      const total = (await sara.get('/api/v1/tickets/KT-1/messages')).body.total
      const last = await sara.get(`/api/v1/tickets/KT-1/messages?pageSize=1&page=${total}`)
      expect(last.body.items[0]).toMatchObject({ side: 'agent', text: given, attachments: [{ name: given }] })
    }),
    { numRuns: 60 },
  )
  await expectUntouched(rival)
})
