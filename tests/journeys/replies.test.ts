import { describe, expect, it } from 'vitest'
import type { Message } from '../../sandbox/index.ts'
import { formOf } from '../_support/form.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  botSays,
  elsewhere,
  inTopic,
  lastSaid,
  must,
  openTicket,
  topicId,
} from './_story.ts'

const texts = async (world: World) => (await apiOf(world.panel).messages()).map(({ text }) => text)

/** The bot's newest message in the ticket's topic. */
const lastInTopic = (world: World): Message =>
  must(
    world.staff
      .messages(topicId(world))
      .findLast(({ from, service }) => from.id === world.bot.id && !service),
  )

describe('a reply', () => {
  it('shows on the other side as a reply to what it answers there, in both rooms', async () => {
    const world = await startWorld()
    const card = await openTicket(world)
    const at = world.ali.in(world.group)
    const question = at.reply(card, 'کدام سرور؟')
    await world.settle()
    const questionCopy = lastInTopic(world)
    const topic = world.maryam.in(world.staff, topicId(world))
    const answer = topic.reply(questionCopy, 'سرور دوم')
    await world.settle()
    const answerCopy = lastSaid(world)
    expect(answerCopy.replyTo).toBe(question.id)
    at.reply(answerCopy, 'ممنون')
    await world.settle()
    expect(lastInTopic(world).replyTo).toBe(answer.id)
    topic.reply(lastInTopic(world), 'خواهش می‌کنم')
    topic.send('کار دیگری هست؟')
    await world.settle()
    expect(lastSaid(world).replyTo).toBe(card.id)
  })

  it('to what the other side does not see any more goes out all the same', async () => {
    const world = await startWorld()
    const card = await openTicket(world)
    const at = world.ali.in(world.group)
    const question = at.reply(card, 'کدام سرور؟')
    await world.settle()
    at.delete(question)
    world.maryam.in(world.staff, topicId(world)).reply(lastInTopic(world), 'سرور دوم')
    await world.settle()
    expect(read(lastSaid(world).text)).toContain('سرور دوم')
  })
})

describe('what is quoted', () => {
  it('goes along with the words, of a part that was chosen and of another chat, both ways', async () => {
    const world = await startWorld()
    const card = await openTicket(world)
    const there = world.ali.in(elsewhere(world))
    const at = world.ali.in(world.group)
    at.send('همین', { replyTo: card, quote: 'سرور قطع است' })
    await world.settle()
    await answerTicket(world, 'دیدم')
    const copy = lastSaid(world)
    at.send('این بخش', { replyTo: copy, quote: 'دیدم' })
    await world.settle()
    const expected = ['«سرور قطع است»\nهمین', 'دیدم', '«دیدم»\nاین بخش']
    expect(await texts(world)).toEqual(expected)
    const shown = lastInTopic(world)
    expect(shown.text).toContain('«دیدم»\nاین بخش')
    const mark = must(shown.entities.find(({ type }) => type === 'blockquote'))
    expect(shown.text.slice(mark.offset, mark.offset + mark.length)).toBe('«دیدم»')

    const topic = world.maryam.in(world.staff, topicId(world))
    const said = topic.send('از گروه دیگر', { replyTo: there.send('پیام آنجا') })
    topic.send('// یادداشت', { replyTo: there.document({ name: 'گزارش.pdf' }) })
    await world.settle()
    expect(read(lastSaid(world).text)).toContain('«پیام آنجا»\nاز گروه دیگر')
    topic.edit(said, 'ویرایش')
    await world.settle()
    expect((await texts(world)).at(-1)).toBe('«پیام آنجا»\nویرایش')
    expect(
      botSays(world)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('یادداشت')
  })

  it('is said once for an album', async () => {
    const world = await startWorld()
    const card = await openTicket(world)
    const at = world.ali.in(world.group)
    const [first] = at.album([{ caption: 'یک' }, { caption: 'دو' }], { replyTo: card, quote: 'سرور' })
    await world.settle()
    expect(await texts(world)).toEqual(['«سرور»\nیک\nدو'])
    at.edit(must(first), 'یکم')
    await world.settle()
    expect(await texts(world)).toEqual(['«سرور»\nیکم\nدو'])
  })

  it('begins the form: a chosen part, or a file of another chat', async () => {
    const world = await startWorld({ groupAdmin: true })
    const there = elsewhere(world)
    const command = `/create_ticket@${world.bot.username}`
    const report = world.ali.in(there).photo({ caption: 'خطا در صفحه' })
    const form = formOf(world, world.ali)
    form.at.send(command, { replyTo: report })
    await form.answer('از گروه دیگر')
    await form.press('فوری')
    await form.press('فنی')
    await form.press('ادامه')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      description: 'خطا در صفحه',
      attachments: [{ name: 'photo.jpg' }],
    })
    const long = world.sara.in(world.group).send('سلام. پرداخت نشد. ممنون')
    form.at.send(command, { replyTo: long, quote: 'پرداخت نشد' })
    await form.answer('بخشی')
    await form.press('فوری')
    await form.press('مالی')
    await form.press('بدون پیوست')
    await form.press('ارسال')
    expect((await apiOf(world.panel).ticket('KT-2')).description).toBe('پرداخت نشد')
  })
})

