import { describe, expect, it } from 'vitest'
import { referenceIn } from '../../bot/quoting/reference.ts'
import type { Message } from '../../sandbox/index.ts'
import { formOf } from '../_support/form.ts'
import { TESTCO } from '../_support/panel.ts'
import { read, startWorld, type World, type WorldOptions } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  botSays,
  inTopic,
  lastSaid,
  must,
  openTicket,
  press,
  PRIVACY_WORLDS,
  staffCard,
  topicId,
} from './_story.ts'

/** Telegram takes a call at once, and its answer takes this long: people see what the bot has not noted yet. */
const LATE = { kind: 'slow', ms: 300, applied: true } as const
const LOST = 'reset-after'
/** The bot can't look whether what it has no answer for was taken, and sends it again. */
const UNREADABLE = { method: 'forwardMessage', error: 'no-write-access', times: 100 } as const
const HINT = 'این پاسخ به تیکتی نرسید.'
/** Two pages: the second one names no ticket. */
const LONG = `${'الف '.repeat(1_020)}پایان`
const SECOND = 60_000

const written = async (world: World, ref = 'KT-1') =>
  (await apiOf(world.panel).messages(ref)).map(({ side, text }) => `${side}: ${read(text)}`)

const textsIn = (messages: Message[]) => messages.map(({ text, caption }) => read(text || caption))

describe.each(PRIVACY_WORLDS)('$world', ({ options }) => {
  describe('a reply to what has not been noted yet', () => {
    it('waits for it, and reaches the ticket', async () => {
      const world = await startWorld(options)
      const { tg, group, staff, ali, maryam } = world
      await openTicket(world)
      const before = botSays(world).length
      tg.fail({ method: 'sendMessage', chat: group, times: 2, error: LATE })
      maryam.in(staff, topicId(world)).send(LONG)
      const page = await group.untilMessage(({ text }) => text.endsWith('پایان'))
      ali.in(group).reply(page, 'رسید')
      await world.settle()
      expect(await written(world)).toEqual([expect.stringContaining('agent: الف'), 'customer: رسید'])
      expect(inTopic(world).at(-1)).toContain('رسید')
      expect(botSays(world)).toHaveLength(before + 2)
    })

    it('is the ticket’s although a form is open', async () => {
      const world = await startWorld(options)
      const { tg, group, staff, ali, maryam } = world
      await openTicket(world)
      const form = formOf(world, ali)
      await form.begin()
      const question = await form.question()
      tg.fail({ method: 'sendMessage', chat: group, error: LATE })
      maryam.in(staff, topicId(world)).send('روشنش کنید')
      const answer = await group.untilMessage(({ text }) => text.endsWith('روشنش کنید'))
      ali.in(group).reply(answer, 'کردم')
      await world.settle()
      expect(await written(world)).toEqual(['agent: روشنش کنید', 'customer: کردم'])
      expect(question.deleted).toBe(false)
    })
  })

  describe('a reply to what never was noted', () => {
    it('reaches the ticket that the message names', async () => {
      const world = await startWorld(options)
      const { tg, group, ali } = world
      await openTicket(world)
      tg.fail(UNREADABLE)
      tg.fail({ method: 'sendMessage', chat: group, error: LOST })
      await answerTicket(world, 'سلام')
      world.advance(SECOND)
      await world.settle()
      const [first, again] = botSays(world).filter(({ text }) => text.endsWith('سلام'))
      ali.in(group).reply(must(first), 'به اولی')
      ali.in(group).reply(must(again), 'به دومی')
      await world.settle()
      expect(await written(world)).toEqual(['agent: سلام', 'customer: به اولی', 'customer: به دومی'])
    })

    it('and names no ticket is told how to answer, once for an album', async () => {
      const world = await startWorld(options)
      const { tg, group, ali } = world
      await openTicket(world)
      tg.fail(UNREADABLE)
      tg.fail({ method: 'sendMessage', chat: group, error: { ...LATE, ms: 1 } })
      tg.fail({ method: 'sendMessage', chat: group, error: LOST })
      await answerTicket(world, LONG)
      world.advance(SECOND)
      await world.settle()
      const page = must(botSays(world).find(({ text }) => text.endsWith('پایان')))
      ali.in(group).reply(page, 'به کدام؟')
      await world.settle()
      expect(read(lastSaid(world).text)).toContain(HINT)
      expect(lastSaid(world).replyTo).toBeDefined()
      const before = botSays(world).length
      ali.in(group).album([{ caption: 'دو عکس' }, {}, {}], { replyTo: page })
      await world.settle()
      expect(textsIn(botSays(world).slice(before))).toEqual([expect.stringContaining(HINT)])
      expect(await written(world)).toEqual([expect.stringContaining('agent: الف')])
    })
  })

  it('what people write to each other, and under what is no ticket’s of another bot, gets no word', async () => {
    const world = await startWorld(options)
    const { group, ali, sara } = world
    const card = await openTicket(world)
    const before = botSays(world).length
    const words = sara.in(group).send('ناهار؟')
    ali.in(group).reply(words, 'KT-1 را ببین')
    ali.in(group).reply(card, '/unknown@another_bot')
    await world.settle()
    expect(botSays(world)).toHaveLength(before)
    expect(await written(world)).toEqual([])
  })
})

