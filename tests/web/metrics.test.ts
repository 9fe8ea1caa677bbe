import { expect, test } from 'vitest'
import { createPanel } from '../_support/panel.ts'
import { startWorld } from '../_support/world.ts'
import { openWorld } from './_world.ts'

/** The samples of one metric. */
function samples(text: string, name: string): string[] {
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
}

test('what is stuck, late and open is there to be watched', async () => {
  const world = await startWorld()
  const { group, bot, ali, panel, url, settle, now } = world
  const read = async () => await (await fetch(`${url()}/metrics`)).text()
  const draft = { title: 'عنوان راز', description: 'شرح راز', priority: 'low', category: 'sales' }
  const rival = createPanel(url, { sub: 'u-9', name: 'رضا', org: { id: 'rival', name: 'rival' } }, now)

  for (const each of [panel, rival])
    expect((await each.call('POST', '/api/v1/tickets', draft)).status).toBe(201)
  await settle()
  // The greetings of the groups, which wait for a command to answer first.
  world.advance(60_000)
  await settle()
  const calm = await read()
  expect(samples(calm, 'support_ready')).toEqual([
    'support_ready{part="database"} 1',
    'support_ready{part="storage"} 1',
    'support_ready{part="telegram"} 1',
  ])
  expect(samples(calm, 'support_outbox_deliveries')).toEqual([
    'support_outbox_deliveries{state="waiting"} 0',
    'support_outbox_deliveries{state="parked"} 0',
    'support_outbox_deliveries{state="failed"} 0',
  ])
  expect(samples(calm, 'support_open_tickets')).toEqual([
    'support_open_tickets{status="awaiting_response"} 2',
    'support_open_tickets{status="in_progress"} 0',
    'support_open_tickets{status="awaiting_customer"} 0',
  ])
  expect(samples(calm, 'support_inbox_updates')).toEqual([
    'support_inbox_updates{state="waiting"} 0',
    'support_inbox_updates{state="aside"} 0',
  ])

  group.kick(bot, { by: ali })
  expect((await panel.call('POST', '/api/v1/tickets/KT-1/messages', { text: 'متن راز' })).status).toBe(201)
  await settle()
  const parked = samples(await read(), 'support_outbox_deliveries')[1] ?? ''
  expect(Number(parked.split(' ')[1])).toBeGreaterThan(0)

  const text = await read()
  expect(samples(text, 'support_outbox_late_seconds')).toEqual(['support_outbox_late_seconds 0'])
  expect(text).not.toMatch(/راز|رضا|testco|rival|KT-|\b9891/)
})

test('requests are counted under the patterns of their addresses', async () => {
  const { sara, rival, request, open } = await openWorld()
  const ref = await open()
  await sara.get(`/api/v1/tickets/${ref}`)
  await sara.get(`/api/v1/tickets/${ref}?token=secret`)
  await rival.get(`/api/v1/tickets/${ref}`)
  await request(`/api/v1/tickets/${ref}`)
  await request('/no/such/page')
  await request('/no/such/other')
  const answer = await request('/metrics')
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ])
  const text = answer.body as unknown as string
  expect(samples(text, 'http_request_duration_seconds_count').toSorted()).toEqual([
    'http_request_duration_seconds_count{method="GET",route="/*",status="404"} 2',
    'http_request_duration_seconds_count{method="GET",route="/api/v1/tickets/:ref",status="200"} 2',
    'http_request_duration_seconds_count{method="GET",route="/api/v1/tickets/:ref",status="401"} 1',
    'http_request_duration_seconds_count{method="GET",route="/api/v1/tickets/:ref",status="404"} 1',
    'http_request_duration_seconds_count{method="POST",route="/api/v1/tickets",status="201"} 1',
  ])
  expect(text).not.toMatch(/KT-|secret|such/)
  for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total'])
    expect(Number(samples(text, name)[0]?.split(' ')[1])).toBeGreaterThan(0)
})

test('each app counts for itself', async () => {
  const [first, second] = [await openWorld(), await openWorld()]
  await first.request('/healthz')
  const { body } = await second.request('/metrics')
  expect(samples(body as unknown as string, 'http_request_duration_seconds_count')).toEqual([])
})

test('while the database is away the rest is still told', async () => {
  const { request, log } = await openWorld({
    ready: async () => ({ database: 'not reachable', telegram: 'could not sign in' }),
    count: () => Promise.reject(new Error('The connection is gone.')),
  })
  const answer = await request('/metrics')
  expect(answer.status).toBe(200)
  const text = answer.body as unknown as string
  expect(samples(text, 'support_ready')).toEqual([
    'support_ready{part="database"} 0',
    'support_ready{part="telegram"} 0',
  ])
  expect(text).not.toContain('support_outbox')
  expect(log.join('')).toContain('The connection is gone.')
})

test('a wrong method is refused as everywhere', async () => {
  const { request } = await openWorld()
  const answer = await request('/metrics', { method: 'POST', headers: { Accept: 'text/html' } })
  expect([answer.status, answer.body.code]).toEqual([405, 'method_not_allowed'])
})
