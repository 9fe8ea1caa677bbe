import { expect, test } from 'vitest'
import { AGENT, expectProblem, openWorld } from './_world.ts'

function agentSays(text: string, messageId: number) {
  return {
    content: { text, entities: [], attachments: [] },
    origin: { kind: 'telegram', chatId: -1009, messageId, albumId: null },
  } as const
}

test('the conversation goes both ways, without notes, and for one organization', async () => {
  const { sara, omid, rival, open, desk, pass, now } = await openWorld()
  const path = `/api/v1/tickets/${await open()}`
  expect((await sara.get(`${path}/messages`)).body).toEqual({ items: [], total: 0, page: 1, pageSize: 100 })

  const written = await sara.post(`${path}/messages`, { text: ' سلام <3 ' })
  expect(written.status).toBe(201)
  expect(written.body.id).toMatch(/^\d+$/)
  expect(written.body).toEqual({
    id: written.body.id,
    side: 'customer',
    author: { name: 'Sara' },
    text: 'سلام <3',
    attachments: [],
    createdAt: now().toISOString(),
    editedAt: null,
    delivery: { state: 'queued' },
  })
  pass(1000)
  await desk.addNote(AGENT, 1, agentSays('between us', 1))
  await desk.answer(AGENT, 1, agentSays('Hello', 2))

  const { body } = await omid.get(`${path}/messages`)
  expect(body).toMatchObject({ total: 2, page: 1, pageSize: 100 })
  expect(body.items[0]).toEqual(written.body)
  expect(body.items[1]).toMatchObject({ side: 'agent', author: { name: 'Nima' }, text: 'Hello' })
  expect((await omid.get(`${path}/messages?page=2&pageSize=1`)).body).toMatchObject({
    items: [body.items[1]],
    total: 2,
  })
  expect((await omid.get(path)).body.status).toBe('awaiting_customer')

  expectProblem(await rival.get(`${path}/messages`), 404, 'not_found')
  expectProblem(await rival.post(`${path}/messages`, { text: 'let me in' }), 404, 'not_found')
  expect((await sara.get(`${path}/messages`)).body.total).toBe(2)
})

test('a message to a closed ticket reopens it', async () => {
  const { sara, rival, open } = await openWorld()
  const path = `/api/v1/tickets/${await open()}`
  await sara.post(`${path}/close`)
  expectProblem(await rival.post(`${path}/messages`, { text: 'x' }), 404, 'not_found')
  expect((await sara.get(path)).body.status).toBe('closed')
  expect((await sara.post(`${path}/messages`, { text: 'It is back.' })).status).toBe(201)
  expect((await sara.get(path)).body).toMatchObject({ status: 'awaiting_response', closedAt: null })
})

test.each([
  [{}, 'text required'],
  [{ text: '' }, 'text empty'],
  [{ text: '\u200b\u2060 ' }, 'text empty'],
  [{ text: 'x'.repeat(4097) }, 'text too_long'],
  [{ text: ['x'] }, 'text invalid'],
  [[], 'body invalid'],
])('the message %o is refused with the field', async (message, field) => {
  const { sara, rival, open } = await openWorld()
  const path = `/api/v1/tickets/${await open()}/messages`
  expectProblem(await sara.post(path, message), 400, 'invalid_request', field)
  expectProblem(await rival.post(path, { text: 'x' }), 404, 'not_found')
  expect((await sara.get(path)).body.total).toBe(0)
  for (const query of ['page=0', 'pageSize=101'])
    expectProblem(await sara.get(`${path}?${query}`), 400, 'invalid_request')
})
