import { expect, test } from 'vitest'
import { expectProblem, gate, openWorld } from './_world.ts'

const UPDATE = { update_id: 7, message: { text: 'سلام' } }
const SECRET_HEADER = 'X-Telegram-Bot-Api-Secret-Token'

async function openDoor(accept: (update: unknown) => Promise<void>) {
  const { request, log } = await openWorld({
    webhook: { path: '/telegram/webhook', secret: 'knock-knock', accept },
  })
  const deliver = async (body: string, secret = 'knock-knock') =>
    await request('/telegram/webhook', { method: 'POST', body, headers: { [SECRET_HEADER]: secret } })
  return { request, deliver, log }
}

test('an update is answered for once it is stored', async () => {
  const stored: unknown[] = []
  const arrived = gate()
  const commit = gate()
  const { deliver } = await openDoor(async (update) => {
    arrived.open()
    await commit.opened
    stored.push(update)
  })
  let answered = false
  const answer = deliver(JSON.stringify(UPDATE)).finally(() => {
    answered = true
  })
  await arrived.opened
  expect(answered).toBe(false)
  commit.open()
  expect(await answer).toMatchObject({ status: 200, body: '' })
  expect(stored).toEqual([UPDATE])
})

test('only Telegram knows the secret', async () => {
  const stored: unknown[] = []
  const { request, deliver } = await openDoor(async (update) => void stored.push(update))
  for (const secret of ['', 'knock', 'knock-knock-', 'KNOCK-KNOCK']) {
    expectProblem(await deliver(JSON.stringify(UPDATE), secret), 401, 'unauthenticated')
  }
  const bare = await request('/telegram/webhook', { method: 'POST', body: JSON.stringify(UPDATE) })
  expectProblem(bare, 401, 'unauthenticated')
  expect(stored).toEqual([])
})

test('what is no update is refused, what can’t be stored is to be sent again', async () => {
  const stored: unknown[] = []
  const { deliver, request, log } = await openDoor(async (update) => {
    stored.push(update)
    throw new Error('disk full')
  })
  for (const body of ['', '{', '[]', '5', 'null', '{}', '{"update_id":"7"}']) {
    expectProblem(await deliver(body), 400, 'invalid_request')
  }
  expectProblem(
    await deliver(JSON.stringify({ ...UPDATE, x: 'x'.repeat(1024 * 1024) })),
    413,
    'payload_too_large',
  )
  expectProblem(
    await request('/telegram/webhook', { headers: { [SECRET_HEADER]: 'knock-knock' } }),
    405,
    'method_not_allowed',
  )
  expect(stored).toEqual([])
  expectProblem(await deliver(JSON.stringify(UPDATE)), 500, 'internal_error')
  expect(log.filter((line) => line.includes('disk full'))).toHaveLength(1)
})

test('without a webhook there is no door', async () => {
  const { request } = await openWorld()
  expectProblem(await request('/telegram/webhook', { method: 'POST', body: '{}' }), 404, 'not_found')
})
