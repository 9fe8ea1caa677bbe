import { describe, expect, test } from 'vitest'
import { reactionsOf, startDesk, textOf } from './_desk.ts'

describe('a ticket in the staff group', () => {
  test('is a topic whose colour is its priority, with a card in it that follows the ticket', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open({ title: 'سرور قطع است', priority: 'حیاتی' })
    expect(desk.staff.topic(topic)).toMatchObject({
      name: 'KT-1 · سرور قطع است',
      iconColor: 16478047,
      closed: false,
    })
    const [staffCard] = desk.inStaff(topic)
    expect(textOf(staffCard)).toContain('وضعیت: منتظر پاسخ')

    await desk.answer(topic, 'بررسی می‌کنیم.')
    expect(textOf(staffCard)).toContain('وضعیت: در انتظار مشتری\n')
    expect(textOf(staffCard)).toContain('مسئول: مریم')
    expect(textOf(card)).toContain('در انتظار مشتری')
    expect(desk.inStaff(topic)).toHaveLength(1)
  })

  test('closes and reopens its topic', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const [card] = desk.inStaff(topic)
    if (!card) throw new Error('no card')
    await desk.maryam.in(desk.staff, topic).press(card, 'بستن تیکت').answer()
    await desk.settle()
    expect(desk.staff.topic(topic).closed).toBe(true)
    expect(textOf(desk.inGroup().at(-1))).toContain('پشتیبانی تیکت KT-1 را بست')
    await desk.maryam.in(desk.staff, topic).press(card, 'بازگشایی').answer()
    await desk.settle()
    expect(desk.staff.topic(topic).closed).toBe(false)
  })

  test('shows a description that is too long for its card whole, after it', async () => {
    const desk = await startDesk()
    const description = `${'خط '.repeat(1_300)}پایان`
    const { topic } = await desk.open({ description })
    const [card, rest] = desk.inStaff(topic)
    expect(textOf(card)).toContain('متن کامل در پیام بعدی')
    expect(rest?.text).toContain(description)
  })

  test('gets the customer’s files', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    const bytes = new TextEncoder().encode('log')
    desk.ali
      .in(desk.group)
      .document({ bytes, name: 'error.txt', mime: 'text/plain', caption: 'گزارش', replyTo: card })
    await desk.settle()
    const copy = desk.inStaff(topic).at(-1)
    expect(copy).toMatchObject({ media: 'document' })
    expect(textOf(copy)).toBe('علی رضایی\nگزارش')
  })
})

describe('when a topic is lost (it is deleted, or Telegram posts elsewhere)', () => {
  test.each(['thread-not-found', 'topic-deleted', 'topic-id-invalid', 'to-general'] as const)(
    '%s: a new one takes over',
    async (error) => {
      const desk = await startDesk()
      const { card, topic } = await desk.open()
      desk.tg.fail({ method: 'sendMessage', chat: desk.staff, error })
      desk.ali.in(desk.group).reply(card, 'هنوز قطع است')
      await desk.settle()
      const topics = desk.staff.topics()
      expect(topics).toHaveLength(2)
      const fresh = topics.find(({ id }) => id !== topic)
      expect(desk.inStaff(fresh?.id).map(textOf)).toEqual([
        expect.stringContaining('KT-1'),
        'علی رضایی\nهنوز قطع است',
      ])
      expect(desk.inStaff(1).map(textOf)).not.toContain('علی رضایی\nهنوز قطع است')

      await desk.answer(fresh?.id ?? 0, 'دیدیم')
      expect(textOf(desk.inGroup().at(-1))).toContain('دیدیم')
    },
  )

  test('really deleted: a change of the ticket makes its topic again, once', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    desk.staff.deleteTopic(topic)
    await desk.ali.in(desk.group).press(card, 'بستن تیکت').answer()
    await desk.settle()
    await desk.ali.in(desk.group).press(card, 'تأیید').answer()
    await desk.settle()
    const [fresh, ...others] = desk.staff.topics()
    expect(others).toEqual([])
    expect(desk.staff.topic(fresh?.id ?? 0).closed).toBe(true)
    expect(textOf(desk.inStaff(fresh?.id)[0])).toContain('وضعیت: بسته')
  })

  test('closed by hand: the bot opens it for what it has to say', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    desk.tg.fail({ method: 'sendMessage', chat: desk.staff, error: 'topic-closed' })
    desk.staff.closeTopic(desk.maryam, topic)
    await desk.settle()
    desk.ali.in(desk.group).reply(card, 'هنوز قطع است')
    await desk.settle()
    expect(textOf(desk.inStaff(topic).at(-1))).toBe('علی رضایی\nهنوز قطع است')
    expect(desk.staff.topic(topic).closed).toBe(false)
  })

  test('only the card is gone: it is posted again', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    for (const message of desk.inStaff(topic)) desk.staff.deleteMessage(message)
    desk.group.deleteMessage(card)
    await desk.answer(topic, 'سلام')
    expect(textOf(desk.inStaff(topic).at(-1))).toContain('وضعیت: در انتظار مشتری')
    expect(desk.inGroup().map(textOf)).toContainEqual(expect.stringContaining('وضعیت: در انتظار مشتری'))
    expect(textOf(desk.inGroup().find((message) => message.text.includes('سلام')))).toContain('KT-1')
  })
})

