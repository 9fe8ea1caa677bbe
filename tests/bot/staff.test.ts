import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandIn, noteIn } from '../../bot/staff/note.ts'
import { reactionsOf, startDesk, textOf } from './_desk.ts'

const BOT = 'KubitSupportBot'

describe('a note', () => {
  test.each([
    ['//secret', 'secret'],
    ['// secret', 'secret'],
    ['  //  secret', 'secret'],
    ['/note secret', 'secret'],
    ['/NOTE@kubitsupportbot\nsecret', 'secret'],
    ['/note', ''],
    ['/notes secret', null],
    ['/note@OtherBot secret', null],
    ['see // this', null],
  ])('%j is %j', (text, note) => {
    expect(noteIn({ text, entities: [] }, BOT)?.text ?? null).toBe(note)
  })

  test('keeps its formatting in place', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (text, offset, length) => {
        const written = `// ${text}`
        const note = noteIn({ text: written, entities: [{ type: 'bold', offset, length }] }, BOT)
        const [bold] = note?.entities ?? []
        const before = written.slice(offset, offset + length)
        if (bold && note)
          expect(before.endsWith(note.text.slice(bold.offset, bold.offset + bold.length))).toBe(true)
      }),
    )
  })

  test.each([
    ['/nte secret', 'ours'],
    ['/close@KubitSupportBot', 'ours'],
    ['/x@other_bot', 'another'],
    ['/etc/hosts is wrong', null],
    ['a /close b', null],
  ] as const)('%j is a command of %s', (text, whose) => {
    expect(commandIn(text, BOT)).toBe(whose)
  })
})

describe('what never leaves', () => {
  test.each(['// رمز: ۱۲۳', '//رمز', '/note رمز', `/note@${BOT} رمز`, '/nte رمز', '/noet@other_bot رمز'])(
    '%s',
    async (text) => {
      const desk = await startDesk()
      const { topic } = await desk.open()
      const before = desk.inGroup().length
      await desk.answer(topic, text)
      await desk.pass(2_000)
      expect(desk.inGroup()).toHaveLength(before)
      expect(await desk.status()).toBe('awaiting_response')
      const { body } = await desk.panel.call('GET', '/api/v1/tickets/KT-1/messages')
      expect(JSON.stringify(body)).not.toContain('رمز')
    },
  )

  test('an album that begins as a note', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const before = desk.inGroup().length
    desk.maryam.in(desk.staff, topic).album([{ caption: '// فقط خودمان' }, {}, {}])
    await desk.settle()
    await desk.pass(5_000)
    expect(desk.inGroup()).toHaveLength(before)
  })

  test('a note written by its button, in the reply box that opens for that agent', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const [card] = desk.inStaff(topic)
    if (!card) throw new Error('no card')
    const before = desk.inGroup().length
    await desk.maryam.in(desk.staff, topic).press(card, 'یادداشت').answer()
    await desk.settle()
    expect(desk.omid.forceReplyIn(desk.staff)).toBeUndefined()
    expect(textOf(desk.maryam.forceReplyIn(desk.staff))).toContain('یادداشت KT-1')
    const note = desk.maryam.in(desk.staff, topic).fillReplyBox('بدهکار است')
    await desk.settle()
    expect(reactionsOf(note)).toEqual(['✍'])
    expect(desk.inGroup()).toHaveLength(before)
  })

  test('an answer that is made into a note afterwards', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const answer = await desk.answer(topic, 'بررسی می‌شود')
    const copy = desk.inGroup().at(-1)
    desk.maryam.in(desk.staff, topic).edit(answer, '// این مشتری همیشه شکایت می‌کند')
    await desk.settle()
    expect(textOf(copy)).toContain('بررسی می‌شود')
    expect(textOf(desk.inStaff(topic).at(-1))).toContain('یادداشت نمی‌شود')
  })

  test('a note that is edited, with or without its mark', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const note = await desk.answer(topic, '// یک')
    const before = desk.inGroup().length
    desk.maryam.in(desk.staff, topic).edit(note, 'دو')
    await desk.settle()
    expect(desk.inGroup()).toHaveLength(before)
  })

  test('what cannot be carried, which is said', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const before = desk.inGroup().length
    const place = desk.maryam.in(desk.staff, topic).location()
    await desk.settle()
    expect(desk.inGroup()).toHaveLength(before)
    expect(desk.inStaff(topic).at(-1)).toMatchObject({
      replyTo: place.id,
      text: expect.stringContaining('به مشتری نمی‌رسد'),
    })
  })

  test('small talk in General', async () => {
    const desk = await startDesk()
    await desk.open()
    const [group, staff] = [desk.inGroup().length, desk.inStaff(1).length]
    desk.maryam.in(desk.staff).send('ناهار؟')
    desk.maryam.in(desk.staff).location()
    await desk.settle()
    expect(desk.inGroup()).toHaveLength(group)
    expect(desk.inStaff(1)).toHaveLength(staff)
  })
})

