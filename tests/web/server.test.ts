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
