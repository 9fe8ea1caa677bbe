import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../../web/server.ts'
import { DRAFT, openWorld } from './_world.ts'

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x')
const JSON_TEXT = JSON.stringify({ ...DRAFT, title: 'Title', description: 'Text' })

/** The web over real HTTP, spoken to byte by byte. */
async function serve() {
  const world = await openWorld()
  const server = await listen(world.web, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const authorization = `Authorization: Bearer ${await world.token()}`

  /** Sends until the answer's head is there; answers with it and with how much was sent. */
  async function send(request: readonly string[], chunks: Iterable<string | Buffer>, end = false) {
    const socket = connect(server.port, '127.0.0.1')
    let answer = ''
    let sent = 0
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => {})
    socket.on('data', (data) => {
      answer += data.toString()
      if (/\r\n\r\n[^]*\}/.test(answer)) socket.destroy()
    })
    socket.write(`${request.join('\r\n')}\r\nHost: desk\r\n\r\n`)
    for (const chunk of chunks) {
      if (socket.destroyed) break
      sent += chunk.length
      if (socket.write(chunk)) continue
      await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))])
    }
    if (end) socket.end()
    await closed
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    return {
      status: Number(head.split(' ')[1]),
      problem: /application\/problem\+json/i.test(head),
      body,
      sent,
    }
  }

  const post = async (headers: readonly string[], chunks: Iterable<string | Buffer>, end = false) =>
    await send(['POST /api/v1/tickets HTTP/1.1', authorization, ...headers], chunks, end)
  const total = async () => [
    (await world.sara.get('/api/v1/tickets')).body.total,
    (await world.rival.get('/api/v1/tickets')).body.total,
  ]
  return { ...world, send, post, total, authorization }
}

function* megabytes(count: number, wrap: (chunk: Buffer) => Buffer = (chunk) => chunk): Generator<Buffer> {
  for (let at = 0; at < count; at += 1) yield wrap(MEGABYTE)
}

function chunked(chunk: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])
}

test('a body of 100 MB is refused before it is read', async () => {
  const { post, send, total, authorization } = await serve()
  const length = `Content-Length: ${100 * MEGABYTE.length}`
  const json = 'Content-Type: application/json'
  const refused = [
    await post([json, length], megabytes(100)),
    await post([json, 'Transfer-Encoding: chunked'], megabytes(100, chunked)),
    await send(['POST /api/v1/tickets/KT-1/close HTTP/1.1', authorization, length], megabytes(100)),
    await send(['DELETE /api/v1/telegram-groups/-5 HTTP/1.1', authorization, length], megabytes(100)),
  ]
  for (const { status, problem, sent } of refused) {
    expect([status, problem]).toEqual([413, true])
    expect(sent).toBeLessThan(50 * MEGABYTE.length)
  }
  const stranger = await send(['POST /api/v1/tickets HTTP/1.1', json, length], megabytes(100))
  expect([stranger.status, stranger.problem]).toEqual([401, true])
  expect(await total()).toEqual([0, 0])
})

test('what is not JSON in UTF-8, as it is, is not guessed at', async () => {
  const { post, total } = await serve()
  const given = async (type: string, body: Buffer, ...more: string[]) =>
    await post([`Content-Type: ${type}`, `Content-Length: ${body.length}`, ...more], [body])
  const json = Buffer.from(JSON_TEXT)
  const cases = [
    [415, await given('application/json', gzipSync(json), 'Content-Encoding: gzip')],
    [415, await given('application/json', json, 'Content-Encoding: br, gzip')],
    [415, await given('application/json; charset=utf-16', Buffer.from(JSON_TEXT, 'utf16le'))],
    [400, await given('application/json', Buffer.from(JSON_TEXT, 'utf16le'))],
    [400, await given('application/json', Buffer.from(`\ufeff${JSON_TEXT}`, 'utf16le'))],
    [400, await given('application/json', Buffer.from(JSON_TEXT.replace('Title', 'Caf\u00e9'), 'latin1'))],
    [400, await given('application/json', Buffer.from('['.repeat(1_000_000)))],
    [400, await given('application/json', Buffer.from(`${'[1,'.repeat(200_000)}1${']'.repeat(200_000)}`))],
    [400, await given('application/json', Buffer.from('{"a":'.repeat(150_000)))],
  ] as const
  for (const [status, answer] of cases) expect([answer.status, answer.problem]).toEqual([status, true])
  expect(await total()).toEqual([0, 0])
  const plain = await given('application/json; charset="UTF-8"', json, 'Content-Encoding: identity')
  expect(plain.status).toBe(201)
})

test('a body that breaks off stores nothing and is no failure of ours', async () => {
  const { post, total, log } = await serve()
  const length = `Content-Length: ${JSON_TEXT.length}`
  const half = JSON_TEXT.slice(0, 30)
  await post(['Content-Type: application/json', length], [half], true)
  await post(
    ['Content-Type: multipart/form-data; boundary=x', 'Content-Length: 5000'],
    ['--x\r\nContent-Disp'],
    true,
  )
  await post(['Content-Type: application/json', 'Transfer-Encoding: chunked'], ['ffff\r\n{"title'], true)
  expect(await total()).toEqual([0, 0])
  expect(log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([])
})
