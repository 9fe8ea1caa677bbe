import { expect, test } from 'vitest'
import type { Message } from '../../sandbox/index.ts'
import { reactionsOf, startDesk, textOf } from './_desk.ts'

const MINUTE = 61_000
/** A group takes as many in a minute. */
const PLACES = 20
const words = (count: number, from = 1) => Array.from({ length: count }, (_, at) => `پاسخ ${at + from}.`)

/** A ticket whose group has taken all that it takes in a minute, with the first `waiting` answers still to come. */
async function startFull(waiting: readonly string[]) {
  const desk = await startDesk()
  const { card, topic } = await desk.open()
  await desk.pass(MINUTE)
  const at = desk.maryam.in(desk.staff, topic)
  const first = words(PLACES).map((text) => at.send(text))
  await desk.tg.settled()
  await desk.app.settle()
  const answers = waiting.map((text) => at.send(text))
  await desk.tg.settled()
  await desk.app.settle()
  const before = desk.inGroup().length
  return {
    ...desk,
    card,
    topic,
    at,
    answers,
    sent: [...first, ...answers],
    posts: (): Message[] => desk.inGroup().slice(before),
    /** Everything that waits gets its turn, and another one. */
    async recover() {
      for (let round = 0; round < 4; round++) {
        await desk.pass(10_000)
        await desk.pass(MINUTE)
      }
    },
  }
}

const said = (messages: readonly Message[]) =>
  messages.flatMap((message) => textOf(message).match(/پاسخ \d+\./g) ?? [])

test('answers that had to wait go out as one post under their author, and each is marked as sent', async () => {
  const desk = await startFull(words(6, 21))
  expect(desk.posts()).toEqual([])
  await desk.pass(MINUTE)
  expect(desk.posts().map(textOf)).toEqual([`💬 پاسخ پشتیبانی به KT-1\n${words(6, 21).join('\n\n')}`])
  expect(desk.sent.map(reactionsOf)).toEqual(desk.sent.map(() => ['👍']))
  const { body } = await desk.panel.call<{ items: { text: string; delivery: { state: string } }[] }>(
    'GET',
    '/api/v1/tickets/KT-1/messages',
  )
  expect(body.items.map(({ delivery }) => delivery.state)).toEqual(desk.sent.map(() => 'sent'))
})

test('different authors stand above their own words, and formatting stays where it was', async () => {
  const desk = await startDesk()
  const { card, topic } = await desk.open()
  await desk.pass(MINUTE)
  const post = (user: typeof desk.ali, text: string) => user.in(desk.group).reply(card, text)
  for (let n = 1; n <= PLACES; n++) post(desk.ali, `${n}`)
  await desk.tg.settled()
  await desk.app.settle()
  const before = desk.inStaff(topic).length
  post(desk.ali, 'یک')
  post(desk.sara, 'دو')
  desk.ali
    .in(desk.group)
    .send('سه چهار', { replyTo: card, entities: [{ type: 'code', offset: 3, length: 4 }] })
  await desk.tg.settled()
  await desk.app.settle()
  await desk.pass(MINUTE)
  const [joined, ...others] = desk.inStaff(topic).slice(before)
  expect(others).toEqual([])
  const text = textOf(joined)
  expect(text).toBe('علی رضایی\nیک\n\nسارا\nدو\n\nعلی رضایی\nسه چهار')
  const code = joined?.entities.find(({ type }) => type === 'code')
  expect(joined?.text.slice(code?.offset, (code?.offset ?? 0) + (code?.length ?? 0))).toBe('چهار')
})

test('an edit of one writes the post anew with all of them', async () => {
  const desk = await startFull(words(3, 21))
  await desk.pass(MINUTE)
  const [, second] = desk.answers
  if (!second) throw new Error('There are three.')
  desk.at.edit(second, 'پاسخ 99.')
  await desk.settle()
  expect(desk.posts()).toHaveLength(1)
  expect(said(desk.posts())).toEqual(['پاسخ 21.', 'پاسخ 99.', 'پاسخ 23.'])
})