describe('buttons', () => {
  test('two agents take at once: one has it, the other hears who', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const [card] = desk.inStaff(topic)
    if (!card) throw new Error('no card')
    const answers = await Promise.all(
      [desk.maryam, desk.omid].map((agent) => agent.in(desk.staff, topic).press(card, 'شروع بررسی').answer()),
    )
    expect(answers.filter(({ showAlert }) => !showAlert)).toHaveLength(1)
    expect(textOf({ text: answers.find(({ showAlert }) => showAlert)?.text } as never)).toMatch(
      /این تیکت را (مریم|امید) برداشته است/,
    )
  })

  test('a late close is told so', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    const [card] = desk.inStaff(topic)
    if (!card) throw new Error('no card')
    const at = desk.maryam.in(desk.staff, topic)
    await at.press(card, 'بستن تیکت').answer()
    await desk.settle()
    expect(await at.forge(card, 's:close:1').answer()).toEqual({
      text: 'این تیکت پیش از این بسته شده است.',
      showAlert: true,
    })
    expect(await at.forge(card, 's:take:99').answer()).toEqual({
      text: 'چنین تیکتی پیدا نشد.',
      showAlert: true,
    })
    expect(await at.forge(card, 's:whatever').answer()).toMatchObject({ showAlert: true })
  })

  test('and commands from anywhere else are refused and change nothing', async () => {
    const desk = await startDesk()
    const { card } = await desk.open()
    for (const data of ['s:take:1', 's:close:1', 's:queue:1', 's:note:1']) {
      expect(await desk.ali.in(desk.group).forge(card, data).answer()).toEqual({
        text: 'این کار فقط در گروه پشتیبانی ممکن است.',
        showAlert: true,
      })
    }
    for (const command of ['/take KT-1', '/close KT-1', '/queue', '/note x']) {
      desk.ali.in(desk.group).send(command.replace(' ', `@${BOT} `))
      await desk.settle()
    }
    expect(await desk.status()).toBe('awaiting_response')
    expect(
      desk.inGroup().filter((message) => textOf(message) === 'این کار فقط در گروه پشتیبانی ممکن است.').length,
    ).toBeGreaterThan(0)
  })
})

