import { describe, expect, it } from 'vitest'
import type { Message } from '../../sandbox/index.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  botSays,
  forge,
  inTopic,
  lastSaid,
  must,
  openTicket,
  otherPanel,
  press,
  PRIVACY_WORLDS,
  staffCard,
  topicId,
} from './_story.ts'

const PDF = { bytes: Buffer.from('%PDF-1.7\n%%EOF'), name: 'گزارش.pdf', mime: 'application/pdf' }
const ALBUM_WINDOW_MS = 1_500

/** Everything the bot has put into the ticket's topic, with files. */
const carried = (world: World, number = 1): Message[] => {
  const [, ...rest] = world.staff
    .messages(topicId(world, number))
    .filter(({ from, service }) => from.id === world.bot.id && !service)
  return rest
}

describe.each(PRIVACY_WORLDS)('$world', ({ options }) => {
  describe('a reply reaches the staff', () => {
    it.each(['card', 'answer', 'question', 'own earlier reply'])('to the %s', async (target) => {
      const world = await startWorld(options)
      const { ali, sara, group } = world
      const card = await openTicket(world)
      let to = card
      if (target === 'answer' || target === 'own earlier reply') {
        await answerTicket(world, 'سلام')
        to = lastSaid(world)
      }
      if (target === 'own earlier reply') {
        to = ali.in(group).reply(to, 'یک')
        await world.settle()
      }
      if (target === 'question') {
        await press(world, ali, card, 'پاسخ')
        to = must(ali.forceReplyIn(group))
        expect(read(to.text)).toContain('پاسخ خود به تیکت KT-1')
        expect(sara.forceReplyIn(group)).toBeUndefined()
      }
      ali.in(group).reply(to, 'این پاسخ من است')
      await world.settle()
      expect(inTopic(world).at(-1)).toContain('این پاسخ من است')
      expect((await apiOf(world.panel).messages()).at(-1)).toMatchObject({
        side: 'customer',
        author: { name: 'علی رضایی' },
        text: 'این پاسخ من است',
        delivery: { state: 'sent' },
      })
      if (target === 'question') expect(to.deleted).toBe(true)
    })

    it('with a photo, a document, a video and a voice', async () => {
      const world = await startWorld(options)
      const card = await openTicket(world)
      const at = world.ali.in(world.group)
      at.photo({ replyTo: card, caption: 'عکس خطا' })
      at.document({ ...PDF, replyTo: card })
      at.video({ replyTo: card, name: 'فیلم.mp4' })
      at.voice({ replyTo: card })
      await world.settle()
      expect(
        (await apiOf(world.panel).messages()).map(({ text, attachments }) => [
          text,
          attachments.map(({ name }) => name),
        ]),
      ).toEqual([
        ['عکس خطا', ['photo.jpg']],
        ['', ['گزارش.pdf']],
        ['', ['فیلم.mp4']],
        ['', ['voice.ogg']],
      ])
      expect(carried(world).flatMap(({ media }) => media ?? [])).toEqual([
        'photo',
        'document',
        'video',
        'voice',
      ])
    })

    it.each([
      ['in order', [0, 1, 2], false],
      ['out of order', [2, 0, 1], false],
      ['with only the first as a reply', [0, 1, 2], true],
    ])('with an album %s, as one message', async (_how, order, replyOnFirstOnly) => {
      const world = await startWorld(options)
      const card = await openTicket(world)
      // In privacy mode Telegram may keep what is no reply from the bot.
      if (replyOnFirstOnly && !options.groupAdmin) return
      world.ali
        .in(world.group)
        .album([{ caption: 'سه عکس' }, {}, {}], { replyTo: card, order, replyOnFirstOnly })
      await world.settle()
      world.advance(ALBUM_WINDOW_MS)
      await world.settle()
      const [message, ...more] = await apiOf(world.panel).messages()
      expect(more).toEqual([])
      expect(message).toMatchObject({ text: 'سه عکس', delivery: { state: 'sent' } })
      expect(message?.attachments).toHaveLength(3)
      const albums = carried(world).filter(({ media }) => media === 'photo')
      expect(albums).toHaveLength(3)
      expect(new Set(albums.map(({ albumId }) => albumId)).size).toBe(1)
      expect(
        carried(world).filter((copy) => read(copy.text || copy.caption).includes('سه عکس')),
      ).toHaveLength(1)
    })

    it('with an album whose last photo is late: one message, and the photo follows', async () => {
      const world = await startWorld(options)
      const card = await openTicket(world)
      world.ali.in(world.group).album([{ caption: 'سه عکس' }, {}, {}], { replyTo: card, delays: [0, 0, 150] })
      await world.tg.until(() => world.bot.pending.length === 0, { what: 'the first two are confirmed' })
      world.advance(ALBUM_WINDOW_MS)
      await world.app.settle()
      await world.settle()
      world.advance(ALBUM_WINDOW_MS)
      await world.settle()
      const messages = await apiOf(world.panel).messages()
      expect(messages).toHaveLength(1)
      expect(messages[0]?.attachments).toHaveLength(3)
      expect(carried(world).filter(({ media }) => media === 'photo')).toHaveLength(3)
      expect(
        carried(world).filter((copy) => read(copy.text || copy.caption).includes('سه عکس')),
      ).toHaveLength(1)
    })
  })

  it('what can’t be carried gets one clear sentence and changes nothing', async () => {
    const world = await startWorld(options)
    const { ali, group } = world
    const card = await openTicket(world)
    const at = ali.in(group)
    const kinds: [string, () => Message][] = [
      [
        'poll',
        () =>
          at.raw(
            {
              poll: {
                id: '1',
                question: '?',
                options: [],
                total_voter_count: 0,
                is_closed: false,
                is_anonymous: true,
                type: 'regular',
                allows_multiple_answers: false,
                members_only: false,
                allows_revoting: false,
              },
            } as never,
            { replyTo: card },
          ),
      ],
      ['location', () => at.reply(card, { location: { latitude: 35.7, longitude: 51.4 } })],
      ['dice', () => at.reply(card, { dice: { emoji: '🎲', value: 3 } })],
      ['contact', () => at.reply(card, { contact: { phone_number: '989121234567', first_name: 'علی' } })],
    ]
    for (const [kind, send] of kinds) {
      const before = botSays(world).length
      const sent = send()
      await world.settle()
      const [answer, ...more] = botSays(world).slice(before)
      expect(more, kind).toEqual([])
      expect(answer, kind).toMatchObject({
        text: 'این نوع پیام به پشتیبانی نمی‌رسد. متن، عکس، فایل، ویدئو یا صدا بفرستید.',
        replyTo: sent.id,
      })
    }
    at.document({ bytes: Buffer.from('MZ\0\0'), name: 'ویروس.pdf', replyTo: card })
    await world.settle()
    expect(read(lastSaid(world).text)).toContain('فایل ویروس.pdf پذیرفته نمی‌شود')
    expect(await apiOf(world.panel).messages()).toEqual([])
    expect(inTopic(world)).toEqual([])
  })

  it('edits reach the other side as edits, both ways', async () => {
    const world = await startWorld(options)
    const { ali, maryam, group, staff } = world
    await openTicket(world)
    const answer = await answerTicket(world, 'اول')
    const arrived = lastSaid(world)
    maryam.in(staff, topicId(world)).edit(answer, 'دوم')
    await world.settle()
    expect(lastSaid(world)).toBe(arrived)
    expect(arrived.text).toContain('دوم')
    expect(arrived.text).not.toContain('اول')

    const reply = ali.in(group).reply(arrived, 'یک')
    await world.settle()
    const copy = must(carried(world).at(-1))
    ali.in(group).edit(reply, 'دو')
    await world.settle()
    expect(copy.text).toContain('دو')
    expect(copy.history).toHaveLength(1)
    const photo = ali.in(group).photo({ replyTo: arrived, caption: 'پیش' })
    await world.settle()
    ali.in(group).edit(photo, 'پس')
    await world.settle()
    expect(must(carried(world).at(-1)).caption).toContain('پس')
    const messages = await apiOf(world.panel).messages()
    expect(messages.map(({ text, editedAt }) => [text, editedAt !== null])).toEqual([
      ['دوم', true],
      ['دو', true],
      ['پس', true],
    ])
  })

  it('two people close at once: the later one hears that it is closed', async () => {
    const world = await startWorld(options)
    const { ali, sara, group } = world
    const card = await openTicket(world)
    await press(world, ali, card, 'بستن تیکت')
    const confirm = must(card.buttons.flat().find(({ text }) => text === 'تأیید')?.callback_data)
    const answers = await Promise.all([ali, sara].map((who) => who.in(group).forge(card, confirm).answer()))
    await world.settle()
    expect(answers.map(({ text }) => read(text)).toSorted()).toEqual([
      'این تیکت پیش از این بسته شده است.',
      'تیکت KT-1 بسته شد.',
    ])
    const { history } = await apiOf(world.panel).ticket()
    expect(history.map(({ to }) => to)).toEqual(['awaiting_response', 'closed'])
    expect(inTopic(world).filter((text) => text.includes('بست'))).toHaveLength(1)
    expect(read(card.text)).toContain('وضعیت: بسته')
    expect(card.buttonTexts).toEqual(['بازگشایی'])
  })

  it('a closed ticket is reopened by a reply, and by the button', async () => {
    const world = await startWorld(options)
    const { ali, sara, group } = world
    const card = await openTicket(world)
    const close = async () => {
      await press(world, ali, card, 'بستن تیکت')
      await press(world, ali, card, 'تأیید')
      expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'closed' })
      expect(world.staff.topic(topicId(world)).closed).toBe(true)
    }
    const isOpen = async () => {
      expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_response' })
      expect(world.staff.topic(topicId(world)).closed).toBe(false)
      expect(card.buttonTexts).toEqual(['پاسخ', 'بستن تیکت'])
    }
    await close()
    sara.in(group).reply(card, 'هنوز درست نیست')
    await world.settle()
    await isOpen()
    expect(inTopic(world).join('\n')).toContain('هنوز درست نیست')

    await close()
    expect(await press(world, sara, card, 'بازگشایی')).toEqual({
      text: 'تیکت KT-1 دوباره باز شد.',
      showAlert: false,
    })
    await isOpen()
    expect((await forge(world, ali, card, 't:reopen:1')).text).toBe('این تیکت هم‌اکنون باز است.')
    const { history } = await apiOf(world.panel).ticket()
    expect(history.map(({ cause, by }) => [cause, by.name])).toEqual([
      ['created', 'علی رضایی'],
      ['closed_by_customer', 'علی رضایی'],
      ['customer_message', 'سارا'],
      ['closed_by_customer', 'علی رضایی'],
      ['reopened_by_customer', 'سارا'],
    ])
  })

  it('the staff close it: the group reads so, and reopens by the button under that', async () => {
    const world = await startWorld(options)
    const { ali, maryam, staff } = world
    const card = await openTicket(world)
    await maryam.in(staff, topicId(world)).press(staffCard(world), 'بستن تیکت').answer()
    await world.settle()
    if (staffCard(world).buttonTexts.includes('تأیید')) {
      await maryam.in(staff, topicId(world)).press(staffCard(world), 'تأیید').answer()
      await world.settle()
    }
    const notice = lastSaid(world)
    expect(read(notice.text)).toContain('پشتیبانی تیکت KT-1 را بست')
    expect(read(notice.text)).toContain('اگر مشکل باقی است، «بازگشایی» را بزنید')
    expect(notice.replyTo).toBe(card.id)
    await press(world, ali, notice, 'بازگشایی')
    expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_response' })
    expect(card.buttonTexts).toEqual(['پاسخ', 'بستن تیکت'])
  })

  it('the question about closing can be taken back', async () => {
    const world = await startWorld(options)
    const card = await openTicket(world)
    await press(world, world.ali, card, 'بستن تیکت')
    expect(read(card.text)).toBe('آیا مطمئن هستید که می‌خواهید تیکت KT-1 را ببندید؟')
    await press(world, world.ali, card, 'لغو')
    expect(read(card.text)).toContain('KT-1 · سرور قطع است')
    expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_response' })
  })

  it('a number that is not theirs is refused like one that does not exist', async () => {
    const world = await startWorld(options)
    const { ali, sara, tg } = world
    const second = tg.addGroup({ title: 'دومی', kind: 'supergroup', members: [sara], owner: sara })
    second.add(world.bot, { by: sara })
    await world.settle()
    expect((await apiOf(otherPanel(world)).activate(second.id)).status).toBe(201)
    await world.settle()
    const card = await openTicket(world)
    await openTicket(world, { who: sara, place: second, title: 'محرمانه' })
    for (const action of ['reply', 'close', 'close-yes', 'close-no', 'reopen']) {
      for (const from of ['', ':1o']) {
        const foreign = await forge(world, ali, card, `t:${action}:2${from}`)
        expect(foreign).toEqual(await forge(world, ali, card, `t:${action}:999${from}`))
        expect(foreign).toEqual({ text: 'چنین تیکتی پیدا نشد.', showAlert: true })
      }
    }
    expect(await apiOf(otherPanel(world)).ticket('KT-2')).toMatchObject({ status: 'awaiting_response' })
    expect(read(card.text)).toContain('سرور قطع است')
  })

  it('an answer goes to its own ticket of many', async () => {
    const world = await startWorld(options)
    const cards = [
      await openTicket(world, { title: 'یک' }),
      await openTicket(world, { who: world.sara, title: 'دو' }),
    ]
    world.sara.in(world.group).reply(must(cards[0]), 'برای یک')
    world.ali.in(world.group).reply(must(cards[1]), 'برای دو')
    await world.settle()
    expect(inTopic(world, 1)).toEqual([expect.stringContaining('برای یک')])
    expect(inTopic(world, 2)).toEqual([expect.stringContaining('برای دو')])
  })

  it('notes never leave the staff group', async () => {
    const world = await startWorld(options)
    await openTicket(world)
    const said = botSays(world).length
    const note = await answerTicket(world, '// مشتری بدحساب')
    world.maryam.in(world.staff, topicId(world)).edit(note, 'مشتری بدحساب')
    await world.settle()
    expect(botSays(world)).toHaveLength(said)
    expect(await apiOf(world.panel).messages()).toEqual([])
    expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_response' })
  })
})

