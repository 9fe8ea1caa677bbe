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
