import { rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FILE_MAX_BYTES } from '../../core/files/file-rules.ts'
import { formOf, jpeg, pdf, png } from '../_support/files.ts'
import {
  DRAFT_FIELDS,
  expectNothingStored,
  field,
  file,
  kept,
  openWith,
  rawForm,
  sendRaw,
  TICKETS,
} from './_uploads.ts'
import { enter } from './_session.ts'
import { DRAFT, expectProblem, openWorld } from './_world.ts'

const KEY = { 'Idempotency-Key': 'order 66' }
const NAMELESS = 'Content-Disposition: form-data'
const SAID = `${NAMELESS}; name="title"\r\nContent-Type: text/plain; charset=utf-8`
const TEXT = Buffer.from('\uFEFFسلام، <b>سرور</b> 🙂\r\n\tپایان\u0085')

describe('what is taken', () => {
  test('a ticket comes with its files, whatever they are said to be, and only its organization sees them', async () => {
    const world = await openWorld()
    const { sara, omid, rival } = world
    const files = [
      { name: 'تصویر صفحه.png', bytes: png(), type: 'text/html' },
      { name: 'photo.JPEG', bytes: jpeg() },
      { name: 'قرارداد.pdf', bytes: pdf(70_000), type: 'image/png' },
      { name: 'log', bytes: TEXT, type: 'application/x-sh' },
    ]
    const opened = await openWith(sara, files)
    expect(opened.status).toBe(201)
    expect(opened.headers.get('Location')).toBe('/api/v1/tickets/KT-1')
    expect(opened.body).toMatchObject({ ...DRAFT, ref: 'KT-1', status: 'awaiting_response' })
    expect(opened.body.attachments).toMatchObject([
      { name: 'تصویر صفحه.png', type: 'image/png', size: png().length },
      { name: 'photo.JPEG', type: 'image/jpeg', size: jpeg().length },
      { name: 'قرارداد.pdf', type: 'application/pdf', size: 70_000 },
      { name: 'log.txt', type: 'text/plain', size: TEXT.length },
    ])
    expect((await omid.get(`${TICKETS}/KT-1`)).body.attachments).toEqual(opened.body.attachments)
    for (const [at, { url, id }] of opened.body.attachments.entries()) {
      expect(url).toBe(`/api/v1/attachments/${id}`)
      const bytes = await (await omid.fetch(url)).arrayBuffer()
      expect(Buffer.from(bytes).equals(files[at]?.bytes ?? Buffer.alloc(0))).toBe(true)
      expectProblem(await rival.get(url), 404, 'not_found')
    }
    expect(kept(world)).toHaveLength(4)
    expectProblem(await rival.get(`${TICKETS}/KT-1`), 404, 'not_found')
  })

  test('a message may be files alone; without files it has to say something', async () => {
    const world = await openWorld()
    const { sara, rival, open } = world
    const path = `${TICKETS}/${await open()}/messages`
    const post = async (fields: Record<string, string>, files: Parameters<typeof formOf>[1], client = sara) =>
      await client.send(path, { method: 'POST', body: formOf(fields, files) })
    const files = [{ name: 'a.pdf', bytes: pdf() }]
    expect((await post({}, files)).body).toMatchObject({ text: '', attachments: [{ name: 'a.pdf' }] })
    expect((await post({ text: ' \u200b' }, files)).body.text).toBe('')
    expect((await post({ text: ' متن ' }, files)).body).toMatchObject({ text: 'متن', attachments: [{}] })
    expect((await post({ text: 'متن' }, [])).body).toMatchObject({ text: 'متن', attachments: [] })
    expectProblem(await post({ text: ' ' }, []), 400, 'invalid_request', 'text empty')
    expectProblem(await post({}, []), 400, 'invalid_request', 'text required')
    expectProblem(await post({ text: 'x'.repeat(4_097) }, files), 400, 'invalid_request', 'text too_long')
    expectProblem(await post({ text: 'x' }, files, rival), 404, 'not_found')
    expect(kept(world)).toHaveLength(3)
    expect((await sara.get(path)).body.total).toBe(4)
  })

  test('ten files of just under the limit, and a field for files that nobody chose', async () => {
    const world = await openWorld()
    const ten = Array.from({ length: 9 }, (_, at) => file(`${at}.pdf`))
    const form = rawForm([
      file('', ''),
      ...ten.slice(0, 8),
      file('big.pdf', pdf(FILE_MAX_BYTES - 1)),
      ...DRAFT_FIELDS,
    ])
    const opened = await sendRaw(world.sara, form)
    expect(opened.status).toBe(201)
    expect(opened.body.attachments).toHaveLength(9)
    expect(opened.body.attachments.at(-1)).toMatchObject({ size: FILE_MAX_BYTES - 1 })
    expect((await world.rival.get(TICKETS)).body.total).toBe(0)
  })

  test('texts of old and of new programs, terminals and mails, and cameras that leave the end mark out', async () => {
    const { sara } = await openWorld()
    const legacy = Buffer.from('d3e1c7e320c8e520e5e3e5', 'hex')
    const files = [
      { name: 'utf16.txt', bytes: Buffer.from('\uFEFFسلام', 'utf16le') },
      { name: '1256.log', bytes: legacy },
      { name: 'colours.LOG', bytes: Buffer.from('\u001b[31mخطا\u001b[0m') },
      { name: 'app.json', bytes: Buffer.from('{}') },
      { name: 'mail.pdf', bytes: Buffer.concat([Buffer.alloc(500, 0x0a), pdf()]) },
      { name: 'camera.jpg', bytes: jpeg().subarray(0, -2) },
    ]
    const { status, body } = await openWith(sara, files)
    expect(status).toBe(201)
    expect(body.attachments).toMatchObject([
      { name: 'utf16.txt', type: 'text/plain' },
      { name: '1256.log', type: 'text/plain' },
      { name: 'colours.LOG', type: 'text/plain' },
      { name: 'app.json', type: 'text/plain' },
      { name: 'mail.pdf', type: 'application/pdf' },
      { name: 'camera.jpg', type: 'image/jpeg' },
    ])
  })

  test('archives and office documents only where the operator allows them', async () => {
    const zip = { name: 'logs.zip', bytes: Buffer.from('PK\u0003\u0004 a.txt PK\u0005\u0006') }
    const refused = await openWith((await openWorld()).sara, [zip])
    expectProblem(refused, 415, 'unsupported_file', 'files unsupported_file')
    const world = await openWorld({ settings: { attachmentTypes: ['zip', 'mp4'] } })
    const { sara } = world
    const opened = await openWith(sara, [zip])
    expect(opened.body.attachments).toMatchObject([{ name: 'logs.zip', type: 'application/zip' }])
    const page = await world.web.request('/tickets/new', { headers: { Cookie: (await enter(world)).cookie } })
    expect(await page.text()).toMatch(/accept="\.png,\.jpg,\.jpeg,\.pdf,\.txt,\.log,[a-z.,]+,\.zip,\.mp4"/)
    const program = await openWith(sara, [{ ...zip, name: 'app.apk' }])
    expectProblem(program, 415, 'unsupported_file', 'files unsupported_file')
  })

  test.each([
    ['../../etc/passwd', pdf(), 'passwd.pdf'],
    ['C:\\\\fakepath\\\\گزارش.pdf', pdf(), 'گزارش.pdf'],
    ['..', pdf(), 'file.pdf'],
    ['.htaccess', png(), 'htaccess.png'],
    ['page.html', png(), 'page.html.png'],
    ['invoice\u202Efdp.txt', pdf(), 'invoicefdp.txt.pdf'],
    ['a%22b\u0007.pdf', pdf(), 'a"b.pdf'],
    ['a%0D%0Ab%41%2Fc.pdf', pdf(), 'ab%41%2Fc.pdf'],
    ['.txt', 'متن', 'file.txt'],
    ['.PDF', png(), 'file.png'],
    [' نیم‌فاصله .pdf ', pdf(), 'نیم‌فاصله .pdf'],
    [`${'x'.repeat(300)}.pdf`, pdf(), `${'x'.repeat(251)}.pdf`],
    [`${'ی'.repeat(300)}.pdf`, pdf(), `${'ی'.repeat(125)}.pdf`],
    ['x'.repeat(300), pdf(), `${'x'.repeat(251)}.pdf`],
    ['گزارش ۱٫۲ نهایی', 'متن', 'گزارش ۱٫۲ نهایی.txt'],
  ])('the name %j is a safe one', async (given, bytes, name) => {
    const { sara, rival } = await openWorld()
    const opened = await sendRaw(sara, rawForm([...DRAFT_FIELDS, file(given, bytes)]))
    expect(opened.body.attachments).toMatchObject([{ name }])
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect((await rival.get(TICKETS)).body.total).toBe(0)
  })
})

