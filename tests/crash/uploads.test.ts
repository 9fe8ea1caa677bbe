import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import { formOf, pdf } from '../_support/files.ts'
import { countRows } from './_rows.ts'
import { type CrashWorld, startCrashWorld } from './_world.ts'

const DRAFT = {
  title: 'Server down',
  description: 'From the panel',
  priority: 'normal',
  category: 'technical',
}
const TICKETS = '/api/v1/tickets'
const KEY = { 'Idempotency-Key': 'only once' }
const BIG = { name: 'big.pdf', bytes: pdf(10 * 1024 * 1024 - 1) }
const MB = 1024 * 1024

interface Opened {
  readonly attachments: readonly { readonly url: string }[]
}

describe.each(databases())('uploads on $name', ({ create }) => {
  it('a kill in the middle leaves nothing that counts', { timeout: 120_000 }, async () => {
    const database = await create()
    const world = await startCrashWorld(database)
    const { product, panel, dataDir } = world
    const form = formOf(DRAFT, [BIG])

    const socket = await beginUpload(world, form)
    await vi.waitFor(() => expect(storedIn(dataDir).some(({ size }) => size > 0)).toBe(true), 20_000)
    await product.kill()
    socket.destroy()
    expect(storedIn(dataDir).map(({ name }) => name)).toEqual([expect.stringMatching(/\.part$/)])

    await product.start()
    expect(await countRows(database)).toMatchObject({ tickets: 0, attachments: 0, uploads: 1 })
    const { status, body } = await panel.call<Opened>('POST', TICKETS, form, KEY)
    expect(status).toBe(201)
    const [file] = body.attachments
    expect((await panel.download(file?.url ?? '')).body.equals(BIG.bytes)).toBe(true)
    expect(await countRows(database)).toMatchObject({ tickets: 1, attachments: 1, uploads: 1 })
    await product.kill()
    await product.start()
    const again = await panel.call<Opened>('POST', TICKETS, form, KEY)
    expect([again.status, again.body]).toEqual([201, body])
    expect((await panel.download(file?.url ?? '')).body.equals(BIG.bytes)).toBe(true)
    expect(storedIn(dataDir).filter(({ name }) => !name.endsWith('.part'))).toHaveLength(1)
  })
})

describe.skipIf(!existsSync('/proc/self/clear_refs'))('memory', () => {
  it('ten megabytes in and out add less than thirty', { timeout: 120_000 }, async () => {
    const [sqlite] = databases()
    if (!sqlite) throw new Error('There is no database.')
    const { product, panel } = await startCrashWorld(await sqlite.create(), { entry: 'dist/main.js' })
    const form = formOf(DRAFT, [BIG])
    // What the first request loads is not what ten megabytes add.
    await panel.call('POST', TICKETS, formOf(DRAFT, [{ name: 'small.pdf', bytes: pdf() }]))

    const upload = watchMemory(product.pid())
    const { status, body } = await panel.call<Opened>('POST', TICKETS, form)
    expect(status).toBe(201)
    const added = { upload: upload.addedMb(), download: 0 }
    const download = watchMemory(product.pid())
    const got = await panel.download(body.attachments[0]?.url ?? '')
    expect(got.body).toHaveLength(BIG.bytes.length)
    added.download = download.addedMb()
    process.stderr.write(`10 MB add ${added.upload} MB on their way in, ${added.download} MB out.\n`)
    expect(added.upload).toBeLessThan(30)
    expect(added.download).toBeLessThan(30)
  })
})

/** Resident memory from now on: by how much its peak is over what it was. */
function watchMemory(pid: number) {
  const read = (name: 'VmHWM' | 'VmRSS') =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  // Makes the peak what it is now (proc(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  const before = read('VmRSS')
  return { addedMb: () => Math.round(read('VmHWM') - before) }
}

/** Sends half of a form and keeps the connection open. */
async function beginUpload({ product, panel }: CrashWorld, form: FormData): Promise<Socket> {
  const request = new Request('http://x/', { method: 'POST', body: form })
  const bytes = Buffer.from(await request.arrayBuffer())
  const head = [
    `POST ${TICKETS} HTTP/1.1`,
    'Host: x',
    ...Object.entries({
      ...(await panel.signed()),
      ...KEY,
      'Content-Type': request.headers.get('Content-Type'),
      'Content-Length': bytes.length,
    }).map(([name, value]) => `${name}: ${value}`),
  ]
  const socket = connect(Number(new URL(product.url()).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(bytes.subarray(0, 5 * MB))
  return socket
}

function storedIn(dataDir: string): { readonly name: string; readonly size: number }[] {
  const folder = join(dataDir, 'files')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, size: statSync(join(parentPath, name)).size }))
}