describe('a closed topic', () => {
  it('of the customer: what the staff say goes to the group itself, where it can be answered', async () => {
    const world = await startWorld({ groupKind: 'forum' })
    const topic = world.group.createTopic(world.ali, 'پشتیبانی')
    await openTicket(world, { thread: topic })
    world.ali.in(world.group, topic).reply(must(world.group.messages(topic).at(-1)), 'سؤال')
    await world.settle()
    world.group.closeTopic(world.ali, topic)
    world.maryam.in(world.staff, topicId(world)).reply(lastInTopic(world), 'جواب')
    await world.settle()
    const copy = lastSaid(world)
    expect([read(copy.text), copy.threadId]).toEqual(['💬 پاسخ پشتیبانی به KT-1\nجواب', undefined])
    world.ali.in(world.group).reply(copy, 'رسید')
    await world.settle()
    expect(await texts(world)).toEqual(['سؤال', 'جواب', 'رسید'])
    expect(inTopic(world).join()).not.toContain('نرسید')
  })

  it.each([
    ['/take KT-99', 'چنین تیکتی پیدا نشد.'],
    ['/queue', 'تیکت'],
    ['/take', 'KT-1'],
  ])('of the staff: %s is answered in the group itself, by name', async (command, words) => {
    const world = await startWorld({ staffKind: 'forum' })
    await openTicket(world)
    const topic = topicId(world)
    world.staff.closeTopic(world.maryam, topic)
    await world.settle()
    const sent = world.maryam.in(world.staff, topic).send(command)
    await world.settle()
    const answer = must(
      world.staff.messages().findLast(({ from, service }) => from.id === world.bot.id && !service),
    )
    expect(answer.threadId).toBeUndefined()
    expect(read(answer.text)).toMatch(/^مریم\n/)
    expect(read(answer.text)).toContain(words)
    expect(answer.entities[0]).toMatchObject({ type: 'text_mention', offset: 0, length: 4 })
    expect(sent.deleted).toBe(false)
  })

  it('of the staff, with General closed as well: the answer comes in private, or not at all', async () => {
    const world = await startWorld()
    await openTicket(world)
    const topic = topicId(world)
    world.maryam.start(world.bot)
    world.staff.promote(world.omid)
    await world.settle()
    world.staff.closeTopic(world.maryam, topic)
    world.tg.fail({ method: 'sendMessage', chat: world.staff, times: 2, error: 'topic-closed' })
    world.maryam.in(world.staff, topic).send('/take KT-99')
    await world.settle()
    expect(must(world.maryam.chat(world.bot).messages().at(-1)).text).toBe('چنین تیکتی پیدا نشد.')
    world.tg.fail({ method: 'sendMessage', chat: world.staff, times: 2, error: 'topic-closed' })
    world.omid.in(world.staff, topic).send('/take KT-98')
    await world.settle()
    world.maryam.in(world.staff).send('/take KT-97')
    await world.settle()
    expect(world.staff.messages().at(-1)?.text).toBe('چنین تیکتی پیدا نشد.')
  })

  it('asks nothing: an agent who wants to write a note hears why, once', async () => {
    const logs: string[] = []
    const world = await startWorld({ logTo: logs })
    await openTicket(world)
    const topic = topicId(world)
    world.staff.closeTopic(world.maryam, topic)
    world.maryam.in(world.staff, topic).send('/note')
    await world.settle()
    const told = world.staff.messages().filter(({ text }) => text.includes('بسته است'))
    expect(told).toHaveLength(1)
    expect(logs.join()).not.toContain('set aside')
  })
})

describe('a chat that takes no files', () => {
  it('gets the words, and the name of each file', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.group.forbidMedia()
    const topic = world.maryam.in(world.staff, topicId(world))
    topic.document({ name: 'راهنما.pdf', caption: 'این را ببینید' })
    topic.album([
      { kind: 'document', name: 'یک.pdf' },
      { kind: 'document', name: 'دو.pdf' },
    ])
    world.maryam.in(world.staff, topicId(world)).sticker()
    await world.settle()
    world.advance(2_000)
    await world.settle()
    const said = botSays(world).map(({ text }) => read(text))
    expect(said.find((text) => text.includes('این را ببینید'))).toBe(
      '💬 پاسخ پشتیبانی به KT-1\nاین را ببینید\n⚠️ پیوست راهنما.pdf فرستاده نشد: این گروه اجازهٔ فرستادن فایل نمی‌دهد.',
    )
    for (const name of ['یک.pdf', 'دو.pdf', 'sticker.webp'])
      expect(said.join()).toContain(`پیوست ${name} فرستاده نشد`)
    expect((await apiOf(world.panel).messages()).map(({ delivery }) => delivery.state)).toEqual([
      'sent',
      'sent',
      'sent',
    ])
    const told = inTopic(world).filter((text) => text.includes('اجازهٔ فرستادن فایل نمی‌دهد؛'))
    expect(told).toHaveLength(3)
    world.group.forbidMedia(false)
    topic.photo({ caption: 'حالا' })
    await world.settle()
    expect(lastSaid(world).media).toBe('photo')
  })

  it('that takes no words either leaves the answer undelivered, and its author hears so', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.group.restrict(world.bot)
    world.maryam.in(world.staff, topicId(world)).photo({ caption: 'نمی‌رسد' })
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('به مشتری نرسید')
  })
})