describe('a staff group without topics', () => {
  test('works with replies, and says so once', async () => {
    const desk = await startDesk({ staffKind: 'supergroup' })
    const { card } = await desk.open()
    await desk.open({ title: 'دومی' })
    expect(desk.inStaff().filter((message) => textOf(message).includes('تاپیک ندارد'))).toHaveLength(1)
    const staffCard = desk.inStaff().find((message) => textOf(message).startsWith('KT-1'))
    if (!staffCard) throw new Error('no card')
    desk.ali.in(desk.group).reply(card, 'کسی هست؟')
    await desk.settle()
    const question = desk.inStaff().at(-1)
    expect(textOf(question)).toBe('علی رضایی · KT-1\nکسی هست؟')
    expect(question?.replyTo).toBe(staffCard.id)
    if (!question) throw new Error('no question')
    const answer = desk.maryam.in(desk.staff).reply(question, 'بله')
    await desk.settle()
    expect(textOf(desk.inGroup().at(-1))).toContain('بله')
    expect(reactionsOf(answer)).toEqual(['👍'])
    desk.maryam.in(desk.staff).send('ناهار؟')
    await desk.settle()
    expect(desk.inGroup().map(textOf).join()).not.toContain('ناهار')
  })
})

describe('what an agent writes', () => {
  test('arrives as a reply to the card, headed by the reference, and is marked', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    const answer = await desk.answer(topic, 'سلام <b>علی</b> _i*[')
    const delivered = desk.inGroup().at(-1)
    expect(textOf(delivered)).toBe('💬 پاسخ پشتیبانی به KT-1\nسلام <b>علی</b> _i*[')
    expect(delivered?.replyTo).toBe(card.id)
    expect(reactionsOf(answer)).toEqual(['👍'])
  })

  test('arrives in pages when it is long, and is edited page by page', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const answer = await desk.answer(topic, 'ا'.repeat(4_090))
    const pages = desk.inGroup().slice(-2)
    expect(
      pages
        .map(({ text }) => text)
        .join('')
        .endsWith(`\n${'ا'.repeat(4_090)}`),
    ).toBe(true)
    desk.maryam.in(desk.staff, topic).edit(answer, 'ب'.repeat(4_090))
    await desk.settle()
    expect(
      pages
        .map(({ text }) => text)
        .join('')
        .endsWith(`\n${'ب'.repeat(4_090)}`),
    ).toBe(true)
    desk.maryam.in(desk.staff, topic).edit(answer, 'کوتاه')
    await desk.settle()
    expect(textOf(pages[0])).toContain('کوتاه')
    expect(pages[1]?.deleted).toBe(true)
  })

  test('is edited in captions too, and what no longer fits follows', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const photo = desk.maryam.in(desk.staff, topic).photo({ caption: 'این را ببینید' })
    await desk.settle()
    const copy = desk.inGroup().at(-1)
    expect(copy).toMatchObject({ media: 'photo' })
    desk.maryam.in(desk.staff, topic).edit(photo, 'بهتر شد')
    await desk.settle()
    expect(textOf(copy)).toContain('بهتر شد')
  })

  test('whose copy is deleted comes again as an edited version', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const answer = await desk.answer(topic, 'یک')
    const copy = desk.inGroup().at(-1)
    if (!copy) throw new Error('no copy')
    desk.group.deleteMessage(copy)
    desk.maryam.in(desk.staff, topic).edit(answer, 'دو')
    await desk.settle()
    expect(textOf(desk.inGroup().at(-1))).toBe('💬 پاسخ پشتیبانی به KT-1 (نسخهٔ ویرایش‌شده)\nدو')
  })

  test('goes out without a lost reply target, and without formatting that Telegram refuses', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    for (const description of ['message to be replied not found', "can't parse entities: whatever"]) {
      desk.tg.fail({
        method: 'sendMessage',
        chat: desk.group,
        error: { kind: 'error', code: 400, description: `Bad Request: ${description}` },
      })
    }
    await desk.answer(topic, 'رسید؟')
    expect(desk.inGroup().at(-1)).toMatchObject({
      text: expect.stringContaining('رسید؟'),
      replyTo: undefined,
      entities: [],
    })
  })

  test('with a caption that is too long comes as the file and then the text', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.maryam.in(desk.staff, topic).photo({ caption: 'م'.repeat(1_020) })
    await desk.settle()
    const [file, text] = desk.inGroup().slice(-2)
    expect(file).toMatchObject({ media: 'photo' })
    expect(textOf(text)).toBe(`💬 پاسخ پشتیبانی به KT-1\n${'م'.repeat(1_020)}`)
  })

  test('that Telegram refuses is reported to its author', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.tg.fail({ method: 'sendMessage', chat: desk.group, error: 'no-write-access' })
    const answer = await desk.answer(topic, 'سلام')
    const report = desk.inStaff(topic).at(-1)
    expect(textOf(report)).toContain('⏳ این پیام هنوز به مشتری نرسیده است: ربات اجازه')
    expect(report?.replyTo).toBe(answer.id)
    expect(reactionsOf(answer)).toEqual([])
  })

  test('does not fail where reactions are forbidden', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.tg.fail({
      method: 'setMessageReaction',
      error: { kind: 'error', code: 400, description: 'Bad Request: REACTION_INVALID' },
    })
    await desk.answer(topic, 'یک')
    await desk.answer(topic, 'دو')
    expect(textOf(desk.inGroup().at(-1))).toContain('دو')
  })
})

