import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFileStore } from '../../file-store/folder.ts'
import { type Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { buildFile, createClock, from, open, START, write } from './_world.ts'

const ids = (files: readonly { readonly id: string }[]) => files.map(({ id }) => id)

describe.each(databases())('attachments on $name', ({ open: openDatabase }) => {
  async function start() {
    const clock = createClock()
    const { stores } = await openDatabase({ clock })
    return { ...stores, clock }
  }

  const upload = async ({ attachments }: Pick<Stores, 'attachments'>, name = 'a.pdf') => {
    const id = await attachments.reserve()
    return { ...buildFile({ name }), id, fileId: null, fileUniqueId: null }
  }

  test('an upload keeps its id when it joins a ticket, and joins one only', async () => {
    const stores = await start()
    const file = await upload(stores)
    const ticket = await open(stores, {}, { files: [file] })
    expect(await stores.tickets.files(ticket.number)).toEqual([{ ...file, bytes: 'stored' }])
    await expect(open(stores, { organizationId: 'rival' }, { files: [file] })).rejects.toThrow('dropped')
    expect(await stores.attachments.abandon([file.id])).toEqual([])
    expect(await stores.attachments.find(file.id)).toMatchObject({
      organizationId: 'testco',
      inNote: false,
      file: { bytes: 'stored' },
    })
    expect(await stores.attachments.due(stores.clock(), 9)).toEqual([])
  })

  test('what was abandoned can join nothing, and is left over until it is forgotten', async () => {
    const stores = await start()
    const { attachments, clock } = stores
    const [joined, dropped, old] = [await upload(stores), await upload(stores), await upload(stores)]
    await open(stores, {}, { files: [joined] })
    expect(await attachments.leftOver(START, 9)).toEqual([])
    expect(await attachments.abandon(ids([joined, dropped]))).toEqual([dropped.id])
    expect(await attachments.leftOver(START, 9)).toEqual([dropped.id])
    await expect(open(stores, {}, { files: [dropped] })).rejects.toThrow('dropped')
    await attachments.forget(ids([dropped, old]))
    expect(await attachments.leftOver(START, 9)).toEqual([])
    clock.pass(1)
    expect(await attachments.leftOver(clock(), 9)).toEqual([old.id])
  })

  test('a file of Telegram’s is due at once, then when it was put off to, until it is there or never will be', async () => {
    const stores = await start()
    const { attachments, clock } = stores
    const { number } = await open(stores, {}, { files: [buildFile(), buildFile({ fileId: 'two' })] })
    const [one, two] = await stores.tickets.files(number)
    if (!one || !two) throw new Error('there are no files')
    expect(one.bytes).toBe('waiting')
    expect(await attachments.due(clock(), 9)).toMatchObject([
      { id: one.id, fileId: 'BQACAgQAAx', attempts: 0 },
      { id: two.id, fileId: 'two', attempts: 0 },
    ])
    expect(await attachments.due(clock(), 1)).toHaveLength(1)
    await attachments.postpone(one.id, new Date(START.getTime() + 1_000))
    await attachments.markUnavailable(two.id, 'too_large')
    expect(await attachments.due(clock(), 9)).toEqual([])
    clock.pass(1_000)
    expect(await attachments.due(clock(), 9)).toMatchObject([{ id: one.id, attempts: 1 }])
    expect(await attachments.markStored(one.id, 77)).toBe(true)
    expect(await attachments.markStored('nobody', 77)).toBe(false)
    expect(await attachments.due(clock(), 9)).toEqual([])
    expect(await stores.tickets.files(number)).toMatchObject([
      { bytes: 'stored', size: 77 },
      { bytes: 'unavailable', size: 4_096 },
    ])
  })

  test('what an organization’s files take is counted as they come, are stored, and go', async () => {
    const stores = await start()
    const { attachments, tickets } = stores
    const used = async (organizationId = 'testco') => await attachments.usedBy(organizationId)
    const file = await upload(stores)
    const { number } = await open(stores, {}, { files: [file, buildFile()] })
    expect([await used(), await used('rival')]).toEqual([4_096, 0])
    const [, later] = await tickets.files(number)
    await attachments.markStored(later?.id ?? '', 1_000)
    expect(await used()).toBe(5_096)
    await attachments.markStored(later?.id ?? '', 700)
    expect(await used()).toBe(4_796)
    const id = await write(stores, number, { text: 'x', attachments: [await upload(stores)] }, from(1))
    expect(await used()).toBe(8_892)
    const [old] = (await tickets.message(id))?.attachments ?? []
    const edit = { file: buildFile(), replaces: old?.id ?? null, position: 0 }
    await tickets.editMessage(id, { text: 'x', entities: [], file: edit }, START, () => [])
    expect(await used()).toBe(4_796)
    const racing = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const files = [await upload(stores)]
        const [, bytes] = await Promise.all([
          open(stores, { organizationId: 'rival-2' }, { files }),
          used('rival-2'),
        ])
        return bytes
      }),
    )
    expect(racing).toHaveLength(5)
    expect(await used('rival-2')).toBe(5 * 4_096)
  })

  test('what Telegram calls an upload is known to both rooms', async () => {
    const stores = await start()
    const file = await upload(stores)
    await open(stores, {}, { files: [file] })
    expect(await stores.attachments.known([file.id])).toEqual(new Map())
    const known = { kind: 'photo', fileId: 'f', fileUniqueId: 'u' } as const
    await stores.attachments.saveKnown(file.id, known)
    expect(await stores.attachments.known([file.id, 'other'])).toEqual(new Map([[file.id, known]]))
    expect(await stores.tickets.files(1)).toMatchObject([{ ...known, bytes: 'stored' }])
  })

  test('a file that is put into another’s place has its position and an id of its own', async () => {
    const stores = await start()
    const { number } = await open(stores)
    const attachments = ['one', 'two'].map((fileUniqueId) => buildFile({ fileUniqueId }))
    const id = await write(stores, number, { text: 'x', attachments }, from(1))
    const [one, two] = (await stores.tickets.message(id))?.attachments ?? []
    if (!one || !two) throw new Error('there are no files')
    const file = { file: buildFile({ fileUniqueId: 'three' }), replaces: one.id, position: 0 }
    const given: string[] = []
    const edit = stores.tickets.editMessage(
      id,
      { text: 'x', entities: [], file },
      START,
      ({ attachmentIds }) => {
        given.push(...attachmentIds)
        return []
      },
    )
    expect(await edit).toBe(true)
    const [three, rest] = (await stores.tickets.message(id))?.attachments ?? []
    expect([three?.fileUniqueId, rest]).toEqual(['three', two])
    expect(given).toEqual([three?.id])
    expect(three?.id).not.toBe(one.id)
    expect(await stores.attachments.find(one.id)).toBeNull()
    expect(await stores.attachments.leftOver(START, 9)).toEqual([one.id])
    expect(await stores.attachments.find(three?.id ?? '')).toMatchObject({ organizationId: 'testco' })
  })

  test('a file of a note is known as one, and of another organization as theirs', async () => {
    const stores = await start()
    const { number } = await open(stores, { organizationId: 'rival' })
    const id = await write(stores, number, { kind: 'note', attachments: [buildFile()] }, from(1))
    const [file] = (await stores.tickets.message(id))?.attachments ?? []
    expect(await stores.attachments.find(file?.id ?? '')).toMatchObject({
      organizationId: 'rival',
      inNote: true,
      attempts: 0,
    })
    for (const unknown of ['nobody', 'no\0body', '\0'.repeat(22)])
      expect(await stores.attachments.find(unknown)).toBeNull()
  })
})

