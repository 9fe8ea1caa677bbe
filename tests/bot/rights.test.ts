import { expect, test } from 'vitest'
import { reactionsOf, startDesk, textOf } from './_desk.ts'

const HOUR = 3_600_000

test('what a group forbade is sent, once and in order, when the bot’s rights change', async () => {
  const desk = await startDesk({ groupAdmin: false })
  const { topic } = await desk.open()
  desk.group.restrict(desk.bot, { by: desk.ali })
  await desk.settle()
  const before = desk.inGroup().length
  const answer = await desk.answer(topic, 'یک')
  await desk.answer(topic, 'دو')
  await desk.pass(HOUR)
  expect(desk.inGroup()).toHaveLength(before)
  expect(textOf(desk.inStaff(topic).find(({ replyTo }) => replyTo === answer.id))).toContain('اجازهٔ فرستادن')
  desk.group.demote(desk.bot, { by: desk.ali })
  await desk.settle()
  await desk.pass(60_000)
  expect(desk.inGroup().slice(before).map(textOf)).toEqual([
    expect.stringMatching(/یک$/),
    expect.stringMatching(/دو$/),
  ])
  expect(reactionsOf(answer)).toEqual(['👍'])
})

test('/resend says that nothing was set aside, which ticket it wants, and that there is no such ticket', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  const ask = async (text: string, thread?: number) => {
    const before = desk.staff.messages().at(-1)?.id ?? 0
    desk.maryam.in(desk.staff, thread).send(text)
    await desk.settle()
    return textOf(desk.inStaff(thread).findLast(({ id }) => id > before))
  }
  expect(await ask('/resend', topic)).toBe('از تیکت KT-1 چیزی کنار گذاشته نشده است.')
  expect(await ask('/resend kt-1')).toBe('از تیکت KT-1 چیزی کنار گذاشته نشده است.')
  expect(await ask('/resend')).toContain('/resend KT-12')
  expect(await ask('/resend KT-99')).toBe('چنین تیکتی پیدا نشد.')
})

test('what the staff group forbade is sent when the bot’s rights change, and seldom tried before', async () => {
  const desk = await startDesk()
  const { card, topic } = await desk.open()
  desk.staff.restrict(desk.bot, { by: desk.maryam })
  await desk.settle()
  const before = desk.inStaff(topic).length
  const tried = () => desk.bot.callsTo('sendMessage', desk.staff).length
  const triedBefore = tried()
  desk.ali.in(desk.group).reply(card, 'کسی هست؟')
  for (let minute = 0; minute < 50; minute += 5) await desk.pass(5 * 60_000)
  expect(desk.inStaff(topic)).toHaveLength(before)
  expect(tried() - triedBefore).toBeLessThan(8)
  desk.staff.promote(desk.bot, true, { by: desk.maryam })
  await desk.settle()
  expect(textOf(desk.inStaff(topic).at(-1))).toMatch(/کسی هست؟$/)
})

test('and when the bot is let in again', async () => {
  const desk = await startDesk()
  const { card, topic } = await desk.open()
  desk.staff.kick(desk.bot, { by: desk.maryam })
  await desk.settle()
  desk.ali.in(desk.group).reply(card, 'کسی هست؟')
  for (let minute = 0; minute < 20; minute += 5) await desk.pass(5 * 60_000)
  desk.staff.add(desk.bot, { by: desk.maryam, admin: true })
  await desk.settle()
  expect(desk.inStaff(topic).map(textOf)).toContainEqual(expect.stringMatching(/کسی هست؟$/))
})

test('what a group forbade to everybody is tried again each hour: Telegram tells nobody when it is allowed', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  const allow = desk.tg.fail({ method: 'sendMessage', chat: desk.group, times: 9, error: 'no-write-access' })
  const before = desk.inGroup().length
  desk.bot.forgetCalls()
  await desk.answer(topic, 'سلام')
  await desk.pass(HOUR - 60_000)
  await desk.app.sweep()
  await desk.settle()
  expect(desk.bot.callsTo('sendMessage', desk.group)).toHaveLength(1)
  allow()
  await desk.pass(60_000)
  await desk.app.sweep()
  await desk.settle()
  expect(desk.inGroup().slice(before).map(textOf)).toEqual([expect.stringMatching(/سلام$/)])
})