describe('albums', () => {
  test('go on as albums, with their text on the first item', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    desk.ali
      .in(desk.group)
      .album([{ caption: 'عکس‌ها' }, {}, { kind: 'video' }], { replyTo: card, order: [0, 2, 1] })
    await desk.settle()
    await desk.pass(2_000)
    const items = desk.inStaff(topic).slice(1)
    expect(items.map(({ media }) => String(media)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'photo',
      'photo',
      'video',
    ])
    expect(new Set(items.map(({ albumId }) => albumId)).size).toBe(1)
    expect(textOf(items[0])).toBe('علی رضایی\nعکس‌ها')
  })

  test('a straggler follows alone and belongs to the same message', async () => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    const [first] = desk.ali.in(desk.group).album([{ caption: 'عکس' }], { replyTo: card, mediaGroupId: '77' })
    await desk.settle()
    await desk.pass(2_000)
    desk.ali.in(desk.group).album([{}], { replyTo: card, mediaGroupId: '77' })
    await desk.settle()
    await desk.pass(2_000)
    expect(desk.inStaff(topic).slice(1)).toMatchObject([{ media: 'photo' }, { media: 'photo' }])
    const { body } = await desk.panel.call<{ items: { attachments: unknown[] }[] }>(
      'GET',
      '/api/v1/tickets/KT-1/messages',
    )
    expect(body.items.map(({ attachments }) => attachments.length)).toEqual([2])
    expect(first?.deleted).toBe(false)
  })

  test('documents and photos of one message do not mix', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.maryam.in(desk.staff, topic).album([{ kind: 'document', caption: 'سند' }, { kind: 'document' }])
    desk.maryam.in(desk.staff, topic).sticker()
    await desk.settle()
    await desk.pass(2_000)
    expect(desk.inGroup().slice(-4)).toMatchObject([
      { media: 'document' },
      { media: 'document' },
      { media: undefined },
      { media: 'sticker' },
    ])
  })
})

