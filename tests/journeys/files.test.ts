import { describe, expect, it } from 'vitest'
import { formOf, jpeg, pdf, png } from '../_support/files.ts'
import type { Panel } from '../_support/panel.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import type { Message } from '../../sandbox/index.ts'
import { apiOf, must, openTicket, otherPanel, staffCard, topicId } from './_story.ts'

const DRAFT = { title: 'سرور قطع است', description: 'از پنل', priority: 'normal', category: 'technical' }
const SCREEN = { name: 'صفحه.png', bytes: png(40, 30) }
const PHOTO = { name: 'دوربین.jpg', bytes: jpeg(640, 480) }
const BILL = { name: 'صورتحساب.pdf', bytes: pdf(5_000) }
const LOG = { name: 'log.txt', bytes: Buffer.from('خطا\n') }

interface Shown {
  readonly attachments: readonly { readonly id: string; readonly url: string; readonly name: string }[]
}

const openInPanel = async (world: World, files: Parameters<typeof formOf>[1], panel = world.panel) => {
  const answer = await panel.call<Shown>('POST', '/api/v1/tickets', formOf(DRAFT, files))
  expect(answer.status).toBe(201)
  await world.settle()
  return answer.body
}

/** The bot's messages with files in a room, oldest first. */
const filesIn = (world: World, room: 'topic' | 'group', number = 1): Message[] =>
  (room === 'group' ? world.group.messages() : world.staff.messages(topicId(world, number))).filter(
    ({ from, media }) => from.id === world.bot.id && media !== undefined,
  )

const mediaIn = (world: World, room: 'topic' | 'group', number = 1) =>
  filesIn(world, room, number).map(({ media }) => media)

/** How many of the bot's calls brought bytes, and how many named a file that Telegram has. */
const sendings = ({ bot }: World) => {
  const sent = bot.calls
    .filter(({ method }) => /^send(Photo|Document|MediaGroup)$/.test(method))
    .flatMap(({ params }) =>
      Array.isArray(params['media'])
        ? params['media'].map((item: { readonly media: unknown }) => item.media)
        : [params['photo'] ?? params['document']],
    )
  const named = sent.filter((file) => typeof file === 'string' && !file.startsWith('attach://'))
  return { uploads: sent.length - named.length, named: named.length }
}

/** The bytes that a person sees in a message. */
const bytesOf = async ({ tg }: World, { content }: Message): Promise<Buffer> => {
  const file = content.document ?? content.photo?.at(-1)
  return Buffer.from(must(await tg.file(must(file).file_unique_id)).bytes)
}

const bytesFor = async (panel: Panel, url: string) => {
  const { status, body } = await panel.download(url)
  return status === 200 ? body : status
}

