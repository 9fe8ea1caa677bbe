import { readdirSync, readlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { Fetched } from '../../core/files/fetch-file.ts'
import type { TelegramFile } from '../../core/files/attachment.ts'
import { pdf, png } from '../_support/files.ts'
import { listen } from '../../web/server.ts'
import { openWith, TICKETS } from './_uploads.ts'
import { AGENT, type Client, expectProblem, gate, openWorld, type World } from './_world.ts'

const TEXT = Buffer.from('0123456789')

/** A ticket of Sara's with a text of ten bytes; the file's address. */
async function openFile(name = 'digits.txt', bytes: Uint8Array = TEXT) {
  const world = await openWorld()
  const opened = await openWith(world.sara, [{ name, bytes }])
  const [file] = opened.body.attachments
  if (!file) throw new Error('there is no file')
  return { ...world, url: file.url, etag: `"${file.id}"` }
}

async function read(client: Client, url: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await client.fetch(url, { method, headers })
  const { status } = answer
  return { status, text: await answer.text(), header: (name: string) => answer.headers.get(name) }
}

test('a file comes with all that keeps a browser from running it, for its organization alone', async () => {
  const { omid, rival, url, etag } = await openFile('گزارش (نهایی) "۱".txt')
  const whole = await read(omid, url)
  expect([whole.status, whole.text]).toEqual([200, '0123456789'])
  const expected = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': '10',
    'Content-Disposition': `attachment; filename="_____ (_____) ___.txt"; filename*=UTF-8''${encodeURIComponent('گزارش (نهایی) "۱".txt').replace('(', '%28').replace(')', '%29')}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    ETag: etag,
  }
  for (const [name, value] of Object.entries(expected)) expect(whole.header(name), name).toBe(value)
  const head = await read(omid, url, {}, 'HEAD')
  expect([head.status, head.text]).toEqual([200, ''])
  for (const [name, value] of Object.entries(expected)) expect(head.header(name), name).toBe(value)

  for (const method of ['GET', 'HEAD']) expect((await read(rival, url, {}, method)).status).toBe(404)
  for (const unknown of ['AAAAAAAAAAAAAAAAAAAAAA', '..%2f..%2fdesk.db', 'x', '%00'])
    expectProblem(await omid.get(`/api/v1/attachments/${unknown}`), 404, 'not_found')
  expectProblem(await rival.get(url), 404, 'not_found')
})

test('pictures may be shown in a page, everything else is a download', async () => {
  const { sara, rival } = await openWorld()
  const files = [
    { name: 'a.png', bytes: png() },
    { name: 'b.pdf', bytes: pdf() },
  ]
  const { attachments } = (await openWith(sara, files)).body
  const shown = await Promise.all(attachments.map(async ({ url }) => await read(sara, url)))
  expect(shown.map(({ header }) => header('Content-Disposition')?.split(';')[0])).toEqual([
    'inline',
    'attachment',
  ])
  expect(shown.map(({ header }) => header('Content-Type'))).toEqual(['image/png', 'application/pdf'])
  for (const { url } of attachments) expectProblem(await rival.get(url), 404, 'not_found')
})

describe('ranges', () => {
  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-4', 206, '4', 'bytes 4-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99999999999999999999', 206, '89', 'bytes 8-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['Bytes= 0-0 ', 206, '0', 'bytes 0-0/10'],
    ['bytes=10-', 416, null, 'bytes */10'],
    ['bytes=10-12', 416, null, 'bytes */10'],
    ['bytes=-0', 416, null, 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=a-b', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
  ])('%s', async (range, status, text, contentRange) => {
    const { sara, rival, url } = await openFile()
    const part = await read(sara, url, { Range: range })
    expect(part.status).toBe(status)
    expect(part.header('Content-Range')).toBe(contentRange)
    if (text !== null) {
      expect(part.text).toBe(text)
      expect(part.header('Content-Length')).toBe(String(text.length))
    }
    if (status === 416)
      expectProblem(await sara.send(url, { headers: { Range: range } }), 416, 'range_not_satisfiable')
    const head = await read(sara, url, { Range: range }, 'HEAD')
    expect([head.status, head.header('Content-Length')]).toEqual([200, '10'])
    expectProblem(await rival.send(url, { headers: { Range: range } }), 404, 'not_found')
  })

  test('are of the file that the caller has begun', async () => {
    const { sara, rival, url, etag } = await openFile()
    const part = async (ifRange: string) => await read(sara, url, { Range: 'bytes=0-3', 'If-Range': ifRange })
    expect((await part(etag)).status).toBe(206)
    for (const other of ['"other"', `W/${etag}`, 'Sun, 22 Nov 2026 10:00:00 GMT'])
      expect((await part(other)).status).toBe(200)
    expect((await read(rival, url, { Range: 'bytes=0-3', 'If-Range': etag })).status).toBe(404)
  })
})

test('a file that the caller has is not sent again', async () => {
  const { sara, rival, url, etag } = await openFile()
  for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await read(sara, url, { 'If-None-Match': tag, Range: 'bytes=0-1' }, method)
      expect([answer.status, answer.text]).toEqual([304, ''])
      expect(answer.header('ETag')).toBe(etag)
    }
  }
  expect((await read(sara, url, { 'If-None-Match': '"other"' })).status).toBe(200)
  expect((await read(rival, url, { 'If-None-Match': '*' })).status).toBe(404)
})

describe('a file of Telegram’s', () => {
  const FILE: TelegramFile = {
    kind: 'document',
    name: 'x.html',
    type: 'text/html',
    size: 3,
    fileId: 'BQAC',
    fileUniqueId: 'AgAD',
  }
  const bytes = (text: string): Fetched => ({
    kind: 'bytes',
    bytes: (async function* () {
      yield Buffer.from(text)
    })(),
  })

  /** What an agent sent on Sara's ticket; its address. */
  async function answered({ desk, sara, open }: World, note = false): Promise<string> {
    const path = `${TICKETS}/${await open()}/messages`
    const input = {
      content: { text: 'x', entities: [], attachments: [FILE] },
      origin: { kind: 'telegram', chatId: -1009, messageId: 5, albumId: null },
    } as const
    if (note) await desk.addNote(AGENT, 1, input)
    else await desk.answer(AGENT, 1, input)
    return (await sara.get(path)).body.items[0]?.attachments[0]?.url ?? ''
  }

  test('is fetched for the one who asks, once, and is bytes whatever Telegram calls it', async () => {
    const asked: string[] = []
    const world = await openWorld({
      fetchFile: async ({ fileId }) => {
        asked.push(fileId)
        return bytes('<b>')
      },
    })
    const url = await answered(world)
    const both = await Promise.all([read(world.sara, url), read(world.omid, url)])
    for (const { status, text, header } of both) {
      expect([status, text, header('Content-Type')]).toEqual([200, '<b>', 'application/octet-stream'])
      expect(header('Content-Disposition')).toMatch(/^attachment;/)
    }
    expectProblem(await world.rival.get(url), 404, 'not_found')
    await world.desk.files.fetchDue()
    expect(asked).toEqual(['BQAC'])
  })

  test('that does not come now is asked for again when its time has come, however often people look', async () => {
    let asked = 0
    const world = await openWorld({
      fetchFile: async () => {
        asked += 1
        return { kind: 'retry', afterMs: 60_000 }
      },
    })
    const url = await answered(world)
    for (let look = 0; look < 5; look += 1) {
      expectProblem(await world.sara.get(url), 503, 'file_not_ready')
      expectProblem(await world.rival.get(url), 404, 'not_found')
    }
    expect(asked).toBe(1)
    world.pass(60_000)
    expectProblem(await world.sara.get(url), 503, 'file_not_ready')
    expect(asked).toBe(2)
  })

  test('comes beside others', async () => {
    const arrived = gate()
    const asked: string[] = []
    const world = await openWorld({
      fetchFile: async ({ fileId }) => {
        asked.push(fileId)
        await arrived.opened
        return bytes(fileId)
      },
    })
    await world.open()
    for (let messageId = 1; messageId <= 6; messageId += 1) {
      const file = { ...FILE, fileId: `file ${messageId}`, fileUniqueId: String(messageId) }
      await world.desk.answer(AGENT, 1, {
        content: { text: 'x', entities: [], attachments: [file] },
        origin: { kind: 'telegram', chatId: -1009, messageId, albumId: null },
      })
    }
    const fetching = Promise.all(Array.from({ length: 4 }, () => world.desk.files.fetchDue()))
    await vi.waitFor(() => expect(asked).toHaveLength(4))
    arrived.open()
    await fetching
    expect(new Set(asked).size).toBe(6)
    const { items } = (await world.sara.get(`${TICKETS}/KT-1/messages`)).body
    for (const { attachments } of items)
      expect((await read(world.sara, attachments[0]?.url ?? '')).status).toBe(200)
    for (const { attachments } of items)
      expectProblem(await world.rival.get(attachments[0]?.url ?? ''), 404, 'not_found')
  })

  test('that was put out of its place while it came leaves no bytes behind', async () => {
    const arrived = gate()
    const begun = gate()
    const world = await openWorld({
      fetchFile: async () => {
        begun.open()
        await arrived.opened
        return bytes('abc')
      },
    })
    const url = await answered(world)
    const fetching = world.desk.files.fetchDue()
    await begun.opened
    await world.desk.editMessage(AGENT, {
      chatId: -1009,
      messageId: 5,
      content: {
        text: 'x',
        entities: [],
        attachments: [{ ...FILE, fileId: 'other', fileUniqueId: 'other' }],
      },
    })
    await world.desk.files.sweep()
    arrived.open()
    await fetching
    expectProblem(await world.sara.get(url), 404, 'not_found')
    const kept = readdirSync(world.filesFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const { items } = (await world.sara.get(`${TICKETS}/KT-1/messages`)).body
    expect(kept.map(({ name }) => name)).toEqual([items[0]?.attachments[0]?.id])
    expectProblem(await world.rival.get(url), 404, 'not_found')
  })

  test('that takes longer than one wants to wait is not ready, and is there later', async () => {
    const arrived = gate()
    const world = await openWorld({
      fetchFile: async () => {
        await arrived.opened
        return bytes('abc')
      },
    })
    const url = await answered(world)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = world.sara.get(url)
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    vi.runAllTimers()
    vi.useRealTimers()
    const answer = await asked
    expectProblem(answer, 503, 'file_not_ready')
    expect(answer.headers.get('Retry-After')).toBe('5')
    arrived.open()
    await world.desk.files.fetchDue()
    expect((await read(world.sara, url)).text).toBe('abc')
    expectProblem(await world.rival.get(url), 404, 'not_found')
  })

  test('that Telegram does not hand out is gone; one that it does not now is asked for again', async () => {
    const answers: Fetched[] = [
      { kind: 'retry', afterMs: 60_000 },
      { kind: 'unavailable', reason: 'too_large' },
    ]
    const world = await openWorld({ fetchFile: async () => answers.shift() ?? bytes('never') })
    const url = await answered(world)
    expectProblem(await world.sara.get(url), 503, 'file_not_ready')
    await world.desk.files.fetchDue()
    expect(answers).toHaveLength(1)
    world.pass(60_000)
    await world.desk.files.fetchDue()
    for (const _ of [1, 2]) expectProblem(await world.sara.get(url), 410, 'file_gone')
    expectProblem(await world.rival.get(url), 404, 'not_found')
  })

  test('that breaks off on its way leaves nothing half, and comes whole the next time', async () => {
    let breaks = true
    const world = await openWorld({
      fetchFile: async () => {
        if (!breaks) return bytes('whole')
        breaks = false
        return {
          kind: 'bytes',
          bytes: (async function* () {
            yield Buffer.from('ha')
            throw new Error('reset')
          })(),
        }
      },
    })
    const url = await answered(world)
    expectProblem(await world.sara.get(url), 503, 'file_not_ready')
    world.pass(1_000)
    await world.desk.files.fetchDue()
    expect((await read(world.sara, url)).text).toBe('whole')
    expect((await world.sara.get(`${TICKETS}/KT-1/messages`)).body.items[0]?.attachments).toMatchObject([
      { size: 5 },
    ])
    expectProblem(await world.rival.get(url), 404, 'not_found')
  })

  test('that a fault of ours keeps away is no silence, and is asked for again', async () => {
    let fails = true
    const world = await openWorld({
      fetchFile: async () => {
        if (!fails) return bytes('abc')
        fails = false
        throw new TypeError('a fault of ours')
      },
    })
    const url = await answered(world)
    expectProblem(await world.sara.get(url), 500, 'internal_error')
    expect(world.log.join('')).toContain('a fault of ours')
    world.pass(1_000)
    await world.desk.files.fetchDue()
    expect((await read(world.sara, url)).text).toBe('abc')
    expectProblem(await world.rival.get(url), 404, 'not_found')
  })

  test('in a note is nobody’s but the staff’s', async () => {
    const world = await openWorld({ fetchFile: async () => bytes('abc') })
    expect(await answered(world, true)).toBe('')
    await world.desk.files.fetchDue()
    const [id = ''] = readdirSync(world.filesFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
    expect(await world.desk.files.open(AGENT, id)).toMatchObject({ kind: 'open' })
    for (const client of [world.sara, world.rival])
      expectProblem(await client.get(`/api/v1/attachments/${id}`), 404, 'not_found')
  })
})

test('a client that goes away in the middle leaves no file open', async () => {
  const { web, token, url, filesFolder } = await openFile('big.pdf', pdf(9_000_000))
  const server = await listen(web, { host: '127.0.0.1', port: 0 })
  const socket = connect(server.port, '127.0.0.1')
  // What nobody reads fills the buffers between, and no more is read from the disk.
  socket.pause()
  socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await token()}\r\n\r\n`)
  await vi.waitFor(() => expect(openIn(filesFolder)).toHaveLength(1))
  socket.destroy()
  await vi.waitFor(() => expect(openIn(filesFolder)).toEqual([]))
  await server.close()
})

/** The files that this process has open in a folder. */
function openIn(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(join('/proc/self/fd', fd))
      return path.startsWith(folder) ? [path] : []
    } catch {
      return []
    }
  })
}