describe('limits', () => {
  test('a 429 holds up its chat only, and the agent hears until when', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.tg.fail({ method: 'sendMessage', chat: desk.group, error: { kind: 'flood', retryAfter: 300 } })
    const answer = await desk.answer(topic, 'دیر می‌رسد')
    expect(desk.inGroup().map(textOf).join()).not.toContain('دیر می‌رسد')
    const told = desk.inStaff(topic).at(-1)
    expect(textOf(told)).toContain('⏳')
    expect(told?.replyTo).toBe(answer.id)
    await desk.answer(topic, 'و این پس از آن')
    await desk.pass(300_000)
    expect(desk.inGroup().slice(-2).map(textOf)).toEqual([
      expect.stringContaining('دیر می‌رسد'),
      expect.stringContaining('و این پس از آن'),
    ])
    expect(reactionsOf(answer)).toEqual(['👍'])
  })

  test('an ambiguous failure is tried again later, not at once', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const before = desk.bot.callsTo('sendMessage', desk.group).length
    desk.tg.fail({ method: 'sendMessage', chat: desk.group, error: 'server-error' })
    await desk.answer(topic, 'یک')
    expect(desk.bot.callsTo('sendMessage', desk.group)).toHaveLength(before + 1)
    await desk.pass(2_000)
    expect(textOf(desk.inGroup().at(-1))).toContain('یک')
  })
})

describe('the customer’s chat', () => {
  test('that removed the bot is waited for; the staff see it, and what waited goes out', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.group.kick(desk.bot, { by: desk.ali })
    await desk.settle()
    const [card] = desk.inStaff(topic)
    expect(textOf(card)).toContain('ربات از گروه مشتری حذف شده است')
    const answer = await desk.answer(topic, 'کجایید؟')
    expect(textOf(desk.inStaff(topic).at(-1))).toContain(
      '⏳ این پیام هنوز به مشتری نرسیده است: ربات از گروه مشتری حذف شده است',
    )
    desk.group.add(desk.bot, { by: desk.ali })
    await desk.settle()
    await desk.pass(3_000)
    expect(desk.inGroup().map(textOf).join()).toContain('کجایید؟')
    expect(textOf(card)).not.toContain('حذف شده است')
    expect(reactionsOf(answer)).toEqual(['👍'])
  })

  test('that only a call finds gone is suspended then', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    desk.tg.fail({ method: 'sendMessage', chat: desk.group, error: 'kicked-from-supergroup' })
    await desk.answer(topic, 'سلام')
    expect(textOf(desk.inStaff(topic)[0])).toContain('ربات از گروه مشتری حذف شده است')
    const { body } = await desk.panel.call<{ items: { state: string }[] }>('GET', '/api/v1/telegram-groups')
    expect(JSON.stringify(body)).toContain('suspended')
  })

  test('that became a supergroup is followed, even where only a call says so', async () => {
    const desk = await startDesk({ groupKind: 'group' })
    const { topic } = await desk.open()
    const after = desk.group.migrate()
    await desk.answer(topic, 'هنوز اینجا؟')
    await desk.pass(3_000)
    const said = after.messages().filter((message) => message.from.id === desk.bot.id)
    expect(said.map(textOf).join('\n')).toContain('هنوز اینجا؟')
    expect(said.map(textOf).join('\n')).toContain('KT-1 · سرور قطع است')
  })

  test('that is another organization’s now hears nothing of the ticket', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const welcome = desk.inGroup().find(({ buttonTexts }) => buttonTexts.includes('قطع اتصال گروه'))
    if (!welcome) throw new Error('no welcome')
    await desk.ali.in(desk.group).press(welcome, 'قطع اتصال گروه').answer()
    await desk.settle()
    await desk.ali.in(desk.group).press(welcome, 'تأیید').answer()
    await desk.settle()
    const before = desk.inGroup().length
    await desk.answer(topic, 'محرمانه')
    expect(desk.inGroup()).toHaveLength(before)
    expect(textOf(desk.inStaff(topic).at(-1))).toContain('گروه مشتری دیگر به این سازمان متصل نیست')
  })
})

