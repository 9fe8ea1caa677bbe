import { once } from 'node:events'
import { STATUS_CODES } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from '../../web/server.ts'
import { gate, openWorld } from './_world.ts'

const LOCAL = { host: '127.0.0.1', port: 0 }

test('it serves until it is closed', async () => {
  const { web, token } = await openWorld()
  const server = await listen(web, LOCAL)
  const headers = { Authorization: `Bearer ${await token()}` }
  const me = await fetch(`http://127.0.0.1:${server.port}/api/v1/me`, { headers })
  expect([me.status, await me.json()]).toMatchObject([200, { sub: 'u1' }])
  await server.close()
  await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow('fetch failed')
})

test('a taken port is said', async () => {
  const { web } = await openWorld()
  const server = await listen(web, LOCAL)
  await expect(listen(web, { ...LOCAL, port: server.port })).rejects.toThrow('EADDRINUSE')
  await server.close()
})

test('closing finishes what is in hand and waits for no idle connection', async () => {
  const asked = gate()
  const finish = gate()
  const { web } = await openWorld({
    ready: async () => {
      asked.open()
      await finish.opened
      return { database: 'ok' }
    },
  })
  const server = await listen(web, LOCAL)
  const base = `http://127.0.0.1:${server.port}`
  await (await fetch(`${base}/healthz`)).text()
  const silent = connect(server.port, '127.0.0.1')
  const slow = fetch(`${base}/readyz`)
  await asked.opened

  const began = performance.now()
  const closed = server.close()
  finish.open()
  const answer = await slow
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', checks: { database: 'ok' } }])
  await closed
  expect(performance.now() - began).toBeLessThan(2_000)
  silent.destroy()
})

test('an upload that is refused does not hold its connection', async () => {
  const { web, token } = await openWorld()
  const server = await listen(web, LOCAL)
  const post = async (headers: Record<string, string>) =>
    await fetch(`http://127.0.0.1:${server.port}/api/v1/tickets`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: 'x'.repeat(5_000_000),
    })
  expect((await post({})).status).toBe(401)
  expect((await post({ Authorization: `Bearer ${await token()}` })).status).toBe(413)
  await server.close()
})

test('an answer that comes before the end of its request closes the connection, says so, and arrives', async () => {
  const { web } = await openWorld()
  const server = await listen(web, LOCAL)
  const size = 60_000_000
  const socket = connect(server.port, '127.0.0.1')
  let answer = ''
  let isHungUp = false
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('data', (bytes) => (answer += String(bytes)))
    socket.on('end', () => {
      isHungUp = true
      resolve()
    })
    socket.on('error', reject)
  })
  const head = ['POST /api/v1/tickets HTTP/1.1', 'Host: x', 'Content-Type: application/json']
  socket.write(`${[...head, `Content-Length: ${size}`].join('\r\n')}\r\n\r\n`)
  // Whoever only reads at the end of what it has to say, and goes on saying it.
  for (let sent = 0; sent < size && !isHungUp; sent += 100_000) {
    if (!socket.write('x'.repeat(100_000))) await once(socket, 'drain')
    await new Promise(setImmediate)
  }
  await ended
  expect(answer).toMatch(/^HTTP\/1.1 401 /)
  expect(answer).toMatch(/^connection: close\r$/im)
  expect(answer).toContain('"code":"unauthenticated"')
  socket.destroy()
  await server.close()
})

test('nobody who stops in the middle of a refused request is waited for', async () => {
  const { web } = await openWorld()
  const server = await listen(web, LOCAL)
  const began = performance.now()
  const answer = await say(
    server.port,
    'POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx',
  )
  expect(answer.head).toMatch(/^HTTP\/1.1 401 /)
  expect(answer.head).toContain('Connection: close')
  await server.close()
  expect(performance.now() - began).toBeLessThan(5_000)
})

test('a refusal of what has come whole keeps its connection', async () => {
  const { web } = await openWorld()
  const server = await listen(web, LOCAL)
  const socket = connect(server.port, '127.0.0.1')
  const request = 'POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}'
  for (let round = 0; round < 2; round++) {
    socket.write(request)
    const [bytes] = (await once(socket, 'data')) as [Buffer]
    expect(String(bytes)).toMatch(/^HTTP\/1.1 401 /)
    expect(String(bytes)).not.toMatch(/^connection: close/im)
  }
  socket.destroy()
  await server.close()
})

test.each([
  ['what is no HTTP', 'nonsense\r\n\r\n', 400],
  ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
  ['a Host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
  ['a bad header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n', 400],
  ['headers beyond measure', `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Pad: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
])('%s is answered with a problem', async (_, request, status) => {
  const { web } = await openWorld()
  const server = await listen(web, LOCAL)
  const answer = await say(server.port, request)
  expect(answer.head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer.head).toContain('Connection: close')
  expect(answer.head).toContain('Content-Type: application/problem+json')
  expect(answer.problem).toMatchObject({ type: 'about:blank', title: STATUS_CODES[status], status })
  await server.close()
})

test('a request that stands still is given up with a problem', async () => {
  const { web, token } = await openWorld()
  const server = await listen(web, { ...LOCAL, patienceMs: 300 })
  const head = [
    'POST /api/v1/tickets HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${await token()}`,
    'Content-Type: application/json',
    'Content-Length: 100',
  ]
  const answer = await say(server.port, `${head.join('\r\n')}\r\n\r\n{`)
  expect(answer.head).toMatch(/^HTTP\/1.1 408 /)
  expect(answer.head).toContain('Connection: close')
  expect(answer.problem).toMatchObject({ title: 'Request Timeout', status: 408 })
  await server.close()
})

/** Says something to the server and waits until it hangs up. */
async function say(
  port: number,
  words: string,
): Promise<{ readonly head: string; readonly problem: unknown }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(words)
  let answer = ''
  for await (const bytes of socket) answer += String(bytes)
  const [head = ''] = answer.split('\r\n\r\n', 1)
  const problem: unknown = JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? 'null')
  return {
    head: head.replace('connection: close', 'Connection: close').replace('content-type', 'Content-Type'),
    problem,
  }
}
