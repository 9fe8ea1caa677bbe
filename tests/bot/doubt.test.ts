import { describe, expect, test } from 'vitest'
import { reactionsOf, startDesk, textOf } from './_desk.ts'

/** Telegram carries a call out, and its answer is lost. */
const LOST = 'reset-after'

async function start(options: Parameters<typeof startDesk>[0] = {}) {
  const desk = await startDesk(options)
  const { tg, staff } = desk
  const probeTopic = () => staff.topics().find(({ name }) => name === 'بررسی ارسال پیام‌ها (خودکار)')
  return {
    ...desk,
    probeTopic,
    /** What lies in the topic where messages are read back, apart from the news of it. */
    copies: () => staff.messages(probeTopic()?.id ?? 0).filter(({ service }) => service === undefined),
    lose(method: string, chat: { id: number }, error: 'reset-after' | 'reset-before' = LOST) {
      tg.fail({ method, chat, times: 1, error })
    },
    /** Everything that waits for another attempt gets it. */
    async recover() {
      for (let round = 0; round < 4; round++) {
        await tg.settled()
        await desk.pass(10_000)
      }
      tg.assertClean()
    },
  }
}

describe('where an answer of Telegram is lost, nobody reads twice', () => {
  test('an agent’s answer: it is found, linked and marked as sent', async () => {
    const desk = await start()
    const { topic } = await desk.open()
    desk.lose('sendMessage', desk.group)
    const answer = await desk.answer(topic, 'بررسی می‌کنیم.')
    expect(reactionsOf(answer)).toEqual([])
    await desk.recover()
    const shown = desk.inGroup().filter((message) => textOf(message).includes('بررسی می‌کنیم.'))
    expect(shown).toHaveLength(1)
    expect(reactionsOf(answer)).toHaveLength(1)
    expect(desk.bot.callsTo('forwardMessage', desk.staff).filter(({ error }) => !error)).toHaveLength(1)
    expect(desk.copies()).toEqual([])
    expect(desk.staff.topic(desk.probeTopic()?.id ?? 0).closed).toBe(true)

    const [copy] = shown
    if (!copy) throw new Error('The answer is missing.')
    desk.ali.in(desk.group).reply(copy, 'ممنون')
    await desk.settle()
    expect(textOf(desk.inStaff(topic).at(-1))).toContain('ممنون')
  })

  test('even where the topic in which it was read back is deleted meanwhile', async () => {
    const desk = await start()
    const { topic } = await desk.open()
    for (const text of ['یک', 'دو']) {
      desk.lose('sendMessage', desk.group)
      await desk.answer(topic, text)
      await desk.recover()
      desk.staff.deleteTopic(desk.probeTopic()?.id ?? 0)
    }
    const shown = desk.inGroup().map((message) => textOf(message).split('\n').at(-1))
    expect(shown.filter((text) => text === 'یک' || text === 'دو')).toEqual(['یک', 'دو'])
    expect(desk.bot.callsTo('createForumTopic', desk.staff)).toHaveLength(3)
  })

  test('even where the answer to the reading is lost too, and no copy stays', async () => {
    const desk = await start()
    const { topic } = await desk.open()
    desk.lose('sendMessage', desk.group)
    const isTaken = (method: string) =>
      method === 'forwardMessage' && !desk.staff.topic(desk.probeTopic()?.id ?? 0).closed
    desk.tg.fail({ method: isTaken, chat: desk.staff, times: 2, error: LOST })
    await desk.answer(topic, 'بررسی می‌کنیم.')
    await desk.recover()
    expect(desk.inGroup().filter((message) => textOf(message).includes('بررسی'))).toHaveLength(1)
    expect(desk.bot.callsTo('forwardMessage', desk.staff).filter(({ error }) => !error)).toHaveLength(3)
    expect(desk.copies()).toEqual([])
  })

  test('even where the bot is thrown out and let in again meanwhile', async () => {
    const desk = await start()
    const { topic } = await desk.open()
    desk.lose('sendMessage', desk.group)
    desk.tg.fail({ method: 'forwardMessage', chat: desk.staff, times: 1, error: 'kicked-from-group' })
    await desk.answer(topic, 'بررسی می‌کنیم.')
    await desk.recover()
    expect(desk.inGroup().filter((message) => textOf(message).includes('بررسی'))).toHaveLength(1)
  })

  test('a customer’s message, and what came after it keeps its order', async () => {
    const desk = await start()
    const { card, topic } = await desk.open()
    desk.lose('sendMessage', desk.staff)
    for (const text of ['یک', 'دو', 'سه']) desk.ali.in(desk.group).reply(card, text)
    await desk.settle()
    await desk.recover()
    const [, ...words] = desk.inStaff(topic).map((message) => textOf(message).split('\n').at(-1))
    expect(words).toEqual(['یک', 'دو', 'سه'])
  })

  test.each([1, 2])('the pages of a long answer, where the answer for page %i is lost', async (page) => {
    const desk = await start()
    const { topic } = await desk.open()
    let pages = 0
    desk.tg.fail({
      method: (name) => name === 'sendMessage' && ++pages === page,
      chat: desk.group,
      times: 1,
      error: LOST,
    })
    await desk.answer(topic, `${'کلمه '.repeat(815)}پایان`)
    await desk.recover()
    const shown = desk.inGroup().filter((message) => textOf(message).includes('کلمه'))
    expect(shown).toHaveLength(2)
    expect(textOf(shown[1])).toContain('پایان')
  })

  test.each([1, 2])(
    'a picture that %i more of its album join while nobody knows whether it was taken',
    async (more) => {
      const desk = await start()
      const { card, topic } = await desk.open()
      const at = desk.ali.in(desk.group)
      desk.lose('sendPhoto', desk.staff)
      at.album([{ caption: 'عکس' }], { replyTo: card, mediaGroupId: '77' })
      await desk.settle()
      await desk.pass(2_000)
      at.album(
        Array.from({ length: more }, () => ({})),
        { replyTo: card, mediaGroupId: '77' },
      )
      await desk.settle()
      await desk.recover()
      expect(desk.inStaff(topic).filter(({ media }) => media === 'photo')).toHaveLength(1 + more)
    },
  )

  test('a picture, a document and an album, by the files’ own ids', async () => {
    const desk = await start()
    const { card, topic } = await desk.open()
    const at = desk.ali.in(desk.group)
    const bytes = new TextEncoder().encode('log')
    for (const method of ['sendPhoto', 'sendDocument', 'sendMediaGroup']) desk.lose(method, desk.staff)
    at.photo({ replyTo: card })
    await desk.settle()
    await desk.recover()
    at.document({ bytes, name: 'error.txt', mime: 'text/plain', caption: 'گزارش', replyTo: card })
    await desk.settle()
    await desk.recover()
    at.album([{ caption: 'عکس‌ها' }, {}, {}], { replyTo: card })
    await desk.settle()
    await desk.recover()
    expect(desk.inStaff(topic).map(({ media }) => media)).toEqual([
      undefined,
      'photo',
      'document',
      'photo',
      'photo',
      'photo',
    ])
  })

  test.each(['text', 'photo'] as const)(
    'a message (%s) that its author has edited meanwhile',
    async (kind) => {
      const desk = await start()
      const { card, topic } = await desk.open()
      const at = desk.ali.in(desk.group)
      desk.lose(kind === 'text' ? 'sendMessage' : 'sendPhoto', desk.staff)
      const message =
        kind === 'text' ? at.reply(card, 'سرور خراب') : at.photo({ caption: 'سرور خراب', replyTo: card })
      await desk.settle()
      at.edit(message, 'سرور خراب است')
      await desk.settle()
      await desk.recover()
      expect(desk.inStaff(topic).slice(1).map(textOf)).toEqual(['علی رضایی\nسرور خراب است'])
    },
  )

  test('a card whose ticket has changed meanwhile: it is found, and brought up to date', async () => {
    const desk = await start()
    desk.lose('sendMessage', desk.staff)
    const { topic } = await desk.open({ title: 'سرور' })
    await desk.panel.call('POST', '/api/v1/tickets/KT-1/close')
    await desk.settle()
    await desk.recover()
    const cards = desk.inStaff(topic).filter((message) => textOf(message).includes('وضعیت:'))
    expect(cards).toHaveLength(1)
    expect(textOf(cards[0])).toContain('وضعیت: بسته')
  })

  test('a topic: its own news tells of it', async () => {
    const desk = await start()
    desk.lose('createForumTopic', desk.staff)
    await desk.open({ title: 'سرور' })
    await desk.recover()
    const topics = desk.staff.topics().filter(({ name }) => name.startsWith('KT-1'))
    expect(topics).toHaveLength(1)
    expect(desk.inStaff(topics[0]?.id ?? 0)).toHaveLength(1)
  })
})