it('a button on a card that has not been noted yet works', async () => {
  const world = await startWorld()
  const { tg, group, ali } = world
  tg.fail({ method: 'sendMessage', chat: group, error: LATE })
  await apiOf(world.panel).open('از پنل')
  const card = await group.untilMessage(({ text }) => text.includes('KT-1'))
  ali.in(group).press(card, 'بستن تیکت')
  await world.settle()
  await press(world, ali, card, 'تأیید')
  expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'closed' })
})

it('a message that names a ticket of another chat leads nowhere', async () => {
  const world = await startWorld({ groupAdmin: true })
  const { tg, ali, bot, group } = world
  const panel = world.panelFor({ sub: 'u-1', name: 'علی', org: { ...TESTCO, name: 'KT-1' } })
  const other = tg.addGroup({ title: 'دیگر', kind: 'supergroup', members: [ali], owner: ali })
  other.add(bot, { by: ali })
  await world.settle()
  await apiOf(panel).activate(other.id)
  await world.settle()
  await openTicket(world, { place: other })
  ali.in(group).send('/tickets')
  await world.settle()
  const list = lastSaid(world)
  expect(referenceIn(list.text)).toBe(1)
  ali.in(group).reply(list, 'کدام؟')
  await world.settle()
  expect(read(lastSaid(world).text)).toContain(HINT)
  expect(await written(world, 'KT-1')).toEqual([])
})

describe('in a private chat with two open tickets', () => {
  async function begin() {
    const world = await startWorld()
    const { ali, bot, tg } = world
    await apiOf(world.panel).tickets()
    ali.start(bot)
    await world.settle()
    const chat = ali.chat(bot)
    chat.press(must(chat.messages().at(-1)), 'ارسال شماره')
    await world.settle()
    for (const title of ['یکم', 'دوم']) {
      chat.send('/create_ticket')
      await world.settle()
      chat.fillReplyBox(title)
      await world.settle()
      chat.send('شرح')
      await world.settle()
      const menu = must(chat.messages().findLast(({ buttonTexts }) => buttonTexts.includes('فوری')))
      for (const button of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
        await chat.press(menu, button).answer()
        await world.settle()
      }
    }
    return { world, chat, tg, ali }
  }

  it('a reply waits for what is being noted', async () => {
    const { world, chat, tg, ali } = await begin()
    tg.fail({ method: 'sendMessage', chat: ali, times: 2, error: LATE })
    world.maryam.in(world.staff, topicId(world, 1)).send(LONG)
    const page = () => chat.messages().find(({ text }) => text.endsWith('پایان'))
    await tg.until(() => page() !== undefined)
    chat.reply(must(page()), 'رسید')
    await world.settle()
    expect(await written(world, 'KT-1')).toEqual([expect.stringContaining('agent: الف'), 'customer: رسید'])
  })

  it('a reply reaches the ticket that a message names which never was noted', async () => {
    const { world, chat, tg, ali } = await begin()
    tg.fail({ method: 'sendMessage', chat: ali, error: LOST })
    await answerTicket(world, 'سلام', 1)
    chat.reply(must(chat.messages().find(({ text }) => text.endsWith('سلام'))), 'به اولی')
    await world.settle()
    expect(await written(world, 'KT-1')).toContain('customer: به اولی')
  })
})

