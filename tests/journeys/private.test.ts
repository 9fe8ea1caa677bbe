import { describe, expect, it } from 'vitest'
import type { Message, User } from '../../sandbox/index.ts'
import { dump } from '../_support/dump.ts'
import { callbacksOf } from '../_support/form.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  inTopic,
  must,
  openTicket,
  press,
  staffCard,
  testcoPanel,
  topicId,
} from './_story.ts'

const said = (world: World, who: User): Message[] =>
  who
    .chat(world.bot)
    .messages()
    .filter(({ from }) => from.id === world.bot.id)
const last = (world: World, who: User): Message => must(said(world, who).at(-1), 'an answer')

/** Ali is known to the panel with the mobile that he has on Telegram. */
const verified = async (world: World) => {
  await apiOf(world.panel).tickets()
  world.ali.start(world.bot)
  await world.settle()
  const asked = last(world, world.ali)
  world.ali.chat(world.bot).press(asked, 'ارسال شماره')
  await world.settle()
  return asked
}

const openInPrivate = async (world: World, who = world.ali): Promise<Message> => {
  const at = who.chat(world.bot)
  at.send('/create_ticket')
  await world.settle()
  at.fillReplyBox('از خصوصی')
  await world.settle()
  at.send('شرح از خصوصی')
  await world.settle()
  const menu = must(
    said(world, who).findLast((message) => callbacksOf(message).some((data) => data.startsWith('f:'))),
  )
  for (const button of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
    await at.press(menu, button).answer()
    await world.settle()
  }
  return menu
}

describe('in a private chat', () => {
  it('/forget_me leaves nothing of the chat, which has its person’s ID', async () => {
    const world = await startWorld()
    const { ali, bot, config } = world
    await verified(world)
    const card = await openInPrivate(world)
    const at = ali.chat(bot)
    at.album([{ caption: 'دو عکس' }, {}], { replyTo: card })
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ attachments }) => attachments.length)).toEqual([2])
    expect(await dump(config.database)).toContain(`form:${ali.id}:`)
    expect(await dump(config.database)).toContain(`album:${ali.id}:`)

    at.send('/forget_me')
    await world.settle()
    await at.press(last(world, ali), 'حذف اطلاعات من').answer()
    await world.settle()
    expect(await dump(config.database)).not.toContain(String(ali.id))
  })

  it('/start explains and asks for the number; until then nothing can be opened', async () => {
    const world = await startWorld()
    const { ali, bot } = world
    ali.start(bot)
    await world.settle()
    expect(last(world, ali).text).toContain('شمارهٔ موبایل')
    expect(last(world, ali).buttons).toEqual([
      [expect.objectContaining({ text: 'ارسال شماره', request_contact: true })],
    ])
    for (const text of ['/create_ticket', '/tickets', 'سلام']) {
      ali.chat(bot).send(text)
      await world.settle()
      expect(read(last(world, ali).text), text).toContain('هنوز سازمان شما را نمی‌شناسیم')
    }
  })

  it('takes only one’s own number', async () => {
    const world = await startWorld()
    const { ali, sara, bot } = world
    await apiOf(world.panel).tickets()
    sara.start(bot)
    sara.chat(bot).contact({ user: ali })
    await world.settle()
    expect(last(world, sara).text).toContain('فقط شمارهٔ خودتان')
    sara.chat(bot).contact({ phone: '989121234567', firstName: 'علی' })
    await world.settle()
    expect(last(world, sara).text).toContain('فقط شمارهٔ خودتان')
    sara.chat(bot).send('/tickets')
    await world.settle()
    expect(read(last(world, sara).text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
  })

  it('a verified number leads to the organization; tickets are opened, listed and answered there', async () => {
    const world = await startWorld()
    const { ali, bot } = world
    await verified(world)
    expect(read(last(world, ali).text)).toContain('به سازمان testco وصل شدید')
    const card = await openInPrivate(world)
    expect(read(card.text)).toContain('تیکت KT-1 ثبت شد')
    expect(card.buttonTexts).toEqual(['پاسخ', 'بستن تیکت'])
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'از خصوصی',
      description: 'شرح از خصوصی',
      source: 'telegram',
    })

    await answerTicket(world, 'سلام از پشتیبانی')
    const answer = last(world, ali)
    expect(answer.text).toContain('سلام از پشتیبانی')
    expect(answer.replyTo).toBe(card.id)
    ali.chat(bot).reply(answer, 'با ریپلای')
    await world.settle()
    ali.chat(bot).send('بدون ریپلای')
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ text }) => text)).toEqual([
      'سلام از پشتیبانی',
      'با ریپلای',
      'بدون ریپلای',
    ])
    expect(inTopic(world).at(-1)).toContain('بدون ریپلای')

    ali.chat(bot).send('/tickets')
    await world.settle()
    const menu = last(world, ali)
    expect(read(menu.buttonTexts[0])).toBe('🟠 KT-1 · از خصوصی')
    await ali.chat(bot).press(menu, 0).answer()
    await world.settle()
    expect(menu.buttonTexts).toEqual(['پاسخ', 'بستن تیکت', 'بازگشت'])
    expect(said(world, ali).length).toBeGreaterThan(3)
    expect(world.group.messages().some(({ text }) => text.includes('از خصوصی'))).toBe(false)
  })

  it('a number that no panel knows still gets SMS, and no organization', async () => {
    const world = await startWorld()
    world.ali.change({ phone: '989350000000' })
    await verified(world)
    expect(last(world, world.ali).text).toContain('این شماره در پنل برای هیچ سازمانی ثبت نشده است')
    world.ali.chat(world.bot).send('/create_ticket')
    await world.settle()
    expect(read(last(world, world.ali).text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
  })

  it('what can’t be carried gets a sentence', async () => {
    const world = await startWorld()
    await verified(world)
    await openInPrivate(world)
    world.ali.chat(world.bot).location()
    await world.settle()
    expect(last(world, world.ali).text).toContain('این نوع پیام به پشتیبانی نمی‌رسد')
    expect(await apiOf(world.panel).messages()).toEqual([])
  })

  it('somebody who blocks the bot: the agent reads why, and it arrives when they unblock it', async () => {
    const world = await startWorld()
    const { ali, bot } = world
    await verified(world)
    await openInPrivate(world)
    ali.block(bot)
    await world.settle()
    const answer = await answerTicket(world, 'هستید؟')
    expect(inTopic(world).at(-1)).toContain('مشتری ربات را مسدود کرده است')
    expect(answer.reactions).toEqual([])
    expect((await apiOf(world.panel).messages()).at(-1)).toMatchObject({
      delivery: { state: 'failed', reason: 'blocked_by_user' },
    })
    ali.unblock(bot)
    await world.settle()
    expect(last(world, ali).text).toContain('هستید؟')
    expect(answer.reactions).toHaveLength(1)
    expect((await apiOf(world.panel).messages()).at(-1)).toMatchObject({ delivery: { state: 'sent' } })
  })
})