test('a file that Telegram lost does not hold up a customer’s words', async () => {
  const desk = await startDesk()
  const { card, topic } = await desk.open()
  desk.tg.fail({
    method: 'sendPhoto',
    chat: desk.staff,
    error: {
      kind: 'error',
      code: 400,
      description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
    },
  })
  desk.ali.in(desk.group).photo({ caption: 'این خطا', replyTo: card })
  await desk.settle()
  expect(textOf(desk.inStaff(topic).at(-1))).toBe(
    'علی رضایی\nاین خطا\n⚠️ پیوست photo.jpg دیگر در تلگرام در دسترس نیست.',
  )
})

test('a message from the panel is read in both rooms', async () => {
  const desk = await startDesk()
  const { card, topic } = await desk.open()
  await desk.panel.call('POST', '/api/v1/tickets/KT-1/messages', { text: 'از پنل می‌نویسم' })
  await desk.settle()
  expect(textOf(desk.inStaff(topic).at(-1))).toBe('علی رضایی (از پنل)\nاز پنل می‌نویسم')
  expect(textOf(desk.inGroup().at(-1))).toBe('علی رضایی (از پنل) · KT-1\nاز پنل می‌نویسم')
  expect(desk.inGroup().at(-1)?.replyTo).toBe(card.id)
})

test.each(['not-a-member', 'no-write-access', 'bad-gateway'] as const)(
  'a staff group that says %s loses nothing: it is tried again',
  async (error) => {
    const desk = await startDesk()
    const { card, topic } = await desk.open()
    desk.tg.fail({ chat: desk.staff, times: 3, error })
    desk.ali.in(desk.group).reply(card, 'کسی هست؟')
    await desk.settle()
    for (let tries = 0; tries < 4; tries++) await desk.pass(10_000)
    expect(textOf(desk.inStaff(topic).at(-1))).toBe('علی رضایی\nکسی هست؟')
  },
)

test('a group where the bot is deaf is told to reply to it', async () => {
  const deaf = await startDesk({ groupAdmin: false, privacy: true })
  expect(textOf(deaf.inGroup()[0])).toContain('همهٔ پیام‌ها را نمی‌بیند')
  const hearing = await startDesk({ groupAdmin: true })
  expect(textOf(hearing.inGroup()[0])).not.toContain('همهٔ پیام‌ها را نمی‌بیند')
})

test('hostile names and titles arrive as they are, in every place', async () => {
  const desk = await startDesk()
  const title = '<3 _i*[x](y) </b> & {title} 👨‍👩‍👧‍👦'
  desk.ali.change({ firstName: '\u202E<b>*_علی_*', lastName: '\u2069\u2069' })
  const { card, topic } = await desk.open({ title })
  expect(card.text).toContain(title)
  expect(desk.staff.topic(topic).name).toBe(`KT-1 · ${title}`)
  desk.ali.in(desk.group).reply(card, '```\u202Ex <a href="y">')
  await desk.settle()
  expect(desk.inStaff(topic).at(-1)?.text).toBe('<b>*_علی_*\n```\u202Ex <a href="y">')
})