describe('«پاسخ» where the bot sees everything', () => {
  it('takes the next plain message, and no later one', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { ali, sara, group } = world
    const card = await openTicket(world)
    await press(world, ali, card, 'پاسخ')
    const question = must(ali.forceReplyIn(group))
    sara.in(group).send('حرف سارا')
    ali.in(group).send('پاسخ ساده')
    await world.settle()
    ali.in(group).send('ناهار چی داریم؟')
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ text }) => text)).toEqual(['پاسخ ساده'])
    expect(inTopic(world)).toHaveLength(1)
    expect(question.deleted).toBe(true)
  })

  it('a reply to the question counts, and no later plain message', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { ali, group } = world
    const card = await openTicket(world)
    await press(world, ali, card, 'پاسخ')
    ali.in(group).reply(must(ali.forceReplyIn(group)), 'پاسخ')
    await world.settle()
    ali.in(group).send('ناهار چی داریم؟')
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ text }) => text)).toEqual(['پاسخ'])
  })

  it('what can’t be sent leaves the question open, for a reply and for a plain message', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { ali, group } = world
    const card = await openTicket(world)
    await press(world, ali, card, 'پاسخ')
    const question = must(ali.forceReplyIn(group))
    const bad = { bytes: Buffer.from('MZ\0\0'), name: 'بد.pdf' }
    ali.in(group).document({ ...bad, replyTo: question })
    ali.in(group).document(bad)
    ali.in(group).location()
    await world.settle()
    expect(question.deleted).toBe(false)
    expect(await apiOf(world.panel).messages()).toEqual([])
    ali.in(group).send('پس با کلمات')
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ text }) => text)).toEqual(['پس با کلمات'])
    expect(question.deleted).toBe(true)
  })

  it('a reply to somebody else is no answer', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { ali, sara, group } = world
    const card = await openTicket(world)
    await press(world, ali, card, 'پاسخ')
    ali.in(group).reply(sara.in(group).send('ناهار؟'), 'بله')
    await world.settle()
    expect(await apiOf(world.panel).messages()).toEqual([])
  })

  it('/cancel and the clock take the question away', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { ali, group } = world
    const card = await openTicket(world)
    await press(world, ali, card, 'پاسخ')
    const first = must(ali.forceReplyIn(group))
    ali.in(group).send('/cancel')
    await world.settle()
    expect(first.deleted).toBe(true)
    await press(world, ali, card, 'پاسخ')
    const second = must(ali.forceReplyIn(group))
    world.advance(31 * 60_000)
    await world.app.sweep()
    await world.settle()
    expect(second.deleted).toBe(true)
    ali.in(group).send('حرف دیگر')
    await world.settle()
    expect(await apiOf(world.panel).messages()).toEqual([])
  })

  it('an album as the answer is taken whole', async () => {
    const world = await startWorld({ groupAdmin: true })
    const card = await openTicket(world)
    await press(world, world.ali, card, 'پاسخ')
    world.ali.in(world.group).album([{ caption: 'دو عکس' }, {}])
    await world.settle()
    world.advance(ALBUM_WINDOW_MS)
    await world.settle()
    const [message, ...more] = await apiOf(world.panel).messages()
    expect([message?.attachments.length, more]).toEqual([2, []])
  })

  it('pressing it during a form does not take the form’s answers', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { ali, group, bot } = world
    const card = await openTicket(world)
    ali.in(group).send(`/create_ticket@${bot.username}`)
    await world.settle()
    await press(world, ali, card, 'پاسخ')
    const question = must(ali.forceReplyIn(group))
    ali.in(group).send('عنوان دومی')
    await world.settle()
    expect(lastSaid(world).text).toContain('شرح دهید')
    ali.in(group).reply(question, 'پاسخ اولی')
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ text }) => text)).toEqual(['پاسخ اولی'])
    expect(question.deleted).toBe(true)
    expect(lastSaid(world).text).toContain('شرح دهید')
  })
})

it('updates that come again store nothing twice', async () => {
  const world = await startWorld()
  const card = await openTicket(world)
  world.ali.in(world.group).reply(card, 'یک بار')
  await answerTicket(world, 'پاسخ')
  await press(world, world.ali, card, 'بستن تیکت')
  await press(world, world.ali, card, 'تأیید')
  const seen = async () => ({
    tickets: await apiOf(world.panel).tickets(),
    messages: await apiOf(world.panel).messages(),
    ticket: await apiOf(world.panel).ticket(),
    group: botSays(world).map(({ text }) => text),
    topic: inTopic(world),
  })
  const before = await seen()
  for (let time = 0; time < 3; time++) {
    world.tg.redeliver('all')
    await world.settle()
  }
  expect(await seen()).toEqual(before)
})

it('a customer writes while the staff answer: both are kept', async () => {
  const world = await startWorld()
  const card = await openTicket(world)
  world.maryam.in(world.staff, topicId(world)).send('از پشتیبانی')
  world.ali.in(world.group).reply(card, 'از مشتری')
  await world.settle()
  expect((await apiOf(world.panel).messages()).map(({ text }) => text).toSorted()).toEqual(
    ['از مشتری', 'از پشتیبانی'].toSorted(),
  )
})