describe('SMS', () => {
  const statusesOf = (world: World) => world.sms.map(({ to, text }) => [to, text])

  it('reaches the creator of a panel ticket at each change that others made, in their language', async () => {
    const world = await startWorld()
    const { maryam, staff } = world
    const john = testcoPanel(world, { sub: 'u-2', name: 'John', mobile: '+98 935 111 2222', locale: 'en' })
    await apiOf(john).open('In English')
    await apiOf(world.panel).open('به فارسی')
    await world.settle()
    expect(world.sms).toEqual([])
    for (const number of [1, 2]) {
      await maryam.in(staff, topicId(world, number)).press(staffCard(world, number), 'شروع بررسی').answer()
      await world.settle()
    }
    await answerTicket(world, 'سلام', 1)
    await answerTicket(world, 'باز هم سلام', 1)
    await john.call('POST', '/api/v1/tickets/KT-1/close')
    await world.settle()
    expect(statusesOf(world)).toEqual([
      ['+989351112222', 'Kubit Support: KT-1 “In English”: In progress'],
      ['+989121234567', 'پشتیبانی کوبیت: تیکت KT-2 «به فارسی»: در حال انجام'],
      ['+989351112222', 'Kubit Support: KT-1 “In English”: Awaiting customer'],
    ])
    expect(new Set(world.sms.map(({ localId }) => localId)).size).toBe(3)
  })

  it('reaches a member who has verified their number, and nobody else', async () => {
    const world = await startWorld()
    const { ali, sara, bot } = world
    await verified(world)
    ali.chat(bot).send('/language')
    await world.settle()
    await ali.chat(bot).press(last(world, ali), 'English').answer()
    await world.settle()
    await openTicket(world, { who: sara, title: 'از سارا' })
    const form = await openTicket(world, { who: sara, title: 'باز از سارا' })
    expect(form.text).toContain('KT-2')
    await apiOf(world.panel).tickets()
    world.ali.in(world.group).send(`/create_ticket@${bot.username}`)
    await world.settle()
    const at = ali.in(world.group)
    at.fillReplyBox('From Ali')
    await world.settle()
    at.fillReplyBox('Description')
    await world.settle()
    const menu = must(world.group.messages().findLast(({ buttonTexts }) => buttonTexts.includes('• Normal')))
    for (const button of ['Urgent', 'Technical', 'No attachments', 'Submit'])
      await press(world, ali, menu, button)
    expect(read(menu.text)).toContain('Ticket KT-3 is registered')
    for (const number of [1, 2, 3]) await answerTicket(world, 'سلام', number)
    expect(statusesOf(world)).toEqual([
      ['+989121234567', 'Kubit Support: KT-3 “From Ali”: Awaiting customer'],
    ])
  })

  it('the verification is offered once, on the card, to those who have not done it', async () => {
    const world = await startWorld()
    const { ali, sara, bot } = world
    const card = await openTicket(world, { who: sara })
    expect(card.buttonTexts).toEqual(['پاسخ', 'بستن تیکت', 'تأیید شمارهٔ موبایل'])
    expect(sara.in(world.group).press(card, 'تأیید شمارهٔ موبایل')).toMatchObject({
      kind: 'url',
      opened: `https://t.me/${bot.username}?start=verify`,
    })
    expect((await openTicket(world, { who: sara })).buttonTexts).toEqual(['پاسخ', 'بستن تیکت'])
    sara.start(bot, 'verify')
    await world.settle()
    expect(last(world, sara).buttonTexts).toEqual(['ارسال شماره'])
    await verified(world)
    expect((await openTicket(world, { who: ali })).buttonTexts).toEqual(['پاسخ', 'بستن تیکت'])
  })
})