test('an edit that no longer fits is posted by itself, and a second one changes that', async () => {
  const desk = await startFull(['پاسخ 21.', `پاسخ 22. ${'الف '.repeat(400)}`, `پاسخ 23. ${'ب '.repeat(800)}`])
  await desk.pass(MINUTE)
  const [first] = desk.answers
  if (!first) throw new Error('There are three.')
  desk.at.edit(first, `پاسخ 31. ${'پ '.repeat(800)}`)
  await desk.settle()
  expect(said(desk.posts())).toEqual(['پاسخ 21.', 'پاسخ 22.', 'پاسخ 23.', 'پاسخ 31.'])
  desk.at.edit(first, 'پاسخ 41.')
  await desk.settle()
  expect(said(desk.posts().slice(1))).toEqual(['پاسخ 41.'])
})

test('more than a post holds takes several', async () => {
  const long = words(4, 21).map((text) => `${text} ${'کلمه '.repeat(250)}`)
  const desk = await startFull(long)
  await desk.pass(MINUTE)
  expect(desk.posts()).toHaveLength(2)
  expect(said(desk.posts())).toEqual(words(4, 21))
})

test('a reply that chooses words of one is a reply to that one', async () => {
  const desk = await startFull(words(3, 21))
  await desk.pass(MINUTE)
  const [post] = desk.posts()
  if (!post) throw new Error('There is one.')
  const answered = (text: string) =>
    desk.inStaff(desk.topic).find((message) => textOf(message).includes(text))
  desk.ali.in(desk.group).send('این چه؟', { replyTo: post, quote: 'پاسخ 22.' })
  desk.ali.in(desk.group).reply(post, 'ممنون')
  await desk.pass(MINUTE)
  expect(answered('این چه؟')?.replyTo).toBe(desk.answers[1]?.id)
  expect(answered('ممنون')?.replyTo).not.toBe(desk.answers[1]?.id)
})

test.each(['reset-after', 'reset-before'] as const)(
  'where its answer is lost (%s), nobody reads it twice, and nothing is missing',
  async (error) => {
    const desk = await startFull(words(5, 21))
    desk.tg.fail({ method: 'sendMessage', chat: desk.group, times: 1, error })
    await desk.recover()
    expect(desk.posts()).toHaveLength(1)
    expect(said(desk.posts())).toEqual(words(5, 21))
    expect(desk.sent.map(reactionsOf)).toEqual(desk.sent.map(() => ['👍']))
  },
)

test('one that is edited while nobody knows whether the post is there: it is found, and brought up to date', async () => {
  const desk = await startFull(words(3, 21))
  desk.tg.fail({ method: 'sendMessage', chat: desk.group, times: 1, error: 'reset-after' })
  desk.advance(MINUTE)
  await desk.app.settle()
  const [, second] = desk.answers
  if (!second) throw new Error('There are three.')
  desk.at.edit(second, 'پاسخ 99.')
  await desk.tg.settled()
  await desk.recover()
  expect(desk.posts()).toHaveLength(1)
  expect(said(desk.posts())).toEqual(['پاسخ 21.', 'پاسخ 99.', 'پاسخ 23.'])
})

test('what Telegram does not take joined goes out one by one, in order', async () => {
  const desk = await startFull(words(3, 21))
  desk.tg.fail({
    method: 'sendMessage',
    chat: desk.group,
    times: 1,
    error: { kind: 'error', code: 400, description: 'Bad Request: MESSAGE_STRANGE' },
  })
  await desk.recover()
  expect(desk.posts()).toHaveLength(3)
  expect(said(desk.posts())).toEqual(words(3, 21))
})

test('where there is room, each goes out by itself', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  await desk.pass(MINUTE)
  const before = desk.inGroup().length
  for (const text of words(5)) desk.maryam.in(desk.staff, topic).send(text)
  await desk.settle()
  expect(desk.inGroup().slice(before)).toHaveLength(5)
})

test('where more wait than there is room for, they are joined at once, and the last of them go alone', async () => {
  const desk = await startDesk()
  const { topic } = await desk.open()
  await desk.pass(MINUTE)
  const before = desk.inGroup().length
  const answers = words(30)
  for (const text of answers) desk.maryam.in(desk.staff, topic).send(text)
  await desk.tg.settled()
  await desk.app.settle()
  const posts = desk.inGroup().slice(before)
  expect(said(posts)).toEqual(answers)
  expect(posts.length).toBeLessThanOrEqual(PLACES)
})
