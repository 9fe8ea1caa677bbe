import { expect, test } from 'vitest'
import { enter } from './_session.ts'
import { openWorld } from './_world.ts'

const TICKETS = '/api/v1/tickets'

test('what has not changed is not sent again', async () => {
  const world = await openWorld()
  const { sara, rival } = world
  await world.open()
  for (const path of [
    TICKETS,
    `${TICKETS}/KT-1`,
    `${TICKETS}/KT-1/messages`,
    '/api/v1/me',
    '/api/v1/telegram-groups',
  ]) {
    const first = await sara.get(path)
    const tag = first.headers.get('ETag') ?? ''
    expect([path, first.status, tag]).toEqual([path, 200, expect.stringMatching(/^W\/"[\w-]+"$/)])
    for (const given of [tag, tag.slice(2), `"x", ${tag}`, '*']) {
      const again = await sara.send(path, { headers: { 'If-None-Match': given } })
      expect([given, again.status, again.body]).toEqual([given, 304, ''])
      expect(again.headers.get('ETag')).toBe(tag)
      expect(again.headers.get('Content-Type')).toBeNull()
      expect(again.headers.get('Cache-Control')).toBe('private, no-cache')
      expect(again.headers.get('Vary')).toContain('Authorization')
    }
    expect((await sara.send(path, { headers: { 'If-None-Match': '"x"' } })).status).toBe(200)
    const head = await sara.send(path, { method: 'HEAD', headers: { 'If-None-Match': tag } })
    expect([head.status, head.headers.get('ETag')]).toEqual([304, tag])
    const theirs = await rival.send(path, { headers: { 'If-None-Match': tag } })
    const empty = path === '/api/v1/telegram-groups'
    expect([path, theirs.status]).toEqual([path, empty ? 304 : path.includes('KT-1') ? 404 : 200])
  }
})

test('a change gives another tag', async () => {
  const world = await openWorld()
  await world.open()
  const tag = async () => (await world.sara.get(TICKETS)).headers.get('ETag')
  const before = await tag()
  await world.rival.post(TICKETS, { title: 'a', description: 'b', priority: 'low', category: 'sales' })
  expect(await tag()).toBe(before)
  await world.sara.post(`${TICKETS}/KT-1/close`)
  expect(await tag()).not.toBe(before)
})

test('only what was read has a tag, and every answer says what it depends on', async () => {
  const world = await openWorld()
  await world.open()
  const { cookie } = await enter(world)
  const answers = [
    await world.sara.post(`${TICKETS}/KT-1/close`),
    await world.sara.get(`${TICKETS}/KT-9`),
    await world.rival.get(`${TICKETS}/KT-1`),
    await world.request(TICKETS),
  ]
  for (const { headers } of answers) expect(headers.get('ETag')).toBeNull()
  const read = await world.request(TICKETS, { headers: { Cookie: cookie } })
  for (const { headers } of [...answers, read]) {
    const vary = new Set(headers.get('Vary')?.split(/, */))
    expect(vary).toEqual(new Set(['Accept-Language', 'Authorization', 'Cookie']))
  }
  const page = await world.request('/tickets', { headers: { Cookie: cookie } })
  expect(new Set(page.headers.get('Vary')?.split(/, */))).toEqual(new Set(['Accept-Language', 'Cookie']))
})
