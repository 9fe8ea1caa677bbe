import { expect, test } from 'vitest'
import { formOf, png } from '../_support/files.ts'
import { enter } from './_session.ts'
import { DRAFT, expectProblem, openWorld, type World } from './_world.ts'

const PUBLIC = { security: { publicUrl: 'https://example.com/support' } }

async function openUnderPath(overrides: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  return await openWorld({ ...PUBLIC, ...overrides })
}

test('everything answers under the path, and names itself under it', async () => {
  const { sara } = await openUnderPath()
  const opened = await sara.send('/support/api/v1/tickets', {
    method: 'POST',
    body: formOf({ ...DRAFT, description: '"url":"/x" href="/y"' }, [{ name: 'a.png', bytes: png() }]),
  })
  expect(opened.headers.get('Location')).toBe('/support/api/v1/tickets/KT-1')
  const [file] = opened.body.attachments
  expect(file?.url).toMatch(/^\/support\/api\/v1\/attachments\/[\w-]+$/)
  expect(opened.body.description).toBe('"url":"/x" href="/y"')
  const bytes = await sara.fetch(file?.url ?? '')
  expect(Buffer.from(await bytes.arrayBuffer())).toEqual(png())

  const list = await sara.get('/support/api/v1/tickets')
  expect(list.body.items[0]?.attachments[0]?.url).toBe(file?.url)
  const missing = await sara.get('/support/api/v1/tickets/KT-9')
  expectProblem(missing, 404, 'not_found')
  expect(missing.body).toMatchObject({ instance: '/support/api/v1/tickets/KT-9' })
  expect((await sara.send('/support/api/v1/tickets', { method: 'PUT' })).headers.get('Allow')).toContain(
    'POST',
  )
})

test('an answer to a repeat is under the path too', async () => {
  const { sara } = await openUnderPath()
  const post = async () => await sara.post('/support/api/v1/tickets', DRAFT, { 'Idempotency-Key': 'k' })
  const [first, second] = [await post(), await post()]
  expect(second.body).toEqual(first.body)
  expect(second.headers.get('Location')).toBe('/support/api/v1/tickets/KT-1')
})

test.each(['/tickets/KT-1', '/support/tickets/KT-1'])(
  'a link of the panel’s leads under the path: %s',
  async (next) => {
    const world = await openUnderPath()
    const body = new URLSearchParams({ token: await world.link({ jti: next }), next })
    const answer = await world.request('/support/sso', { method: 'POST', body })
    expect(answer.headers.get('Location')).toBe('/support/tickets/KT-1')
    const [session = ''] = answer.headers.getSetCookie()
    expect(session).toMatch(/^__Secure-support_session=[\w-]{43};/)
    expect(session).toMatch(/; Path=\/support(;|$)/)
    expect(session).toMatch(/; Secure/)
    const cookie = session.split(';', 1)[0] ?? ''
    const page = await world.web.request('/support/tickets', { headers: { Cookie: cookie } })
    expect(page.status).toBe(200)
    const own = (await page.text()).match(/(?:href|src|action)="\/[^"]*/g) ?? []
    expect(own.length).toBeGreaterThan(10)
    expect(own.filter((each) => !each.includes('="/support/'))).toEqual([])
  },
)

test('without a path all is as it was', async () => {
  const world = await openWorld({ security: { publicUrl: 'https://example.com' } })
  const { cookie } = await enter(world)
  expect(cookie).toMatch(/^__Host-support_session=/)
  expect((await world.request('/support/tickets', { headers: { Cookie: cookie } })).status).toBe(404)
})

test('Telegram’s updates come in under the path', async () => {
  const came: unknown[] = []
  const world = await openUnderPath({
    webhook: {
      path: '/telegram/webhook',
      secret: 'a-secret-of-sixteen',
      accept: async (update) => void came.push(update),
    },
  })
  const answer = await world.request('/support/telegram/webhook', {
    method: 'POST',
    headers: { 'X-Telegram-Bot-Api-Secret-Token': 'a-secret-of-sixteen', 'Content-Type': 'application/json' },
    body: JSON.stringify({ update_id: 7 }),
  })
  expect([answer.status, came]).toEqual([200, [{ update_id: 7 }]])
})

test('what only looks like the path is not it; health is asked on the machine itself', async () => {
  const { request, web } = await openUnderPath()
  for (const path of ['/supporting/tickets', '/supporttickets'])
    expect((await request(path)).status).toBe(404)
  for (const path of ['/healthz', '/support/healthz', '/support/readyz'])
    expect((await request(path)).status).toBe(200)
  const docs = await web.request('/support/docs')
  expect(await docs.text()).toContain('src="/support/docs/start.js"')
})