describe('what was in doubt is sent', () => {
  test('where Telegram had not taken it', async () => {
    const desk = await start()
    const { topic } = await desk.open()
    desk.lose('sendMessage', desk.group, 'reset-before')
    const answer = await desk.answer(topic, 'بررسی می‌کنیم.')
    await desk.recover()
    expect(desk.inGroup().filter((message) => textOf(message).includes('بررسی'))).toHaveLength(1)
    expect(reactionsOf(answer)).toHaveLength(1)
  })

  test('where what looks like it is a copy that is just being read', async () => {
    const desk = await start()
    desk.lose('sendMessage', desk.group)
    desk.lose('sendMessage', desk.staff, 'reset-before')
    const ticket = { title: 'سرور', description: 'قطع است', priority: 'normal', category: 'technical' }
    await desk.panel.call('POST', '/api/v1/tickets', ticket)
    await desk.settle()
    await desk.recover()
    const topic = desk.staff.topics().find(({ name }) => name.startsWith('KT-1'))?.id
    const cards = [...desk.inStaff(topic), ...desk.inGroup()].filter((message) =>
      textOf(message).includes('وضعیت:'),
    )
    expect(cards).toHaveLength(2)
  })

  test('where what looks like it is an older message, or was written by somebody else', async () => {
    const desk = await start()
    const { topic } = await desk.open()
    await desk.answer(topic, 'بررسی می‌کنیم.')
    const old = desk.inGroup().at(-1)
    desk.ali.in(desk.group).send(old?.text ?? '')
    await desk.settle()
    desk.lose('sendMessage', desk.group, 'reset-before')
    await desk.answer(topic, 'بررسی می‌کنیم.')
    await desk.recover()
    const shown = desk.inGroup().filter((message) => textOf(message).includes('بررسی'))
    expect(shown).toHaveLength(2)
  })

  test.each([
    ['its chat is protected', {}, (desk: Awaited<ReturnType<typeof start>>) => desk.group.protect()],
    ['the staff group has no topics', { staffKind: 'supergroup' as const }, () => {}],
    [
      'the bot may not make topics',
      {},
      ({ staff, bot, maryam }: Awaited<ReturnType<typeof start>>) => staff.demote(bot, { by: maryam }),
    ],
  ])('where %s', async (_name, options, hinder) => {
    const desk = await start(options)
    await desk.open()
    const topic = desk.staff.topics().find(({ name }) => name.startsWith('KT-1'))?.id
    hinder(desk)
    desk.lose('sendMessage', desk.group)
    const at = topic === undefined ? desk.maryam.in(desk.staff) : desk.maryam.in(desk.staff, topic)
    const card = desk.inStaff(topic).find((message) => textOf(message).includes('وضعیت:'))
    if (!card) throw new Error('no card')
    at.reply(card, 'بررسی می‌کنیم.')
    await desk.settle()
    await desk.recover()
    expect(desk.inGroup().filter((message) => textOf(message).includes('بررسی'))).toHaveLength(2)
    expect(desk.copies()).toEqual([])
  })
})
