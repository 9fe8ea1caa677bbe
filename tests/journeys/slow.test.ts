import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { formOf, pdf } from '../_support/files.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import type { Message } from '../../sandbox/index.ts'
import { apiOf, must, openTicket, topicId } from './_story.ts'

const DRAFT = { title: 'با پیوست', description: 'از پنل', priority: 'normal', category: 'technical' }
const MEGABYTE = 1024 * 1024
/** Longer than anything was waited for before limits followed sizes. */
const SLOW_MS = 50_000
/** What takes a minute and a half over the slowest line that still carries files. */
const LARGE = pdf(1.5 * MEGABYTE)
const BILL = { name: 'صورتحساب.pdf', mime: 'application/pdf', bytes: pdf(5_000) }

const openInPanel = async (world: World, files: Parameters<typeof formOf>[1] = []) =>
  expect((await world.panel.call('POST', '/api/v1/tickets', formOf(DRAFT, files))).status).toBe(201)

const hasTopic = ({ staff }: World, number: number) =>
  staff.topics().some(({ name }) => read(name).startsWith(`KT-${number} ·`))

const documentsIn = (messages: readonly Message[]) =>
  messages.flatMap(({ content }) => content.document?.file_name ?? [])

const cardOf = ({ group, bot }: World) => must(group.messages().findLast(({ from }) => from.id === bot.id))

/** A stored file as if it were of this size. */
function swell({ config }: World, bytes: number): void {
  const folder = join(config.dataDir, 'files')
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const { parentPath, name } of names) truncateSync(join(parentPath, name), bytes)
}

describe('what takes its time', () => {
  it('a slow upload and a slow download end well, and hold nobody up', { timeout: 120_000 }, async () => {
    const world = await startWorld()
    await openTicket(world)
    world.tg.fail({ method: 'download', error: { kind: 'slow', ms: SLOW_MS } })
    world.tg.fail({ method: 'sendDocument', error: { kind: 'slow', ms: SLOW_MS } })
    world.ali.in(world.group).document({ ...BILL, name: 'کند.pdf', bytes: LARGE, replyTo: cardOf(world) })
    await openInPanel(world, [{ name: 'upload.pdf', bytes: LARGE }])

    world.sara.in(world.group).send(`/help@${world.bot.username}`)
    await openInPanel(world)
    await expect.poll(() => hasTopic(world, 3), { timeout: 10_000 }).toBe(true)
    const answered = () =>
      world.group
        .messages()
        .some(({ from, text }) => from.id === world.bot.id && text?.includes('/create_ticket'))
    await expect.poll(answered, { timeout: 10_000 }).toBe(true)

    await expect
      .poll(() => documentsIn(world.staff.messages(topicId(world, 1))), { timeout: 90_000 })
      .toEqual(['کند.pdf'])
    await expect
      .poll(() => documentsIn(world.staff.messages(topicId(world, 2))), { timeout: 30_000 })
      .toEqual(['upload.pdf'])
    await expect
      .poll(() => documentsIn(world.group.messages()), { timeout: 10_000 })
      .toEqual(['کند.pdf', 'upload.pdf'])
    const sent = world.bot.calls.filter(({ method, fault }) => method === 'sendDocument' && fault)
    expect(sent.map(({ error }) => error)).toEqual([undefined])
  })

  it('however many wait for a file, the next is served, and a stop waits for none', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.tg.fail({ method: 'download', times: 60, error: { kind: 'slow', ms: SLOW_MS } })
    for (let at = 0; at < 60; at++) {
      const person = world.tg.addUser({ firstName: `همکار ${at}` })
      world.group.add(person)
      person.in(world.group).document({ ...BILL, replyTo: cardOf(world) })
    }
    await world.tg.settled()
    world.sara.in(world.group).send(`/create_ticket@${world.bot.username}`)
    await expect.poll(() => read(cardOf(world).text), { timeout: 10_000 }).toContain('عنوان')
    const before = performance.now()
    await world.app.stop()
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  it('a download that breaks off is begun again', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.tg.fail({ method: 'download', error: 'reset-after' })
    world.ali.in(world.group).document({ ...BILL, replyTo: cardOf(world) })
    await expect
      .poll(() => documentsIn(world.staff.messages(topicId(world, 1))), { timeout: 10_000 })
      .toEqual([BILL.name])
  })
})

