import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createEventStream } from '../../web/api/event-stream.ts'
import type { WebEnv } from '../../web/context/web-env.ts'
import { listen } from '../../web/server.ts'
import { listenTo } from './_events.ts'
import { enter, RIVAL } from './_session.ts'
import { AGENT, DRAFT, expectProblem, openWorld, type World } from './_world.ts'

type Options = Parameters<typeof openWorld>[0]

/** The web over real HTTP. */
async function serve(options: Options = {}) {
  const closing = new AbortController()
  const world = await openWorld({ ...options, closing: closing.signal })
  const server = await listen(world.web, { host: '127.0.0.1', port: 0 })
  const stop = async () => {
    closing.abort()
    await server.close()
  }
  onTestFinished(stop)
  const base = `http://127.0.0.1:${server.port}`
  const follow = async (claims: Record<string, unknown> = {}, lastId?: string) =>
    await listenTo(`${base}/api/v1/events`, {
      Authorization: `Bearer ${await world.token(claims)}`,
      ...(lastId === undefined ? {} : { 'Last-Event-ID': lastId }),
    })
  return { ...world, base, port: server.port, follow, stop }
}

function answer({ desk }: World, number: number, messageId: number) {
  return desk.answer(AGENT, number, {
    content: { text: 'سلام', entities: [], attachments: [] },
    origin: { kind: 'telegram', chatId: -1009, messageId, albumId: null },
  })
}

function note({ desk }: World, number: number, messageId: number) {
  return desk.addNote(AGENT, number, {
    content: { text: 'یادداشت', entities: [], attachments: [] },
    origin: { kind: 'telegram', chatId: -1009, messageId, albumId: null },
  })
}