describe('commands', () => {
  test('/take and /close work in the topic, as a reply and with a number in any digits', async () => {
    const desk = await startDesk()
    const { topic } = await desk.open()
    await desk.answer(topic, '/take')
    expect(await desk.status()).toBe('in_progress')
    expect(textOf(desk.inStaff(topic).at(-1))).toBe('تیکت KT-1 را برداشتید.')
    desk.omid.in(desk.staff).send('/close kt-۱')
    await desk.settle()
    expect(await desk.status()).toBe('closed')
    desk.omid.in(desk.staff).send('/close ۱')
    await desk.settle()
    expect(textOf(desk.inStaff(1).at(-1))).toBe('این تیکت پیش از این بسته شده است.')
    desk.omid.in(desk.staff).send('/close')
    desk.omid.in(desk.staff).send('/take abc')
    await desk.settle()
    expect(desk.inStaff(1).slice(-2).map(textOf)).toEqual([
      expect.stringContaining('کدام تیکت؟'),
      expect.stringContaining('کدام تیکت؟'),
    ])
  })

  test('/queue lists whoever waits first, page by page, with a link to each topic', async () => {
    const desk = await startDesk()
    for (let n = 1; n <= 11; n++) {
      await desk.panel.call('POST', '/api/v1/tickets', {
        title: `شمارهٔ ${n}`,
        description: 'متن',
        priority: n === 7 ? 'high' : 'normal',
        category: 'technical',
      })
      await desk.pass(30_000)
    }
    desk.maryam.in(desk.staff).send('/take KT-7')
    desk.maryam.in(desk.staff).send('/close KT-2')
    await desk.settle()
    desk.maryam.in(desk.staff).send('/queue')
    await desk.settle()
    const queue = desk.inStaff(1).at(-1)
    if (!queue) throw new Error('no queue')
    expect(textOf(queue)).toContain('صف تیکت‌های باز: ۱۰')
    const refs = () => [...textOf(queue).matchAll(/KT-\d+/g)].map(([ref]) => ref)
    expect(refs()).toEqual(['KT-1', 'KT-3', 'KT-4', 'KT-5', 'KT-6', 'KT-8', 'KT-9', 'KT-10', 'KT-11', 'KT-7'])
    const place = desk.staff.topics().find(({ name }) => name.startsWith('KT-1 '))
    const id = String(desk.staff.id).replace('-100', '')
    expect(queue.entities).toContainEqual(
      expect.objectContaining({ type: 'text_link', url: `https://t.me/c/${id}/${place?.id}` }),
    )
    await desk.panel.call('POST', '/api/v1/tickets', {
      title: 'دوازدهم',
      description: 'متن',
      priority: 'low',
      category: 'sales',
    })
    await desk.settle()
    await desk.omid.in(desk.staff).forge(queue, 's:queue:2').answer()
    await desk.settle()
    expect(refs()).toEqual(['KT-7'])
    await desk.omid.in(desk.staff).press(queue, 'قبلی').answer()
    await desk.settle()
    expect(refs()).toHaveLength(10)
  })

  test('/help says how it all works', async () => {
    const desk = await startDesk()
    desk.maryam.in(desk.staff).send('/help')
    await desk.settle()
    expect(textOf(desk.inStaff(1).at(-1))).toContain('/queue')
  })
})

test('an anonymous admin answers in the group’s name', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  desk.staff.setAnonymous(desk.maryam, true)
  await desk.answer(topic, 'سلام')
  expect(textOf(desk.inGroup().at(-1))).toContain('سلام')
  expect(textOf(desk.inStaff(topic)[0])).toContain('مسئول: پشتیبان‌ها')
})

test('a topic closed or renamed by hand leaves the ticket as it is, and is put right with its next change', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  desk.staff.renameTopic(desk.omid, topic, 'بعداً')
  desk.staff.closeTopic(desk.omid, topic)
  await desk.settle()
  expect(await desk.status()).toBe('awaiting_response')
  const [card] = desk.inStaff(topic)
  if (!card) throw new Error('no card')
  await desk.omid.in(desk.staff, topic).press(card, 'شروع بررسی').answer()
  await desk.settle()
  expect(desk.staff.topic(topic)).toMatchObject({ name: 'KT-1 · سرور قطع است', closed: false })
})

test('an answer on a closed ticket reopens it for the customer', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  await desk.answer(topic, '/close')
  expect(desk.staff.topic(topic).closed).toBe(true)
  await desk.answer(topic, 'یک نکتهٔ دیگر')
  expect(await desk.status()).toBe('awaiting_customer')
  expect(desk.staff.topic(topic).closed).toBe(false)
  expect(desk.inGroup().map(textOf).join()).toContain('یک نکتهٔ دیگر')
})