describe('what is refused leaves nothing behind', () => {
  const html = '<!doctype html><script>alert(1)</script>'
  test.each([
    ['a PNG that is HTML', 'photo.png', html, 415, 'unsupported_file', 'unsupported_file'],
    ['HTML', 'page.html', html, 415, 'unsupported_file', 'unsupported_file'],
    ['a program', 'setup.exe', 'MZ\u0000\u0001', 415, 'unsupported_file', 'unsupported_file'],
    ['an archive', 'a.txt', 'PK\u0003\u0004', 415, 'unsupported_file', 'unsupported_file'],
    ['a vector picture', 'a.svg', '<svg/>', 415, 'unsupported_file', 'unsupported_file'],
    [
      'UTF-16 without its mark',
      'a.txt',
      Buffer.from('abc', 'utf16le'),
      415,
      'unsupported_file',
      'unsupported_file',
    ],
    [
      'text that breaks off',
      'a.txt',
      Buffer.from('سلام').subarray(0, 7),
      415,
      'unsupported_file',
      'unsupported_file',
    ],
    [
      'only the beginning of a PNG',
      'a.png',
      png().subarray(0, 11),
      415,
      'unsupported_file',
      'unsupported_file',
    ],
    ['a PNG that breaks off', 'a.png', png().subarray(0, -14), 415, 'unsupported_file', 'unsupported_file'],
    [
      'a JPEG without its size',
      'a.jpg',
      jpeg().subarray(0, -13),
      415,
      'unsupported_file',
      'unsupported_file',
    ],
    ['nothing', 'a.txt', '', 400, 'invalid_request', 'empty_file'],
    ['exactly ten megabytes', 'a.pdf', pdf(FILE_MAX_BYTES), 413, 'file_too_large', 'file_too_large'],
    ['more', 'a.txt', 'x'.repeat(FILE_MAX_BYTES + 70_000), 413, 'file_too_large', 'file_too_large'],
  ])('%s', async (_, name, bytes, status, code, fault) => {
    const world = await openWorld()
    const form = rawForm([file('ok.pdf'), file(name, bytes), ...DRAFT_FIELDS])
    const answer = await sendRaw(world.sara, form)
    expectProblem(answer, status, code, `files ${fault}`)
    expect(answer.body.errors).toMatchObject([{ field: 'files', name, position: 2 }])
    await expectNothingStored(world)
    expect((await sendRaw(world.rival, rawForm([...DRAFT_FIELDS, file('ok.pdf')]))).status).toBe(201)
  })

  test('each file that is not taken is named', async () => {
    const world = await openWorld()
    const form = rawForm([file('a.txt', ''), file('b.pdf'), file('c.png', html), file('d.html', html)])
    const answer = await sendRaw(world.sara, form)
    expectProblem(
      answer,
      400,
      'invalid_request',
      'files empty_file',
      'files unsupported_file',
      'files unsupported_file',
    )
    expect(answer.body.errors?.map((error) => 'position' in error && error.position)).toEqual([1, 3, 4])
    await expectNothingStored(world)
  })

  const eleven = Array.from({ length: 11 }, (_, at) => file(`${at}.pdf`))
  const many = Array.from({ length: 30 }, (_, at) => field(`f${at}`, 'x'))
  test.each([
    ['eleven files', rawForm([...DRAFT_FIELDS, ...eleven]), 'files too_many_files'],
    ['files in another field', rawForm([...DRAFT_FIELDS, file('a.pdf', pdf(), 'file')]), 'file invalid'],
    ['text in the field for files', rawForm([...DRAFT_FIELDS, field('files', 'a.pdf')]), 'files invalid'],
    ['a field twice', rawForm([...DRAFT_FIELDS, file('a.pdf'), field('title', 'other')]), 'title invalid'],
    ['a field with a name beyond reason', rawForm([...DRAFT_FIELDS, file('a.pdf'), ...many]), 'body invalid'],
    ['no title', rawForm([...DRAFT_FIELDS.slice(1), file('a.pdf')]), 'title required'],
    [
      'a title beyond measure',
      rawForm([field('title', 'x'.repeat(200_000)), ...DRAFT_FIELDS.slice(1), file('a.pdf')]),
      'title too_long',
    ],
    [
      'a title in Windows-1256',
      rawForm([
        { head: 'Content-Disposition: form-data; name="title"', body: Uint8Array.of(0xd3, 0xd1, 0xe6, 0xd1) },
        ...DRAFT_FIELDS.slice(1),
        file('a.pdf'),
      ]),
      'title invalid',
    ],
    [
      'a long title in more than one byte a letter',
      rawForm([field('title', `x${'س'.repeat(100_000)}`), ...DRAFT_FIELDS.slice(1), file('a.pdf')]),
      'title too_long',
    ],
    [
      'a form cut off in a file',
      rawForm([...DRAFT_FIELDS, file('a.pdf', pdf(90_000))], '').subarray(0, 60_000),
      'body invalid',
    ],
    ['a form cut off between parts', rawForm([...DRAFT_FIELDS, file('a.pdf')], ''), 'body invalid'],
    [
      'a part with a head beyond measure',
      rawForm([
        {
          head: `X-Pad: ${'x'.repeat(100_000)}\r\nContent-Disposition: form-data; name="files"; filename="b.pdf"`,
        },
        ...DRAFT_FIELDS,
        file('a.pdf'),
      ]),
      'body invalid',
    ],
    ['a part without a head', rawForm([...DRAFT_FIELDS, { head: 'X: y', body: 'x' }]), 'body invalid'],
    ['a part without a name', rawForm([...DRAFT_FIELDS, { head: NAMELESS, body: 'x' }]), 'body invalid'],
    [
      'bytes that are not what they are said to be',
      rawForm([{ head: SAID, body: Uint8Array.of(0x74, 0xff) }, ...DRAFT_FIELDS.slice(1)]),
      'title invalid',
    ],
    ['no form at all', Buffer.from('{"title":"x"}'), 'body invalid'],
    ['nothing', Buffer.alloc(0), 'body invalid'],
  ])('%s', async (_, form, ...faults) => {
    const world = await openWorld()
    expectProblem(await sendRaw(world.sara, form), 400, 'invalid_request', ...faults)
    await expectNothingStored(world)
  })

  test('but for what it says of its letters, and those that nobody could read before', async () => {
    const { sara, rival } = await openWorld()
    for (const title of ['سرور', 'a\uFFFDb', 'plain', 'é']) {
      for (const first of [field('title', title), { head: SAID, body: title }]) {
        const answer = await sendRaw(sara, rawForm([first, ...DRAFT_FIELDS.slice(1)]))
        expect([answer.status, answer.body.title]).toEqual([201, title])
        expectProblem(await rival.get(`${TICKETS}/${answer.body.ref}`), 404, 'not_found')
      }
    }
  })

  test.each(['multipart/form-data', 'multipart/mixed; boundary=x', 'text/html'])('as %s', async (type) => {
    const world = await openWorld()
    const headers = { 'Content-Type': type }
    const body = new Uint8Array(rawForm([...DRAFT_FIELDS, file('a.pdf')]))
    const answer = await world.sara.send(TICKETS, { method: 'POST', body, headers })
    expectProblem(answer, 415, 'unsupported_media_type')
    await expectNothingStored(world)
  })

  test('a disk that takes nothing is said, and nothing is half done', async () => {
    const world = await openWorld()
    // Where there is no folder there is no right to write either, for root as well.
    writeFileSync(world.filesFolder, '')
    const answer = await openWith(world.sara, [{ name: 'a.pdf', bytes: pdf() }])
    expectProblem(answer, 503, 'storage_unavailable')
    expect(answer.headers.get('Retry-After')).toBe('60')
    rmSync(world.filesFolder)
    await expectNothingStored(world)
    expect((await openWith(world.rival, [{ name: 'a.pdf', bytes: pdf() }])).status).toBe(201)
  })
})

