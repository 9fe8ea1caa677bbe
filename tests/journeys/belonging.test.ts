import { describe, expect, it } from 'vitest'
import type { Message, User } from '../../sandbox/index.ts'
import { callbacksOf } from '../_support/form.ts'
import { TESTCO } from '../_support/panel.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import { answerTicket, apiOf, inTopic, must } from './_story.ts'

const OTHER = { id: 'abrarvan', name: 'ابر روان' }
const MOBILE = '09121234567'
const DAY_MS = 24 * 3_600_000

const said = (world: World, who: User = world.ali): Message[] =>
  who
    .chat(world.bot)
    .messages()
    .filter(({ from }) => from.id === world.bot.id)
const last = (world: World): Message => must(said(world).at(-1), 'an answer')
const write = async (world: World, text: string): Promise<Message> => {
  world.ali.chat(world.bot).send(text)
  await world.settle()
  return last(world)
}

/** Ali verifies his number; whoever has it in a panel was seen by a token before. */
const verify = async (world: World): Promise<void> => {
  world.ali.start(world.bot)
  await world.settle()
  world.ali.chat(world.bot).press(last(world), 'ارسال شماره')
  await world.settle()
}

const otherPanel = (world: World, user: { mobile?: string } = {}) =>
  world.panelFor({ sub: 'x-9', name: 'علی', mobile: MOBILE, org: OTHER, ...user })

const openTicket = async (world: World, title: string): Promise<Message> => {
  const at = world.ali.chat(world.bot)
  at.send('/create_ticket')
  await world.settle()
  at.fillReplyBox(title)
  await world.settle()
  at.send('شرح')
  await world.settle()
  const menu = must(
    said(world).findLast((message) => callbacksOf(message).some((data) => data.startsWith('f:'))),
  )
  for (const button of ['معمولی', 'فنی', 'بدون پیوست', 'ارسال']) {
    await at.press(menu, button).answer()
    await world.settle()
  }
  return menu
}

describe('who belongs to several organizations', () => {
  it('is asked once which one they mean, is remembered, and can change it in /start', async () => {
    const world = await startWorld()
    await apiOf(world.panel).tickets()
    await apiOf(otherPanel(world)).tickets()
    await verify(world)
    const question = last(world)
    expect(read(question.text)).toContain('شما عضو چند سازمان هستید')
    expect(question.buttonTexts.map(read)).toEqual(['testco', 'ابر روان'])
    for (const text of ['/tickets', '/create_ticket', 'سلام'])
      expect(read((await write(world, text)).text), text).toContain('شما عضو چند سازمان هستید')

    await world.ali.chat(world.bot).press(question, 'ابر روان').answer()
    await world.settle()
    expect(read(question.text)).toContain('از این پس برای سازمان ابر روان')
    await openTicket(world, 'در ابر روان')
    expect(await apiOf(otherPanel(world)).tickets()).toHaveLength(1)
    expect(await apiOf(world.panel).tickets()).toHaveLength(0)

    const start = await write(world, '/start')
    expect(read(start.text)).toContain('به پشتیبانی سازمان ابر روان خوش آمدید')
    expect(start.buttonTexts.map(read)).toEqual(['testco', '• ابر روان'])
    await world.ali.chat(world.bot).press(start, 'testco').answer()
    await world.settle()
    expect(read((await write(world, '/tickets')).text)).not.toContain('ابر روان')
    await openTicket(world, 'در تست‌کو')
    expect((await apiOf(world.panel).tickets()).map(({ title }) => title)).toEqual(['در تست‌کو'])
  })

  it('answers a ticket of either, whichever they mean now', async () => {
    const world = await startWorld()
    await apiOf(world.panel).tickets()
    await verify(world)
    const card = await openTicket(world, 'در تست‌کو')
    await apiOf(otherPanel(world)).tickets()
    const start = await write(world, '/start')
    await world.ali.chat(world.bot).press(start, 'ابر روان').answer()
    await world.settle()
    world.ali.chat(world.bot).reply(card, 'پاسخ به همان تیکت')
    await world.settle()
    expect((await apiOf(world.panel).messages()).map(({ text }) => text)).toEqual(['پاسخ به همان تیکت'])
    await answerTicket(world, 'از پشتیبانی')
    expect(last(world).text).toContain('از پشتیبانی')
    // A message that is no reply is meant for the organization that is chosen.
    expect(read((await write(world, 'بی‌ریپلای')).text)).toContain('به پیام آن پاسخ (Reply) دهید')
    await world.ali.chat(world.bot).press(card, 'بستن تیکت').answer()
    await world.settle()
    await world.ali.chat(world.bot).press(card, 'تأیید').answer()
    await world.settle()
    expect((await apiOf(world.panel).ticket()).status).toBe('closed')
  })

  it('sends a form to the organization it was begun for', async () => {
    const world = await startWorld()
    await apiOf(world.panel).tickets()
    await apiOf(otherPanel(world)).tickets()
    await verify(world)
    await world.ali.chat(world.bot).press(last(world), 'testco').answer()
    await world.settle()
    const start = await write(world, '/start')
    const at = world.ali.chat(world.bot)
    at.send('/create_ticket')
    await world.settle()
    at.fillReplyBox('عنوان')
    await world.settle()
    at.send('شرح')
    await world.settle()
    const menu = must(
      said(world).findLast((message) => callbacksOf(message).some((data) => data.startsWith('f:'))),
    )
    await at.press(start, 'ابر روان').answer()
    await world.settle()
    for (const button of ['معمولی', 'فنی', 'بدون پیوست', 'ارسال']) {
      await at.press(menu, button).answer()
      await world.settle()
    }
    expect(await apiOf(world.panel).tickets()).toHaveLength(1)
    expect(await apiOf(otherPanel(world)).tickets()).toHaveLength(0)
  })

  it('need not choose where the panels write the number differently but only one has it', async () => {
    const world = await startWorld()
    await apiOf(
      world.panelFor({ sub: 'u-1', name: 'علی', mobile: '+98(0)912 123 4567', org: TESTCO }),
    ).tickets()
    await apiOf(otherPanel(world, { mobile: '۰۰۹۸۰۹۳۵۱۱۱۲۲۲۲' })).tickets()
    await verify(world)
    expect(read(last(world).text)).toContain('به سازمان testco وصل شدید')
  })
})

