import { describe, expect, it } from 'vitest'
import { dump } from '../_support/dump.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  inTopic,
  lastSaid,
  openTicket,
  press,
  PRIVACY_WORLDS,
  staffCard,
} from './_story.ts'

const ask = async (world: World, command: string, who = world.ali) => {
  who.in(world.group).send(`/${command}@${world.bot.username}`)
  await world.settle()
  return lastSaid(world)
}

describe.each(PRIVACY_WORLDS)('$world', ({ options }) => {
  it('/language is one person’s own', async () => {
    const world = await startWorld(options)
    const { ali, sara } = world
    const menu = await ask(world, 'language')
    expect(menu.text).toBe('زبان ربات را انتخاب کنید:')
    expect(menu.buttonTexts).toEqual(['فارسی', 'English'])
    expect((await press(world, sara, menu, 'English')).showAlert).toBe(true)
    await press(world, ali, menu, 'English')
    expect(menu.text).toBe('From now on we’ll talk to you in English.')
    expect(read((await ask(world, 'help')).text)).toContain(
      'This group is now active for the organization testco.',
    )
    expect(read((await ask(world, 'help', sara)).text)).toContain('اکنون گروه برای سازمان testco')
    expect((await ask(world, 'create_ticket')).text).toBe('Reply to this message with the ticket’s title.')
    expect((await ask(world, 'create_ticket', sara)).text).toContain('عنوان تیکت را')

    await ask(world, 'cancel')
    const again = await ask(world, 'language')
    await press(world, ali, again, 'فارسی')
    expect(again.text).toBe('از این پس ربات به فارسی پاسخ شما را می‌دهد.')
  })

  it('/forget_me asks first, and nobody answers for another', async () => {
    const world = await startWorld(options)
    await openTicket(world)
    const menu = await ask(world, 'forget_me')
    expect(menu.text).toContain('حذف شود؟')
    expect(await press(world, world.sara, menu, 'حذف اطلاعات من')).toEqual({
      text: 'این دکمه برای شما نیست.',
      showAlert: true,
    })
    await press(world, world.ali, menu, 'لغو')
    expect(menu.text).toBe('چیزی حذف نشد.')
    expect(await apiOf(world.panel).ticket()).toMatchObject({ createdBy: { name: 'علی رضایی' } })
  })
})

it('/forget_me leaves the tickets and nothing of the person', async () => {
  const world = await startWorld()
  const { ali, sara, bot, config } = world
  ali.change({ firstName: 'فراموش‌شونده', lastName: 'ناشناسی', phone: '989127654321' })
  ali.start(bot)
  await world.settle()
  ali.chat(bot).contact({ own: true })
  await world.settle()
  const card = await openTicket(world)
  ali.in(world.group).reply(card, 'یک پیام')
  await world.settle()
  await answerTicket(world, 'پاسخ')
  await press(world, ali, card, 'بستن تیکت')
  await press(world, ali, card, 'تأیید')
  expect(world.sms).toHaveLength(1)
  expect(read(staffCard(world).text)).toContain('فراموش‌شونده')

  const menu = await ask(world, 'forget_me')
  await press(world, ali, menu, 'حذف اطلاعات من')
  expect(menu.text).toBe('شناسهٔ تلگرام، نام و شمارهٔ شما از سیستم حذف شد.')

  await press(world, sara, card, 'بازگشایی')
  await answerTicket(world, 'هنوز هستیم')
  expect(world.sms).toHaveLength(1)
  const [ticket, messages] = [await apiOf(world.panel).ticket(), await apiOf(world.panel).messages()]
  expect(ticket).toMatchObject({
    title: 'سرور قطع است',
    status: 'awaiting_customer',
    createdBy: { name: '' },
  })
  expect(messages.map(({ text }) => text)).toEqual(['یک پیام', 'پاسخ', 'هنوز هستیم'])
  expect(JSON.stringify([ticket, messages])).not.toContain('فراموش')
  expect(read(staffCard(world).text)).not.toContain('فراموش')
  expect(read(staffCard(world).text)).toContain('بی‌نام')

  const stored = await dump(config.database)
  for (const trace of ['فراموش‌شونده', 'ناشناسی', '9127654321', String(ali.id)])
    expect(stored, trace).not.toContain(trace)

  ali.in(world.group).reply(card, 'باز هم می‌نویسم')
  await world.settle()
  expect(inTopic(world).at(-1)).toContain('باز هم می‌نویسم')
})

it('/forget_me in the middle of a form ends the form', async () => {
  const world = await startWorld()
  const { ali, group, bot } = world
  const menu = await ask(world, 'forget_me')
  ali.in(group).send(`/create_ticket@${bot.username}`)
  await world.settle()
  await press(world, ali, menu, 'حذف اطلاعات من')
  expect(await dump(world.config.database)).not.toContain(String(ali.id))
  ali.in(group).send(`/cancel@${bot.username}`)
  await world.settle()
  expect(read(lastSaid(world).text)).toContain('فرمی در جریان نیست')
})

it('those who speak for a chat have nothing to settle', async () => {
  const world = await startWorld()
  world.group.setAnonymous(world.ali, true)
  for (const command of ['language', 'forget_me']) {
    expect((await ask(world, command)).text).toContain('این دستور برای حساب شخصی است')
  }
})
