import { expect, it } from 'vitest'
import { formOf } from '../_support/form.ts'
import { read, startWorld } from '../_support/world.ts'
import { answerTicket, apiOf, botSays, inTopic, must, openTicket, staffCard, topicId } from './_story.ts'

it('an album is a note as a whole when the slashes stand on a later photo', async () => {
  const world = await startWorld()
  await openTicket(world)
  const said = botSays(world).length
  world.maryam
    .in(world.staff, topicId(world))
    .album([{ kind: 'photo' }, { kind: 'photo', caption: '//رمز مشتری مشکوک است' }])
  await world.settle()
  world.advance(5_000)
  await world.settle()
  expect(botSays(world)).toHaveLength(said)
  expect(await apiOf(world.panel).messages()).toEqual([])
})

it('a group whose upgrade nobody told of gets an answer once', async () => {
  const world = await startWorld({ groupKind: 'group' })
  await openTicket(world)
  const upgraded = world.group.migrate()
  await answerTicket(world, 'پاسخ پس از ارتقا')
  await answerTicket(world, 'و یکی دیگر')
  const answers = botSays(world, upgraded).map(({ text }) => text)
  expect(answers.filter((text) => text.includes('پاسخ پس از ارتقا'))).toHaveLength(1)
  expect(answers.filter((text) => text.includes('و یکی دیگر'))).toHaveLength(1)
})

it('a form begun from a reply says that its file was not taken', async () => {
  const world = await startWorld()
  const bytes = Buffer.from('MZ\u0000\u0001 not a picture')
  const shared = world.sara.in(world.group).document({ name: 'report.pdf', bytes, caption: 'گزارش خطا' })
  world.ali.in(world.group).send(`/create_ticket@${world.bot.username}`, { replyTo: shared })
  const question = await formOf(world, world.ali).question()
  expect(read(question.text)).toContain('report.pdf')
  expect(question.text).toContain('عنوان')
})

it('a forgotten creator is gone from the staff card, and answers no longer count as delivered', async () => {
  const world = await startWorld()
  await world.panel.call('GET', '/api/v1/me')
  const at = world.ali.chat(world.bot)
  world.ali.start(world.bot)
  await world.settle()
  at.contact({ own: true })
  await world.settle()
  at.send('/create_ticket')
  await world.settle()
  at.send('از گفتگوی خصوصی')
  await world.settle()
  at.send('شرح')
  for (const button of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
    await world.settle()
    at.press(must(at.last(world.bot)), button)
  }
  await world.settle()
  expect(staffCard(world).text).toContain('علی رضایی')
  at.send('/forget_me')
  await world.settle()
  at.press(must(at.last(world.bot)), 'حذف اطلاعات من')
  await world.settle()
  expect(staffCard(world).text).not.toContain('علی')
  const answer = await answerTicket(world, 'هنوز هستید؟')
  expect(answer.reactions).toEqual([])
  expect(inTopic(world).at(-1)).toContain('به مشتری نرسید')
})

it('readiness says when Telegram is out of reach', async () => {
  const world = await startWorld()
  world.tg.fail({ method: 'getUpdates', times: 3, error: 'bad-gateway' })
  const ready = async () => (await world.panel.call<{ checks: { telegram: string } }>('GET', '/readyz')).body
  world.ali.in(world.group).send(`/help@${world.bot.username}`)
  await expect.poll(async () => (await ready()).checks.telegram, { timeout: 10_000 }).toBe('not reachable')
  await expect.poll(async () => (await ready()).checks.telegram, { timeout: 15_000 }).toBe('ok')
})
