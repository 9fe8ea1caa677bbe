import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '../../web/server.ts'
import { pdf } from '../_support/files.ts'
import { BOUNDARY, DRAFT_FIELDS, expectNothingStored, file, kept, rawForm, TICKETS } from './_uploads.ts'
import { openWorld } from './_world.ts'

const MB = 1024 * 1024

/** A served world, and connections to it that say whatever they like. */
async function serve() {
  const world = await openWorld()
  const server = await listen(world.web, { host: '127.0.0.1', port: 0 })
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await server.close()
  })
  return {
    ...world,
    async post(headers: Readonly<Record<string, string | number>>, path = TICKETS, token?: string) {
      const socket = connect(server.port, '127.0.0.1')
      sockets.push(socket)
      let answer = ''
      socket.on('data', (bytes: Buffer) => (answer += bytes.toString()))
      socket.on('error', () => {})
      const all = {
        Host: 'x',
        Authorization: `Bearer ${token ?? (await world.token())}`,
        'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
        ...headers,
      }
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
      socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      return {
        socket,
        /** The status of the answer, once it is there. */
        status: async () =>
          await vi.waitFor(() => Number(/^HTTP\/1.1 (\d{3})/.exec(answer)?.[1] ?? expect.fail('no answer')), {
            timeout: 20_000,
          }),
        code: () => /"code":"(\w+)"/.exec(answer)?.[1],
      }
    },
  }
}

test.each([102 * MB, 1_000_000 * MB])(
  'a form that says it has %d bytes is refused before one is read',
  async (size) => {
    const world = await serve()
    for (const path of [TICKETS, `${TICKETS}/${await world.open()}/messages`]) {
      const { status, code } = await world.post({ 'Content-Length': size }, path)
      expect([await status(), code()]).toEqual([413, 'payload_too_large'])
    }
    expect(kept(world)).toEqual([])
    const rival = await world.token({ org: { id: 'rival', name: 'Rival' } })
    const { status, code } = await world.post({ 'Content-Length': size }, `${TICKETS}/KT-1/messages`, rival)
    expect([await status(), code()]).toEqual([404, 'not_found'])
  },
)

test('a form without end is broken off where no form can be longer', { timeout: 60_000 }, async () => {
  const world = await serve()
  const { socket, status } = await world.post({ 'Transfer-Encoding': 'chunked' })
  const start = rawForm([...DRAFT_FIELDS, file('a.pdf')], '').subarray(0, -2)
  const piece = pdf(MB)
  let poured = 0
  const pour = () => {
    while (!socket.destroyed && poured < 200) {
      const bytes = poured++ === 0 ? start : piece
      const isRoom = socket.write(
        Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]),
      )
      if (!isRoom) return void socket.once('drain', pour)
    }
  }
  pour()
  expect(await status()).toBe(413)
  expect(poured).toBeLessThan(200)
  await expectNothingStored(world)
})

test('a form of empty parts without end is broken off after as many as a form may have', async () => {
  const world = await serve()
  const { socket, status, code } = await world.post({ 'Transfer-Encoding': 'chunked' })
  const bytes = Buffer.from(`--${BOUNDARY}\r\n\r\n\r\n`.repeat(2_000))
  let poured = 0
  const pour = () => {
    while (!socket.destroyed && poured < 1_000) {
      poured++
      const isRoom = socket.write(
        Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]),
      )
      if (!isRoom) return void socket.once('drain', pour)
    }
  }
  pour()
  expect([await status(), code()]).toEqual([400, 'invalid_request'])
  expect(poured).toBeLessThan(1_000)
  await expectNothingStored(world)
})

test('a client that goes away in the middle of a file leaves nothing', async () => {
  const world = await serve()
  const form = rawForm([...DRAFT_FIELDS, file('a.pdf', pdf(5 * MB))])
  const { socket } = await world.post({ 'Content-Length': form.length })
  socket.write(form.subarray(0, 3 * MB))
  await vi.waitFor(() => expect(kept(world)).toEqual([expect.stringMatching(/\.part$/)]))
  socket.destroy()
  await vi.waitFor(() => expect(kept(world)).toEqual([]))
  await expectNothingStored(world)
})

test('what is refused early is answered, though the rest is still coming', async () => {
  const world = await serve()
  const form = rawForm([file('a.exe', 'MZ\u0000'), file('b.pdf', pdf(5 * MB)), ...DRAFT_FIELDS])
  const { socket, status, code } = await world.post({ 'Content-Length': form.length })
  for (let at = 0; at < form.length; at += MB) socket.write(form.subarray(at, at + MB))
  expect([await status(), code()]).toEqual([415, 'unsupported_file'])
  await expectNothingStored(world)
})

test('JSON has a megabyte as ever', async () => {
  const world = await serve()
  const { status, code } = await world.post({
    'Content-Type': 'application/json',
    'Content-Length': 100 * MB,
  })
  expect([await status(), code()]).toEqual([413, 'payload_too_large'])
  await expectNothingStored(world)
})