describe('files of the panel', () => {
  it('reach the topic and the group as photos and documents, taken to Telegram once', async () => {
    const world = await startWorld()
    const { attachments } = await openInPanel(world, [SCREEN, BILL, PHOTO, LOG])
    expect(read(staffCard(world).text)).toContain('صورتحساب.pdf')
    for (const room of ['topic', 'group'] as const) {
      expect(mediaIn(world, room)).toEqual(['photo', 'photo', 'document', 'document'])
      const seen = await Promise.all(filesIn(world, room).map((message) => bytesOf(world, message)))
      expect(seen).toEqual([SCREEN, PHOTO, BILL, LOG].map(({ bytes }) => bytes))
    }
    expect(sendings(world)).toEqual({ uploads: 4, named: 4 })
    const names = filesIn(world, 'group').map(({ content }) => content.document?.file_name)
    expect(names.slice(2)).toEqual([BILL.name, LOG.name])

    for (const [at, { bytes }] of [SCREEN, BILL, PHOTO, LOG].entries()) {
      const { url } = must(attachments[at])
      expect(await bytesFor(world.panel, url)).toEqual(bytes)
      expect(await bytesFor(otherPanel(world), url)).toBe(404)
    }
  })

  it('go with a message, whose reply finds its ticket', async () => {
    const world = await startWorld()
    await openTicket(world)
    const form = formOf({ text: 'این هم فایل' }, [BILL])
    const { status } = await world.panel.call('POST', '/api/v1/tickets/KT-1/messages', form)
    expect(status).toBe(201)
    await world.settle()
    for (const room of ['topic', 'group'] as const) {
      const [sent] = filesIn(world, room)
      expect(read(must(sent).caption)).toContain('این هم فایل')
    }
    world.ali.in(world.group).reply(must(filesIn(world, 'group')[0]), 'دیدم')
    await world.settle()
    const messages = await apiOf(world.panel).messages()
    expect(messages.map(({ text }) => text)).toEqual(['این هم فایل', 'دیدم'])
    expect(messages[0]?.delivery.state).toBe('sent')
    const refused = await otherPanel(world).call('POST', '/api/v1/tickets/KT-1/messages', formOf({}, [BILL]))
    expect(refused.status).toBe(404)
  })

  it('that Telegram takes as no photo go as documents, by their size or by its word', async () => {
    const world = await startWorld()
    world.tg.fail({
      method: 'sendPhoto',
      error: { kind: 'error', code: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' },
    })
    await openInPanel(world, [SCREEN])
    await openInPanel(world, [{ name: 'wide.png', bytes: png(900, 10) }])
    expect(mediaIn(world, 'topic', 1)).toEqual(['document'])
    expect(mediaIn(world, 'topic', 2)).toEqual(['document'])
    expect(mediaIn(world, 'group')).toEqual(['document', 'document'])
    expect((await apiOf(otherPanel(world)).tickets()).length).toBe(0)
  })

  it('of an organization without a group reach the staff', async () => {
    const world = await startWorld()
    await openInPanel(world, [BILL], otherPanel(world))
    expect(mediaIn(world, 'topic')).toEqual(['document'])
    expect(mediaIn(world, 'group')).toEqual([])
    expect(await apiOf(world.panel).tickets()).toEqual([])
  })

  it('survive a 429 and a fault of Telegram’s, once each', async () => {
    const world = await startWorld()
    world.tg.fail({ method: 'sendMediaGroup', error: { kind: 'flood', retryAfter: 1 } })
    world.tg.fail({ method: 'sendMediaGroup', error: { kind: 'server-error' } })
    await openInPanel(world, [BILL, LOG])
    for (let turn = 0; turn < 4; turn++) {
      world.advance(61_000)
      await world.settle()
    }
    expect(mediaIn(world, 'topic')).toEqual(['document', 'document'])
    expect(mediaIn(world, 'group')).toEqual(['document', 'document'])
    expect((await apiOf(otherPanel(world)).tickets()).length).toBe(0)
  })
})

describe('files of Telegram', () => {
  /** The attachments of the last message, as the panel reads them. */
  const lastFiles = async (world: World, panel = world.panel) => {
    const { body } = await panel.call<{ items: Shown[] }>('GET', '/api/v1/tickets/KT-1/messages')
    return must(body.items.at(-1)).attachments
  }
  /** Telegram forgets all files. */
  const forgetFiles = ({ tg }: World) => tg.world.state.files.clear()

  it('are in the panel though Telegram has them no more: of customers, agents, albums, descriptions', async () => {
    const world = await startWorld()
    const { ali, maryam, group, staff } = world
    const source = ali.in(group).document({ bytes: BILL.bytes, name: BILL.name, caption: 'شرح از پیام' })
    ali.in(group).reply(source, `/create_ticket@${world.bot.username}`)
    await world.settle()
    ali.in(group).reply(must(ali.forceReplyIn(group)), 'عنوان')
    await world.settle()
    const menu = () => must(group.messages().findLast(({ buttons }) => buttons.length > 0))
    for (const label of ['معمولی', 'فنی', 'ادامه', 'ارسال']) {
      await ali.in(group).press(menu(), label).answer()
      await world.settle()
    }
    const { attachments } = (await apiOf(world.panel).ticket()) as unknown as Shown
    const description = must(attachments[0])

    maryam.in(staff, topicId(world)).photo({ bytes: PHOTO.bytes })
    await world.settle()
    const [answer] = await lastFiles(world)
    ali.in(group).album(
      [
        { bytes: jpeg(50, 50), kind: 'photo' },
        { bytes: jpeg(60, 60), kind: 'photo' },
      ],
      { replyTo: must(filesIn(world, 'group').at(-1)) },
    )
    await world.settle()
    world.advance(2_000)
    await world.settle()
    const album = await lastFiles(world)

    forgetFiles(world)
    expect(await bytesFor(world.panel, description.url)).toEqual(BILL.bytes)
    expect(await bytesFor(world.panel, must(answer).url)).toEqual(PHOTO.bytes)
    expect(album).toHaveLength(2)
    expect(await bytesFor(world.panel, must(album[0]).url)).toEqual(jpeg(50, 50))
    expect(await bytesFor(world.panel, must(album[1]).url)).toEqual(jpeg(60, 60))
    for (const { url } of [description, must(answer), ...album])
      expect(await bytesFor(otherPanel(world), url)).toBe(404)
  })

  it('are fetched when Telegram is itself again', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.tg.fail({ method: 'getFile', error: { kind: 'flood', retryAfter: 30 } })
    world.tg.fail({ method: 'getFile', error: 'bad-gateway' })
    world.maryam.in(world.staff, topicId(world)).document({ bytes: LOG.bytes, name: LOG.name })
    await world.settle()
    for (const ms of [31_000, 5_000]) {
      world.advance(ms)
      await world.settle()
    }
    const [file] = await lastFiles(world)
    forgetFiles(world)
    expect(await bytesFor(world.panel, must(file).url)).toEqual(LOG.bytes)
    expect(await bytesFor(otherPanel(world), must(file).url)).toBe(404)
  })

  it('that are too large or gone are said to be, and hold nothing up', async () => {
    const world = await startWorld()
    await openTicket(world)
    const agent = world.maryam.in(world.staff, topicId(world))
    agent.video({ size: 30 * 1024 * 1024, caption: 'ضبط صفحه' })
    await world.settle()
    const [video] = await lastFiles(world)
    agent.document({ bytes: LOG.bytes, name: LOG.name })
    forgetFiles(world)
    await world.settle()
    const [gone] = await lastFiles(world)
    agent.document({ bytes: LOG.bytes, name: LOG.name })
    await world.settle()
    const [fine] = await lastFiles(world)
    expect(await bytesFor(world.panel, must(video).url)).toBe(410)
    expect(await bytesFor(world.panel, must(gone).url)).toBe(410)
    expect(await bytesFor(world.panel, must(fine).url)).toEqual(LOG.bytes)
    for (const file of [video, gone, fine])
      expect(await bytesFor(otherPanel(world), must(file).url)).toBe(404)
  })

  it('have names that hide nothing, wherever they are shown', async () => {
    const world = await startWorld()
    await openTicket(world)
    const agent = world.maryam.in(world.staff, topicId(world))
    for (const [given, shown] of [
      ['../../etc/log\u202Efdp.txt', 'logfdp.txt'],
      ['\u2067 \u200F', 'file'],
      ['گزارش‌ها.txt', 'گزارش‌ها.txt'],
    ] as const) {
      agent.document({ bytes: LOG.bytes, name: given })
      await world.settle()
      const [file] = await lastFiles(world)
      expect(file?.name).toBe(shown)
      expect(await bytesFor(otherPanel(world), must(file).url)).toBe(404)
    }
  })

  it('whose ids Telegram refuses are sent on from storage', async () => {
    const world = await startWorld()
    await openTicket(world)
    // The first attempt comes to nothing, so that the bytes are here when the second one is refused.
    world.tg.fail({ method: 'sendDocument', chat: world.group, error: 'server-error' })
    const description = 'Bad Request: wrong file identifier/HTTP URL specified'
    const refusal = { kind: 'error', code: 400, description } as const
    world.tg.fail({ method: 'sendDocument', chat: world.group, error: refusal })
    world.maryam.in(world.staff, topicId(world)).document({ bytes: LOG.bytes, name: LOG.name })
    await world.settle()
    world.advance(2_000)
    await world.settle()
    const [sent] = filesIn(world, 'group')
    expect(await bytesOf(world, must(sent))).toEqual(LOG.bytes)
    expect(sendings(world).uploads).toBe(1)
    const [file] = await lastFiles(world)
    expect(await bytesFor(otherPanel(world), must(file).url)).toBe(404)
  })

  it('that are put into the place of others are in the panel and in the other room', async () => {
    const world = await startWorld()
    const card = await openTicket(world)
    const agent = world.maryam.in(world.staff, topicId(world))
    const sent = agent.document({ bytes: BILL.bytes, name: BILL.name, caption: 'صورتحساب' })
    await world.settle()
    const [before] = await lastFiles(world)
    agent.editFile(sent, 'document', { bytes: LOG.bytes, name: LOG.name, caption: 'صورتحساب' })
    await world.settle()
    const [after, ...others] = await lastFiles(world)
    expect([after?.name, others]).toEqual([LOG.name, []])
    expect(await bytesFor(world.panel, must(after).url)).toEqual(LOG.bytes)
    expect(await bytesFor(world.panel, must(before).url)).toBe(404)
    expect(await bytesOf(world, must(filesIn(world, 'group').at(-1)))).toEqual(LOG.bytes)

    const customer = world.ali.in(world.group)
    const reply = customer.reply(card, 'متن')
    const photo = customer.photo({ bytes: PHOTO.bytes, replyTo: card })
    await world.settle()
    customer.edit(reply, 'متن دیگر')
    customer.editFile(photo, 'document', { bytes: Buffer.from('MZ\u0000'), name: 'setup.exe' })
    await world.settle()
    expect(read(world.group.messages().at(-1)?.text)).toContain('setup.exe')
    const [kept] = await lastFiles(world)
    expect(await bytesFor(world.panel, must(kept).url)).toEqual(PHOTO.bytes)
    for (const file of [after, kept]) expect(await bytesFor(otherPanel(world), must(file).url)).toBe(404)
  })
})
