import { describe, expect, it } from 'vitest'
import type { Message } from '../../sandbox/index.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  botSays,
  inTopic,
  lastSaid,
  must,
  openTicket,
  otherPanel,
  press,
} from './_story.ts'

const NOT_LINKED =
  'این گروه متعلق به سازمانی نیست! برای اتصال گروه به سرویس پشتیبانی سازمان، شناسه آن را در بخش پشتیبانی پنل کوبیت ثبت کنید.'
const NO_TICKET = 'چنین تیکتی پیدا نشد.'

interface Story {
  readonly world: World
  readonly card: Message
  readonly title: Message
  readonly written: Message
  readonly album: Message
  readonly answer: Message
}

/** A ticket with a message, an album and an answer, whose group has unlinked itself since. */
async function thrownOut(): Promise<Story> {
  const world = await startWorld()
  const { ali, group } = world
  const card = await openTicket(world, { title: 'محرمانه' })
  const title = must(group.messages().find(({ from, text }) => from.id === ali.id && text === 'محرمانه'))
  const written = ali.in(group).reply(card, 'نخست')
  await world.settle()
  const [album] = ali.in(group).album([{ kind: 'photo', caption: 'عکس نخست' }, { kind: 'photo' }], {
    replyTo: card,
  })
  await world.settle()
  const answer = await answerTicket(world, 'پاسخ نخست')
  // An album is sent once no more of it comes.
  world.advance(5_000)
  await world.settle()
  const states = async () => (await apiOf(world.panel).messages()).map(({ delivery }) => delivery.state)
  await expect.poll(states).toEqual(['sent', 'sent', 'sent'])
  const welcome = must(botSays(world).find(({ buttonTexts }) => buttonTexts.includes('قطع اتصال گروه')))
  await press(world, ali, welcome, 'قطع اتصال گروه')
  await press(world, ali, welcome, 'تأیید')
  return { world, card, title, written, album: must(album), answer }
}

async function claimedByAnother(): Promise<Story> {
  const story = await thrownOut()
  const { world } = story
  world.ali.in(world.group).send(`/start@${world.bot.username}`)
  await world.settle()
  expect((await apiOf(otherPanel(world)).activate(world.group.id)).status).toBe(201)
  await world.settle()
  return story
}

describe.each([
  { state: 'nobody’s', begin: thrownOut, says: NOT_LINKED },
  { state: 'another organization’s', begin: claimedByAnother, says: NO_TICKET },
])('in a group that is $state now', ({ begin, says }) => {
  it.each(['written', 'album', 'title'] as const)(
    'an edit of a message changes nothing: %s',
    async (which) => {
      const { world, ...story } = await begin()
      const state = async () => [
        await apiOf(world.panel).messages(),
        (await apiOf(world.panel).ticket()).title,
        inTopic(world),
      ]
      const before = await state()
      const place = world.ali.in(world.group)
      place.edit(story[which], 'دگرگون')
      await world.settle()
      expect(await state()).toEqual(before)
      expect(lastSaid(world).text).toBe(says)
    },
  )

  it('an edit of an agent’s answer is not carried there', async () => {
    const { world, answer } = await begin()
    world.maryam.in(world.staff, must(answer.threadId)).edit(answer, 'پاسخ دگرگون')
    await world.settle()
    expect(
      botSays(world)
        .map(({ text }) => read(text))
        .join(),
    ).not.toContain('پاسخ دگرگون')
  })

  it('replies to old messages and buttons of old cards change nothing', async () => {
    const { world, card, written } = await begin()
    const before = await apiOf(world.panel).messages()
    for (const target of [
      card,
      written,
      must(botSays(world).find(({ text }) => text.includes('پاسخ نخست'))),
    ]) {
      world.ali.in(world.group).reply(target, 'هنوز هستید؟')
      await world.settle()
    }
    for (const button of ['پاسخ', 'بستن تیکت'])
      expect(await press(world, world.ali, card, button)).toEqual({ text: says, showAlert: true })
    expect(await apiOf(world.panel).messages()).toEqual(before)
    expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_customer' })
  })
})
