import { describe, expect, it } from 'vitest'
import type { Message } from '../../sandbox/index.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  forge,
  inTopic,
  lastSaid,
  must,
  openTicket,
  otherPanel,
  press,
  PRIVACY_WORLDS,
} from './_story.ts'

const list = async (world: World, who = world.ali): Promise<Message> => {
  const asked = who.in(world.group).send(`/tickets@${world.bot.username}`)
  await world.settle()
  const shown = lastSaid(world)
  expect(shown.replyTo).toBe(asked.id)
  return shown
}
const labels = (message: Message) => message.buttonTexts.map((text) => read(text))
const titles = (message: Message) => labels(message).filter((text) => text.includes('KT-'))

/** Panel tickets T1 … Tn, the last one the newest. */
const openMany = async (world: World, count: number) => {
  for (let number = 1; number <= count; number++) {
    await apiOf(world.panel).open(`T${number}`)
    world.advance(60_000)
    await world.settle()
  }
}

describe.each(PRIVACY_WORLDS)('/tickets $world', ({ options }) => {
  it('shows pages of five, newest activity first', async () => {
    const world = await startWorld(options)
    await openMany(world, 12)
    const menu = await list(world)
    expect(read(menu.text)).toContain('تیکت‌های باز سازمان testco: ۱۲')
    expect(read(menu.text)).toContain('صفحهٔ ۱ از ۳')
    expect(titles(menu)).toEqual([12, 11, 10, 9, 8].map((number) => `🟠 KT-${number} · T${number}`))
    expect(labels(menu).slice(5)).toEqual(['صفحهٔ بعد', '• باز', 'بسته', 'همه'])
    await press(world, world.sara, menu, 'صفحهٔ بعد')
    expect(titles(menu)).toEqual([7, 6, 5, 4, 3].map((number) => `🟠 KT-${number} · T${number}`))
    await press(world, world.ali, menu, 'صفحهٔ بعد')
    expect(titles(menu)).toEqual(['🟠 KT-2 · T2', '🟠 KT-1 · T1'])
    expect(labels(menu).slice(2)).toEqual(['صفحهٔ قبل', '• باز', 'بسته', 'همه'])
    await press(world, world.ali, menu, 'صفحهٔ قبل')
    expect(read(menu.text)).toContain('صفحهٔ ۲ از ۳')

    await answerTicket(world, 'سلام', 1)
    expect(titles(await list(world))[0]).toBe('🟣 KT-1 · T1')
  })

  it('takes a reply to a card that was opened from it, and none to the list itself', async () => {
    const world = await startWorld(options)
    await openTicket(world, { title: 'اولی' })
    const menu = await list(world)
    await press(world, world.ali, menu, 'اولی')
    world.ali.in(world.group).reply(menu, 'از روی فهرست')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('از روی فهرست')
    await press(world, world.ali, menu, 'بازگشت')
    world.ali.in(world.group).reply(menu, 'به خود فهرست')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('از روی فهرست')
  })

  it('filters open, closed and all', async () => {
    const world = await startWorld(options)
    await openMany(world, 3)
    const { panel } = world
    expect((await panel.call('POST', '/api/v1/tickets/KT-2/close')).status).toBe(200)
    await world.settle()
    const menu = await list(world)
    expect(titles(menu)).toEqual(['🟠 KT-3 · T3', '🟠 KT-1 · T1'])
    await press(world, world.ali, menu, 'بسته')
    expect(titles(menu)).toEqual(['⚪️ KT-2 · T2'])
    expect(labels(menu)).toContain('• بسته')
    await press(world, world.ali, menu, 'همه')
    expect(titles(menu)).toHaveLength(3)
    await press(world, world.ali, menu, 'باز')
    expect(titles(menu)).toHaveLength(2)
  })

  it('says so when there is none', async () => {
    const world = await startWorld(options)
    const menu = await list(world)
    expect(read(menu.text)).toContain('تیکت بازی نیست')
    await press(world, world.ali, menu, 'بسته')
    expect(read(menu.text)).toContain('هنوز تیکت بسته‌ای نیست')
    await press(world, world.ali, menu, 'همه')
    expect(read(menu.text)).toContain('هنوز تیکتی ثبت نشده است')
  })

  it('opens a card, closes and reopens from it, and goes back', async () => {
    const world = await startWorld(options)
    const { ali, group } = world
    const own = await openTicket(world, { title: 'سرور', priority: 'بالا', category: 'مالی' })
    await answerTicket(world, 'بررسی می‌کنیم')
    ali.in(group).reply(own, 'منتظرم')
    await world.settle()
    const menu = await list(world)
    await press(world, ali, menu, 0)
    const card = read(menu.text)
    for (const part of [
      'KT-1 · سرور',
      'وضعیت: منتظر پاسخ',
      'اولویت: بالا',
      'دسته‌بندی: مالی',
      'ایجاد: ',
      'آخرین به‌روزرسانی: ',
    ]) {
      expect(card).toContain(part)
    }
    expect(card).toMatch(/ایجاد: .*۱۴[۰-۹]{2}/)
    expect(card).toContain('مریم: بررسی می‌کنیم')
    expect(card).toContain('علی رضایی: منتظرم')
    expect(labels(menu)).toEqual(['پاسخ', 'بستن تیکت', 'بازگشت'])

    await press(world, ali, menu, 'بستن تیکت')
    expect(read(menu.text)).toContain('آیا مطمئن هستید که می‌خواهید تیکت KT-1 را ببندید؟')
    await press(world, ali, menu, 'لغو')
    expect(labels(menu)).toEqual(['پاسخ', 'بستن تیکت', 'بازگشت'])
    await press(world, ali, menu, 'بستن تیکت')
    await press(world, ali, menu, 'تأیید')
    expect(read(menu.text)).toContain('وضعیت: بسته')
    expect(labels(menu)).toEqual(['بازگشایی', 'بازگشت'])
    expect(read(own.text)).toContain('وضعیت: بسته')
    expect(own.buttonTexts).toEqual(['بازگشایی'])
    await press(world, ali, menu, 'بازگشایی')
    expect(labels(menu)).toEqual(['پاسخ', 'بستن تیکت', 'بازگشت'])
    await press(world, ali, menu, 'بازگشت')
    expect(titles(menu)).toEqual(['🟠 KT-1 · سرور'])
    expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_response' })
  })

  it('«پاسخ» on its card asks for the answer', async () => {
    const world = await startWorld(options)
    await openTicket(world)
    const menu = await list(world)
    await press(world, world.ali, menu, 0)
    await press(world, world.ali, menu, 'پاسخ')
    world.ali.in(world.group).reply(must(world.ali.forceReplyIn(world.group)), 'از فهرست')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('از فهرست')
  })

  it('comes back to the page and the filter it was opened from', async () => {
    const world = await startWorld(options)
    await openMany(world, 7)
    const menu = await list(world)
    await press(world, world.ali, menu, 'همه')
    await press(world, world.ali, menu, 'صفحهٔ بعد')
    const before = titles(menu)
    await press(world, world.ali, menu, 1)
    expect(read(menu.text)).toContain('KT-1 · T1')
    await press(world, world.ali, menu, 'بازگشت')
    expect(titles(menu)).toEqual(before)
    expect(labels(menu)).toContain('• همه')
  })

  it('follows tickets that are closed and opened while it lies there', async () => {
    const world = await startWorld(options)
    await openMany(world, 6)
    const menu = await list(world)
    await world.panel.call('POST', '/api/v1/tickets/KT-1/close')
    await apiOf(world.panel).open('T7')
    await world.settle()
    await press(world, world.ali, menu, 'صفحهٔ بعد')
    expect(read(menu.text)).toContain('صفحهٔ ۲ از ۲')
    await world.panel.call('POST', '/api/v1/tickets/KT-2/close')
    await world.settle()
    await press(world, world.ali, menu, 'صفحهٔ قبل')
    expect(titles(menu)).toHaveLength(5)
  })

  it('comes back to the last page when the one it was opened from is no more', async () => {
    const world = await startWorld(options)
    await openMany(world, 6)
    const menu = await list(world)
    for (const button of ['صفحهٔ بعد', 'T1', 'بستن تیکت', 'تأیید', 'بازگشت'])
      await press(world, world.ali, menu, button)
    expect(read(menu.text)).toContain('صفحهٔ ۱ از ۱')
    expect(titles(menu)).toHaveLength(5)
  })

  it('never shows another organization’s tickets, whatever is sent to it', async () => {
    const world = await startWorld(options)
    const { ali, sara, tg } = world
    const second = tg.addGroup({ title: 'دومی', kind: 'supergroup', members: [sara], owner: sara })
    second.add(world.bot, { by: sara })
    await world.settle()
    expect((await apiOf(otherPanel(world)).activate(second.id)).status).toBe(201)
    await world.settle()
    await openTicket(world, { title: 'خودمان' })
    await openTicket(world, { who: sara, place: second, title: 'محرمانه' })
    const menu = await list(world)
    await press(world, ali, menu, 'همه')
    expect(titles(menu)).toEqual(['🟠 KT-1 · خودمان'])

    const data = must(menu.buttons[0]?.[0]?.callback_data)
    const foreign = await forge(world, ali, menu, data.replace('1.a.1', '1.a.2'))
    expect(foreign).toEqual({ text: 'چنین تیکتی پیدا نشد.', showAlert: true })
    expect(foreign).toEqual(await forge(world, ali, menu, data.replace('1.a.1', '1.a.999')))
    const forged = [
      data.replace('1.a.1', '99999999999999999999.a.'),
      data.replace('1.a.1', '0.a.'),
      data.replace('1.a.1', ''),
      data.slice(0, -3),
      'l/9/9/1.a.2/',
      'l',
      't:list:0a',
      't:list:99999999999999999999o',
      't:list:1x',
      't:reply:99999999999999999999',
      'x'.repeat(64),
      '',
    ].filter((payload) => payload !== '')
    for (const payload of forged) {
      await forge(world, ali, menu, payload)
      expect(`${menu.text} ${menu.buttonTexts.join()}`, payload).not.toContain('محرمانه')
    }
    expect(titles(await list(world))).toEqual(['🟠 KT-1 · خودمان'])
  })
})

it('a button of a list that a former version sent says that it no longer works', async () => {
  const world = await startWorld()
  await openTicket(world, { title: 'خودمان' })
  const menu = await list(world)
  const before = menu.text
  expect(await forge(world, world.ali, menu, 'l/0/0/1.o.1/abcd')).toEqual({
    text: 'این دکمه دیگر کار نمی‌کند.',
    showAlert: true,
  })
  expect(menu.text).toBe(before)
})

it('a list of a group that is no longer linked shows nothing more', async () => {
  const world = await startWorld()
  await openTicket(world, { title: 'محرمانه' })
  const menu = await list(world)
  expect((await world.panel.call('DELETE', `/api/v1/telegram-groups/${world.group.id}`)).status).toBe(204)
  await world.settle()
  expect(read(lastSaid(world).text)).toContain('اتصال این گروه به سازمان testco قطع شد')
  for (const button of [0, 'همه'] as const) {
    expect(await press(world, world.ali, menu, button)).toMatchObject({ showAlert: true })
    expect(menu.text).not.toContain('محرمانه')
  }
})