describe('an Idempotency-Key', () => {
  test('stores nothing twice', async () => {
    const world = await openWorld()
    const { sara, rival } = world
    const files = [{ name: 'a.pdf', bytes: pdf() }]
    const first = await openWith(sara, files, KEY)
    const again = await Promise.all(Array.from({ length: 4 }, async () => await openWith(sara, files, KEY)))
    for (const answer of again) expect([answer.status, answer.body]).toEqual([201, first.body])
    expect(kept(world)).toEqual(first.body.attachments.map(({ id }) => id))
    const others = [
      [{ name: 'a.pdf', bytes: pdf(65) }],
      [{ name: 'b.pdf', bytes: pdf() }],
      [...files, ...files],
      [],
    ]
    for (const other of others) expectProblem(await openWith(sara, other, KEY), 422, 'idempotency_key_reused')
    expect(kept(world)).toHaveLength(1)
    expect((await openWith(rival, files, KEY)).body.ref).toBe('KT-2')
    expect((await sara.get(TICKETS)).body.total).toBe(1)
  })

  test('goes on with an attempt that was cut off before its answer', async () => {
    let killed = false
    const world = await openWorld({
      faulty: (requests) => ({
        ...requests,
        async finish(...given) {
          if (killed) return await requests.finish(...given)
          killed = true
          throw new Error('killed')
        },
      }),
    })
    const files = [{ name: 'a.pdf', bytes: pdf() }]
    expect((await openWith(world.sara, files, KEY)).status).toBe(500)
    const stored = kept(world)
    const again = await openWith(world.sara, files, KEY)
    expect(again.body.attachments.map(({ id }) => id)).toEqual(stored)
    expect(kept(world)).toEqual(stored)
    expect((await world.rival.get(TICKETS)).body.total).toBe(0)
  })
})

test('a form that the client breaks off leaves nothing, and the sweeper nothing of an older crash', async () => {
  const world = await openWorld()
  const gone = new Error('the client went away')
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(rawForm([...DRAFT_FIELDS, file('a.pdf', pdf(90_000))], '')))
      controller.error(gone)
    },
  })
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x-the-border-x' }
  const answer = await world.sara.send(TICKETS, { method: 'POST', body, headers, duplex: 'half' })
  expectProblem(answer, 400, 'invalid_request')
  await expectNothingStored(world)

  const { file: left } = (await world.desk.files.store('testco', 'left.pdf', one(pdf()))) as {
    file: { id: string }
  }
  world.pass(50 * 60_000)
  await world.desk.files.sweep()
  expect(kept(world)).toEqual([left.id])
  world.pass(20 * 60_000)
  await world.desk.files.sweep()
  await expectNothingStored(world)
})

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