describe('who has left', () => {
  const leave = async (world: World): Promise<void> => {
    const admin = world.panelFor({ sub: 'boss', name: 'مدیر', org: TESTCO })
    expect((await admin.call('DELETE', '/api/v1/members/u-1')).status).toBe(204)
  }

  it('reads, writes, edits and closes nothing more in their private chat, and is sent nothing', async () => {
    const world = await startWorld()
    await apiOf(world.panel).tickets()
    await verify(world)
    const card = await openTicket(world, 'پیش از رفتن')
    const at = world.ali.chat(world.bot)
    const sent = at.send('پیام نخست')
    await world.settle()
    await write(world, '/tickets')
    const list = last(world)
    world.advance(1000)
    await leave(world)

    expect(read((await write(world, '/tickets')).text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
    expect(read((await write(world, '/create_ticket')).text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
    at.reply(card, 'هنوز اینجا هستم')
    await world.settle()
    expect(read(last(world).text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
    at.edit(sent, 'متن دیگر')
    await world.settle()
    for (const [message, button] of [
      [card, 'بستن تیکت'],
      [list, 0],
    ] as const) {
      const shown = await at.press(message, button).answer()
      expect(read(shown.text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
      await world.settle()
    }
    const before = said(world).length
    await answerTicket(world, 'محرمانهٔ سازمان')
    expect(said(world)).toHaveLength(before)
    expect(inTopic(world).at(-1)).toContain('نویسندهٔ تیکت دیگر عضو این سازمان نیست')
    expect(world.sms.at(-1)?.text ?? '').not.toContain('KT-2')

    world.advance(1000)
    const api = apiOf(world.panel)
    expect((await api.messages()).map(({ text }) => text)).toEqual(['پیام نخست', 'محرمانهٔ سازمان'])
    expect((await api.ticket()).status).toBe('awaiting_customer')
    // The panel has let them in again.
    expect(read((await write(world, '/tickets')).text)).toContain('testco')
  })

  it('gets no SMS about what they opened in the panel', async () => {
    const world = await startWorld()
    await apiOf(world.panel).open('از پنل')
    await world.settle()
    world.advance(1000)
    await leave(world)
    await answerTicket(world, 'پاسخ')
    expect(world.sms).toEqual([])
  })

  it('is who was not seen for long, too', async () => {
    const world = await startWorld({ env: { MEMBERSHIP_TTL: '30d' } })
    await apiOf(world.panel).tickets()
    await verify(world)
    world.advance(30 * DAY_MS - 2 * 3_600_000)
    expect(read((await write(world, '/tickets')).text)).toContain('تیکت بازی نیست')
    world.advance(2 * 3_600_000)
    expect(read((await write(world, '/tickets')).text)).toContain('هنوز سازمان شما را نمی‌شناسیم')
    await apiOf(world.panel).tickets()
    expect(read((await write(world, '/tickets')).text)).toContain('تیکت بازی نیست')
  })

  it('of one of two organizations means the other without being asked', async () => {
    const world = await startWorld()
    await apiOf(world.panel).tickets()
    await apiOf(otherPanel(world)).tickets()
    await verify(world)
    await world.ali.chat(world.bot).press(last(world), 'testco').answer()
    await world.settle()
    const stale = await write(world, '/start')
    world.advance(1000)
    await leave(world)
    expect(read((await write(world, '/start')).text)).toContain('به پشتیبانی سازمان ابر روان خوش آمدید')
    const pressed = await world.ali.chat(world.bot).press(stale, '• testco').answer()
    expect(read(pressed.text)).toContain('دیگر عضو این سازمان نیستید')
  })
})