test('what happens to a ticket is told as it happens, without notes and without texts', async () => {
  const world = await serve()
  const [stream, rival] = [await world.follow(), await world.follow(RIVAL)]
  expect([stream.status, stream.headers.get('Content-Type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ])
  expect(stream.headers.get('X-Accel-Buffering')).toBe('no')
  expect(stream.headers.get('Cache-Control')).toContain('no-transform')
  const at = world.now().toISOString()

  await world.open()
  expect(await stream.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-1', at } })
  expect(stream.retry).toBe('3000')
  await note(world, 1, 1)
  await answer(world, 1, 2)
  const told = [await stream.next(), await stream.next()]
  expect(new Set(told.map((event) => event?.name))).toEqual(new Set(['message.created', 'ticket.status']))
  expect(told.find((event) => event?.name === 'ticket.status')?.data).toEqual({
    ref: 'KT-1',
    at,
    from: 'awaiting_response',
    to: 'awaiting_customer',
  })
  const { items } = (await world.sara.get('/api/v1/tickets/KT-1/messages')).body
  expect(told.find((event) => event?.name === 'message.created')?.data).toEqual({
    ref: 'KT-1',
    at,
    id: items[0]?.id,
    side: 'agent',
  })
  // A second answer changes nothing else, and there is no group to send it to.
  await answer(world, 1, 3)
  expect(await stream.next()).toMatchObject({ name: 'message.created', data: { side: 'agent' } })
  await world.sara.post('/api/v1/tickets/KT-1/close')
  expect(await stream.next()).toMatchObject({ name: 'ticket.status', data: { to: 'closed' } })

  await world.rival.post('/api/v1/tickets', DRAFT)
  expect(await rival.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-2' } })
  expect([stream.rest, rival.rest]).toEqual([[], []])
})

test('a session follows too; without one, or with a wrong token, there is nothing', async () => {
  const world = await serve()
  const url = `${world.base}/api/v1/events`
  const { cookie } = await enter(world)
  const stream = await listenTo(url, { Cookie: cookie })
  await world.rival.post('/api/v1/tickets', DRAFT)
  await world.open()
  expect(await stream.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-2' } })
  expectProblem(await world.request('/api/v1/events'), 401, 'unauthenticated')
  const head = await world.sara.send('/api/v1/events', { method: 'HEAD' })
  expect([head.status, head.headers.get('Content-Type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
})

test('after a break it goes on where it was, with nothing lost and nothing of others', async () => {
  const world = await serve()
  const stream = await world.follow()
  await world.open()
  const first = await stream.next()
  await world.open()
  await stream.next()
  stream.close()
  await stream.done
  await world.rival.post('/api/v1/tickets', DRAFT)
  await answer(world, 2, 1)
  await note(world, 2, 2)

  const again = await world.follow({}, stream.lastId ?? '')
  const missed = [await again.next(), await again.next()]
  expect(missed).toContainEqual(expect.objectContaining({ name: 'message.created' }))
  expect(missed).toContainEqual(expect.objectContaining({ name: 'ticket.status' }))
  for (const event of missed) expect(event?.data).toMatchObject({ ref: 'KT-2' })
  await world.open()
  expect(await again.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-4' } })
  expect(again.rest).toEqual([])

  const fromFirst = await world.follow({}, first?.id ?? '')
  expect(await fromFirst.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-2' } })
  const ofRival = await world.follow(RIVAL, first?.id ?? '')
  expect(await ofRival.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-3' } })
  expect(ofRival.rest).toEqual([])

  const quiet = await world.follow()
  await world.open()
  await quiet.next()
  const upToDate = await world.follow({}, quiet.lastId ?? '')
  await world.open()
  expect(await upToDate.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-6' } })
})

test('a place that is not ours, or too far back, begins anew', async () => {
  const world = await serve()
  for (const id of ['', 'x', '5', '1-x', '-1--1', '999999-0', '0-999999', '1-2-3', '9'.repeat(400)]) {
    const stream = await world.follow({}, id)
    expect([id, await stream.next()]).toEqual([id, { id: '0-0', name: 'reset', data: {} }])
    stream.close()
  }
  for (let count = 0; count <= 500; count += 1) await world.open()
  const far = await world.follow({}, '0-0')
  expect(await far.next()).toMatchObject({ name: 'reset', id: '501-0' })
  const near = await world.follow({}, '1-0')
  expect(await near.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-2' } })
  const rival = await world.follow(RIVAL, '0-0')
  await world.rival.post('/api/v1/tickets', DRAFT)
  expect(await rival.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-502' } })
})

test('a long break is told to its end', async () => {
  const world = await serve()
  for (let count = 0; count < 320; count += 1) await world.open()
  for (let number = 1; number <= 170; number += 1) await answer(world, number, number)
  await world.rival.post('/api/v1/tickets', DRAFT)
  const stream = await world.follow({}, '0-0')
  const told: string[] = []
  for (let count = 0; count < 660; count += 1) told.push(String((await stream.next())?.name))
  expect(told.filter((name) => name === 'message.created')).toHaveLength(170)
  await world.open()
  expect(await stream.next()).toMatchObject({ name: 'ticket.opened', data: { ref: 'KT-322' } })
})

test('it ends with its token, with its session, and with the server', async () => {
  const world = await serve()
  const iat = Math.floor(world.now().getTime() / 1000)
  const short = await world.follow({ iat: iat - 100, exp: iat - 59 })
  expect(await short.next()).toBeNull()

  const { cookie, csrf } = await enter(world)
  const ofSession = await listenTo(`${world.base}/api/v1/events`, { Cookie: cookie })
  const rival = await world.follow(RIVAL)
  await world.request('/sign-out', {
    method: 'POST',
    headers: { Cookie: cookie, 'X-CSRF-Token': csrf, 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  await world.open()
  expect(await ofSession.next()).toBeNull()
  await world.rival.post('/api/v1/tickets', DRAFT)
  expect(await rival.next()).toMatchObject({ name: 'ticket.opened' })

  const began = performance.now()
  await world.stop()
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await rival.next()).toBeNull()
})

test('a heartbeat keeps it open, and finds out what has ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const world = await serve()
  const [stream, rival] = [await world.follow(), await world.follow(RIVAL)]
  vi.advanceTimersByTime(15_000)
  await world.open()
  await stream.next()
  expect(stream.comments).toEqual(['still here'])
  world.pass(3_600_000 + 61_000)
  vi.advanceTimersByTime(15_000)
  expect([await stream.next(), await rival.next()]).toEqual([null, null])
})

test('each user has so many at once, and a closed one counts no more', async () => {
  const world = await serve()
  const streams = await Promise.all(Array.from({ length: 20 }, () => world.follow()))
  const refused = await world.sara.get('/api/v1/events')
  expectProblem(refused, 429, 'rate_limited')
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  for (const claims of [RIVAL, { sub: 'u2' }]) expect((await world.follow(claims)).status).toBe(200)
  streams[0]?.close()
  await vi.waitFor(async () => {
    const next = await world.follow()
    next.close()
    expect(next.status).toBe(200)
  })
})

test('nobody who went away is listened for', async () => {
  const changes = vi.fn<() => void>()
  const world = await serve()
  const { events } = world
  const subscribe = events.onChange.bind(events)
  let listeners = 0
  Object.assign(events, {
    onChange(listener: () => void) {
      listeners += 1
      const off = subscribe(listener)
      return () => {
        listeners -= 1
        changes()
        off()
      }
    },
  })
  const [stream, rival] = [await world.follow(), await world.follow(RIVAL)]
  expect(listeners).toBe(1)
  stream.close()
  rival.close()
  await vi.waitFor(() => expect(listeners).toBe(0))
  const back = await world.follow()
  await world.open()
  expect(await back.next()).toMatchObject({ name: 'ticket.opened' })
  expect(listeners).toBe(1)
})

test('a client that does not read is cut off', async () => {
  const app = new Hono<WebEnv>()
  let ended: AbortSignal | null = null
  app.get('/', (c) => {
    const stream = createEventStream(c)
    ended = stream.ended
    const timer = setInterval(() => stream.write('x'.repeat(1_000_000)), 1)
    stream.ended.addEventListener('abort', () => clearInterval(timer))
    return c.body(stream.body)
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const socket = connect(server.port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await vi.waitFor(() => expect(ended?.aborted).toBe(true))
  socket.resume()
  await closed
})