describe('the folder of files', () => {
  const ID = 'abcdefghijklmnopqrstuv'

  function start() {
    const folder = mkdtempSync(join(tmpdir(), 'kubit-files-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return { folder, files: createFileStore(folder), path: join(folder, 'ab', ID) }
  }

  async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
    for (const each of texts) yield Buffer.from(each)
  }

  async function text(bytes: AsyncIterable<Uint8Array>): Promise<string> {
    let all = ''
    for await (const chunk of bytes) all += Buffer.from(chunk).toString()
    return all
  }

  test('keeps all of a file, gives any part of it, and removes it', async () => {
    const { files } = start()
    expect(await files.size(ID)).toBeNull()
    expect(await files.write(ID, chunks('0123', '', '456789'))).toBe(10)
    expect(await files.size(ID)).toBe(10)
    expect(await text(files.read(ID))).toBe('0123456789')
    expect(await text(files.read(ID, { start: 3, end: 5 }))).toBe('345')
    expect(await files.write(ID, chunks('again'))).toBe(5)
    expect(await text(files.read(ID))).toBe('again')
    await files.remove(ID)
    await files.remove(ID)
    expect(await files.size(ID)).toBeNull()
    await expect(text(files.read(ID))).rejects.toThrow('ENOENT')
  })

  test('a stream that breaks off leaves nothing, and what a crash left counts as nothing', async () => {
    const { files, folder, path } = start()
    const broken = async function* () {
      yield Buffer.from('half')
      throw new Error('reset')
    }
    await expect(files.write(ID, broken())).rejects.toThrow('reset')
    expect(readdirSync(folder, { recursive: true })).toEqual(['ab'])
    appendFileSync(`${path}.part`, 'a longer rest of what was being written')
    expect(await files.size(ID)).toBeNull()
    expect(await files.write(ID, chunks('whole'))).toBe(5)
    expect(await text(files.read(ID))).toBe('whole')
    appendFileSync(`${path}.part`, 'x')
    await files.remove(ID)
    expect(existsSync(`${path}.part`)).toBe(false)
  })

  test('a disk that takes nothing is a refusal that names its cause', async () => {
    const { files, folder } = start()
    writeFileSync(join(folder, 'ab'), 'where a folder should be')
    await expect(files.write(ID, chunks('x'))).rejects.toMatchObject({
      code: 'storage_unavailable',
      cause: { code: 'EEXIST' },
    })
  })

  test('takes no path for an id', async () => {
    const { files } = start()
    for (const id of ['../../../etc/passwd', 'ab/cdefghij', '', 'abcdefgh.part'])
      await expect(files.size(id)).rejects.toThrow('no id')
  })

  test('what is not read to its end is closed, and what nobody reads is not opened', async () => {
    const { files } = start()
    await files.write(ID, chunks('x'.repeat(300_000)))
    files.read(ID)
    for await (const chunk of files.read(ID)) {
      expect(chunk).toHaveLength(64 * 1024)
      break
    }
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(200)
  })
})