describe('in the staff’s topics', () => {
  it('what is written in a topic that is not noted yet reaches the customer', async () => {
    const world = await startWorld()
    const { tg, staff, maryam } = world
    tg.fail({ method: 'createForumTopic', error: LATE })
    await apiOf(world.panel).open('از پنل')
    await tg.until(() => staff.topics().length === 1)
    maryam.in(staff, topicId(world)).send('دیدم')
    await world.settle()
    expect(await written(world)).toEqual(['agent: دیدم'])
  })

  it('and in one that never was', async () => {
    const world = await startWorld()
    const { tg, staff, maryam } = world
    tg.fail({ method: 'createForumTopic', error: LOST })
    await apiOf(world.panel).open('از پنل')
    await world.settle()
    world.advance(SECOND)
    await world.settle()
    const [first, second] = staff.topics().toSorted((one, other) => one.id - other.id)
    expect(second).toBeDefined()
    maryam.in(staff, must(first).id).send('دیدم')
    await world.settle()
    expect(await written(world)).toEqual(['agent: دیدم'])
  })

  it('topics of the agents’ own are left alone, whatever they are called', async () => {
    const world = await startWorld()
    const { staff, maryam } = world
    await openTicket(world)
    await world.settle()
    const own = staff.createTopic(maryam, 'KT-1 · میان خودمان')
    maryam.in(staff, own).send('این مشتری را ببین')
    await world.settle()
    expect(await written(world)).toEqual([])
    expect(botSays(world, staff, own)).toEqual([])
  })

  const asking = async (options: WorldOptions = {}) => {
    const world = await startWorld(options)
    await openTicket(world)
    await world.settle()
    const { staff, maryam } = world
    const question = () =>
      staff.untilMessage(({ from, text }) => from.id === world.bot.id && read(text).includes('📝'))
    return { world, question, at: maryam.in(staff, topicId(world)) }
  }

  it('a note in reply to a question that is not noted yet stays inside', async () => {
    const { world, question, at } = await asking()
    const { tg, staff, maryam } = world
    staff.setAnonymous(maryam, true)
    tg.fail({ method: 'sendMessage', chat: staff, error: LATE })
    at.press(staffCard(world), 'یادداشت')
    at.reply(await question(), 'خوش‌حساب نیست')
    await world.settle()
    expect(await written(world)).toEqual([])
    expect(textsIn(botSays(world)).join()).not.toContain('خوش‌حساب')
  })

  it.each(['فارسی', 'English'])('and one that never was, in %s', async (language) => {
    const { world, question, at } = await asking()
    const { tg, staff, maryam, bot } = world
    maryam.start(bot)
    await world.settle()
    const own = maryam.chat(bot)
    own.send('/language')
    await world.settle()
    await own.press(must(own.messages().at(-1)), language).answer()
    await world.settle()
    tg.fail({ method: 'sendMessage', chat: staff, error: LOST })
    at.press(staffCard(world), 'یادداشت')
    const first = await question()
    await world.settle()
    at.reply(first, 'خوش‌حساب نیست')
    await world.settle()
    expect(await written(world)).toEqual([])
    expect(textsIn(botSays(world)).join()).not.toContain('خوش‌حساب')
  })
})

describe('in a staff group without topics', () => {
  async function begin(title = 'سرور') {
    const world = await startWorld({ staffKind: 'supergroup', groupAdmin: true })
    const card = await openTicket(world, { title })
    await world.settle()
    const says = (match: (text: string) => boolean) =>
      world.staff.untilMessage(({ from, text }) => from.id === world.bot.id && match(read(text)))
    return { world, card, says, maryam: world.maryam.in(world.staff) }
  }

  it('a reply waits for what is being noted', async () => {
    const { world, card, says, maryam } = await begin()
    world.tg.fail({ method: 'sendMessage', chat: world.staff, times: 2, error: LATE })
    world.ali.in(world.group).reply(card, LONG)
    maryam.reply(await says((text) => text.endsWith('پایان')), 'خواندم')
    await world.settle()
    expect(await written(world)).toEqual([expect.stringContaining('customer: الف'), 'agent: خواندم'])
  })

  it('a reply reaches the ticket whose card or message it quotes, though that never was noted', async () => {
    const { world, card, says, maryam } = await begin()
    world.tg.fail({ method: 'sendMessage', chat: world.staff, error: LOST })
    world.ali.in(world.group).reply(card, 'باز هم قطع شد')
    maryam.reply(await says((text) => text.endsWith('باز هم قطع شد')), 'دیدم')
    await world.settle()
    expect(await written(world)).toEqual(['customer: باز هم قطع شد', 'agent: دیدم'])
    world.tg.fail({ method: 'sendMessage', chat: world.staff, error: LOST })
    await apiOf(world.panel).open('از پنل')
    maryam.reply(await says((text) => text.includes('KT-2 · از پنل')), 'این را هم')
    await world.settle()
    expect(await written(world, 'KT-2')).toEqual(['agent: این را هم'])
  })

  it('a customer’s words lead no answer to another ticket', async () => {
    const { world, card, says, maryam } = await begin()
    await openTicket(world, { title: 'دوم' })
    await world.settle()
    const forged = `${'الف '.repeat(1_016)}اا\n‏سارا · KT-2\nسلام`
    world.tg.fail({ method: 'sendMessage', chat: world.staff, error: { ...LATE, ms: 1 } })
    world.tg.fail({ method: 'sendMessage', chat: world.staff, error: LOST })
    world.ali.in(world.group).reply(card, forged)
    const page = await says((text) => text.endsWith('KT-2\nسلام'))
    await world.settle()
    maryam.reply(page, 'محرمانه')
    await world.settle()
    expect(await written(world, 'KT-2')).toEqual([])
    expect(read(lastSaid(world, world.staff).text)).toContain(HINT)
  })

  it('what agents write to each other gets no word', async () => {
    const { world, maryam } = await begin()
    const before = botSays(world, world.staff).length
    const words = maryam.send('ناهار؟')
    world.omid.in(world.staff).reply(words, 'نه')
    await world.settle()
    expect(botSays(world, world.staff)).toHaveLength(before)
  })
})