it('an upload that never gets through holds its chat up no longer than some attempts', async () => {
  const world = await startWorld()
  world.tg.fail({ method: 'sendDocument', times: Infinity, error: 'reset-before' })
  await openInPanel(world, [{ name: 'a.pdf', bytes: BILL.bytes }])
  await openInPanel(world)
  for (let hour = 0; hour < 12; hour++) {
    await world.settle()
    world.advance(3_600_000)
  }
  const said = (messages: readonly Message[]) => messages.map(({ text }) => read(text)).join('\n')
  expect(said(world.staff.messages(topicId(world, 1)))).toContain(
    'پیوست a.pdf با وجود چند بار تلاش به تلگرام نرسید.',
  )
  expect(said(world.group.messages())).toMatch(/پیوست a\.pdf با وجود [^]*پنل ببینید[^]*KT-2/)
})

it('a file that never comes is taken by its name, and its author goes on', { timeout: 40_000 }, async () => {
  const world = await startWorld()
  await openTicket(world)
  world.tg.fail({ method: 'download', times: Infinity, error: 'reset-after' })
  world.ali.in(world.group).document({ ...BILL, replyTo: cardOf(world) })
  world.ali.in(world.group).reply(cardOf(world), 'رسید؟')
  const topic = () => world.staff.messages(topicId(world, 1))
  await expect.poll(() => documentsIn(topic()), { timeout: 60_000 }).toEqual([BILL.name])
  await expect.poll(() => read(topic().at(-1)?.text), { timeout: 10_000 }).toContain('رسید؟')
})

describe('what is large', () => {
  it('an album is cut by bytes, in order', { timeout: 60_000 }, async () => {
    const world = await startWorld()
    const names = Array.from({ length: 10 }, (_, at) => `${at}.pdf`)
    await openInPanel(
      world,
      names.map((name) => ({ name, bytes: pdf(10 * MEGABYTE - 1_000) })),
    )
    await world.settle()
    for (const messages of [world.staff.messages(topicId(world, 1)), world.group.messages()])
      expect(documentsIn(messages)).toEqual(names)
    expect(world.bot.calls.filter(({ method }) => method === 'sendMediaGroup').length).toBeGreaterThan(2)
  })

  it('what Telegram does not take becomes a sentence in both rooms', async () => {
    const world = await startWorld()
    const back = world.tg.fail({ times: Infinity, error: 'server-error' })
    await openInPanel(world, [{ name: 'فیلم.pdf', bytes: pdf(5_000) }])
    swell(world, 50 * MEGABYTE + 1)
    back()
    world.advance(3_600_000)
    await expect.poll(() => hasTopic(world, 1), { timeout: 10_000 }).toBe(true)
    await world.settle()
    const said = (messages: readonly Message[]) => messages.map(({ text }) => read(text)).join('\n')
    expect(said(world.staff.messages(topicId(world, 1)))).toContain(
      'پیوست فیلم.pdf بزرگ‌تر از آن است که در تلگرام فرستاده شود.',
    )
    expect(said(world.group.messages())).toContain('آن را در صفحهٔ همین تیکت در پنل ببینید')
    expect(world.bot.calls.filter(({ method }) => method === 'sendDocument')).toEqual([])
  })
})

it(
  'a server of one’s own hands out large files by their paths, and takes them',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubit-local-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const world = await startWorld({ env: { BOT_API_LOCAL: '1' }, local: folder })
    await openTicket(world)
    world.maryam.in(world.staff, topicId(world, 1)).document({ name: 'ضبط.mp4', size: 60 * MEGABYTE })
    await world.settle()
    const [message] = await apiOf(world.panel).messages()
    const [file] = (message?.attachments ?? []) as unknown as { url: string; size: number }[]
    expect((await world.panel.download(file?.url ?? '')).body).toHaveLength(60 * MEGABYTE)
  },
)
