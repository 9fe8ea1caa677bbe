import { describe, expect, it } from 'vitest'
import type { Group } from '../../sandbox/index.ts'
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
  PRIVACY_WORLDS,
  staffCard,
  topicId,
} from './_story.ts'

const NOT_LINKED =
  'این گروه متعلق به سازمانی نیست! برای اتصال گروه به سرویس پشتیبانی سازمان، شناسه آن را در بخش پشتیبانی پنل کوبیت ثبت کنید.'
const LINKED = 'اکنون گروه برای سازمان testco فعال می‌باشد.'

const unlinked = () => startWorld({ activated: false })

describe('a group that belongs to nobody', () => {
  it('is told its ID when the bot is added, ready to be copied', async () => {
    const world = await unlinked()
    const id = String(world.group.id)
    // A supergroup may be what a group became; the bot waits a moment for that word.
    world.advance(2_000)
    await world.settle()
    const [greeting, ...more] = botSays(world)
    expect(more).toEqual([])
    expect(read(greeting?.text ?? '')).toMatch(
      new RegExp(`^${NOT_LINKED}\nشناسه گروه:\n${id}\nاین گروه را تا .+ می‌توانید متصل کنید\\.$`),
    )
    const code = must(
      greeting?.entities.find(({ type }) => type === 'code'),
      'monospace',
    )
    expect(greeting?.text.slice(code.offset, code.offset + code.length)).toBe(id)
    expect(world.ali.in(world.group).press(must(greeting), 0)).toMatchObject({ kind: 'copy', copied: id })
  })

  it('is told the same by /start, and by every other command that it can do nothing yet', async () => {
    const world = await unlinked()
    for (const command of ['start', 'help', 'create_ticket', 'tickets']) {
      const asked = world.ali.in(world.group).send(`/${command}@${world.bot.username}`)
      await world.settle()
      const answer = must(world.group.messages().find(({ replyTo }) => replyTo === asked.id))
      expect(answer.text, command).toContain(NOT_LINKED)
    }
  })
})

describe('activation', () => {
  it('welcomes the group and offers to unlink it', async () => {
    const world = await startWorld()
    const welcome = lastSaid(world)
    const text = read(welcome.text)
    expect(text.startsWith(LINKED)).toBe(true)
    for (const command of ['create_ticket', 'tickets', 'cancel', 'forget_me', 'language', 'help'])
      expect(text).toContain(`/${command}`)
    expect(text).toContain('در پاسخ به یک پیام')
    expect(text).toContain('همهٔ پیام‌ها را نمی‌بیند')
    expect(welcome.buttonTexts).toEqual(['قطع اتصال گروه'])
    expect(await apiOf(world.panel).groups()).toMatchObject([
      { groupId: String(world.group.id), title: 'تست‌کو', state: 'active', reason: null },
    ])

    world.sara.in(world.group).send(`/start@${world.bot.username}`)
    await world.settle()
    expect(read(lastSaid(world).text)).toBe(text)
    world.sara.in(world.group).send(`/help@${world.bot.username}`)
    await world.settle()
    expect(read(lastSaid(world).text)).toBe(text)
  })

  it('says nothing of privacy mode where the bot sees everything', async () => {
    const world = await startWorld({ groupAdmin: true })
    expect(read(lastSaid(world).text)).not.toContain('همهٔ پیام‌ها را نمی‌بیند')
  })

  it('takes the ID as people paste it', async () => {
    const world = await unlinked()
    const persian = String(world.group.id).replace(/\d/g, (digit) =>
      String.fromCodePoint(0x6f0 + Number(digit)),
    )
    const { status, body } = await apiOf(world.panel).activate(
      ` \u200e${persian.slice(0, 5)} ${persian.slice(5)} `,
    )
    expect([status, body.groupId]).toEqual([201, String(world.group.id)])
  })

  it('welcomes once, however often it is asked for', async () => {
    const world = await startWorld()
    const before = botSays(world).length
    expect((await apiOf(world.panel).activate(world.group.id)).status).toBe(200)
    await world.settle()
    expect(botSays(world)).toHaveLength(before)
  })

  it.each([
    [
      'a group without the bot',
      (world: World) => world.tg.addGroup({ title: 'دیگر', kind: 'supergroup', members: [world.ali] }).id,
      409,
      'bot_not_in_group',
    ],
    ['a group that does not exist', () => -1_009_999_999_999, 409, 'bot_not_in_group'],
    ['the staff group', (world: World) => world.staff.id, 409, 'group_linked_elsewhere'],
    ['what is no ID', () => 'گروه ما', 400, 'invalid_request'],
    ['a person', (world: World) => world.ali.id, 400, 'invalid_request'],
  ] as const)('refuses %s', async (_what, idOf, status, code) => {
    const world = await unlinked()
    expect(await apiOf(world.panel).activate(idOf(world))).toMatchObject({ status, body: { code } })
    expect(await apiOf(world.panel).groups()).toEqual([])
  })

  it('refuses a second organization, which learns nothing of the first', async () => {
    const world = await startWorld()
    await openTicket(world)
    const other = apiOf(otherPanel(world))
    expect(await other.activate(world.group.id)).toMatchObject({
      status: 409,
      body: { code: 'group_linked_elsewhere' },
    })
    expect([await other.groups(), await other.tickets()]).toEqual([[], []])
    expect((await otherPanel(world).call('GET', '/api/v1/tickets/KT-1')).status).toBe(404)
    expect((await otherPanel(world).call('DELETE', `/api/v1/telegram-groups/${world.group.id}`)).status).toBe(
      404,
    )
  })
})

describe('unlinking by the group itself', () => {
  it('is for its admins, who confirm it', async () => {
    const world = await startWorld()
    const welcome = lastSaid(world)
    expect(await press(world, world.sara, welcome, 'قطع اتصال گروه')).toEqual({
      text: 'فقط مدیران گروه می‌توانند اتصال را قطع کنند.',
      showAlert: true,
    })
    await press(world, world.ali, welcome, 'قطع اتصال گروه')
    expect(read(welcome.text)).toContain('اتصال این گروه به سازمان testco قطع شود؟')
    expect((await press(world, world.sara, welcome, 'تأیید')).showAlert).toBe(true)
    await press(world, world.ali, welcome, 'لغو')
    expect(read(welcome.text)).toContain(LINKED)
    expect(await apiOf(world.panel).groups()).toHaveLength(1)

    await press(world, world.ali, welcome, 'قطع اتصال گروه')
    await press(world, world.ali, welcome, 'تأیید')
    expect(await apiOf(world.panel).groups()).toEqual([])
    expect(read(welcome.text)).toContain('قطع شد')
  })

  it('leaves nothing of the old organization to see, and its answers do not arrive', async () => {
    const world = await startWorld()
    const card = await openTicket(world, { title: 'محرمانه' })
    const welcome = must(botSays(world).find(({ text }) => read(text).startsWith(LINKED)))
    await press(world, world.ali, welcome, 'قطع اتصال گروه')
    await press(world, world.ali, welcome, 'تأیید')
    const said = botSays(world).length

    const answer = await answerTicket(world, 'این نباید برسد')
    expect(botSays(world)).toHaveLength(said)
    expect(answer.reactions).toEqual([])
    expect(inTopic(world).at(-1)).toContain('گروه مشتری دیگر به این سازمان متصل نیست')
    expect(read(staffCard(world).text)).toContain('اتصال گروه مشتری قطع شده است')
    expect((await apiOf(world.panel).messages()).at(-1)).toMatchObject({
      delivery: { state: 'failed', reason: 'group_not_linked' },
    })

    for (const button of ['پاسخ', 'بستن تیکت']) {
      expect(await press(world, world.ali, card, button)).toEqual({ text: NOT_LINKED, showAlert: true })
    }
    world.ali.in(world.group).reply(card, 'کسی هست؟')
    await world.settle()
    expect(lastSaid(world).text).toBe(NOT_LINKED)
    expect(inTopic(world).join()).not.toContain('کسی هست؟')

    world.ali.in(world.group).send(`/start@${world.bot.username}`)
    await world.settle()
    expect((await apiOf(otherPanel(world)).activate(world.group.id)).status).toBe(201)
    await world.settle()
    expect(await press(world, world.ali, card, 'بستن تیکت')).toEqual({
      text: 'چنین تیکتی پیدا نشد.',
      showAlert: true,
    })
    world.ali.in(world.group).reply(card, 'دوباره می‌پرسم')
    await world.settle()
    expect(lastSaid(world).text).toBe('چنین تیکتی پیدا نشد.')
    expect(inTopic(world).join()).not.toContain('دوباره می‌پرسم')
    world.ali.in(world.group).edit(world.ali.in(world.group).reply(card, 'یک'), 'دو')
    await answerTicket(world, 'این هم نباید برسد')
    expect(
      botSays(world)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('نباید برسد')
    world.ali.in(world.group).send(`/tickets@${world.bot.username}`)
    await world.settle()
    expect(lastSaid(world).text).not.toContain('محرمانه')
    expect(lastSaid(world).buttonTexts.join()).not.toContain('محرمانه')
    expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_customer' })
  })
})

describe('the bot is thrown out', () => {
  it('and everybody sees it; when it is back, what waited arrives', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.group.kick(world.bot, { by: world.ali })
    await world.settle()
    expect(await apiOf(world.panel).groups()).toMatchObject([{ state: 'suspended', reason: 'bot_removed' }])
    expect(read(staffCard(world).text)).toContain('ربات از گروه مشتری حذف شده است')

    const answer = await answerTicket(world, 'هستید؟')
    expect(answer.reactions).toEqual([])
    expect(inTopic(world).at(-1)).toContain('ربات از گروه مشتری حذف شد')
    expect((await apiOf(world.panel).messages()).at(-1)).toMatchObject({
      delivery: { state: 'failed', reason: 'bot_removed' },
    })

    world.group.add(world.bot, { by: world.ali })
    await world.settle()
    world.advance(2_000)
    await world.settle()
    expect(await apiOf(world.panel).groups()).toMatchObject([{ state: 'active', reason: null }])
    expect(read(staffCard(world).text)).not.toContain('حذف شده')
    expect(botSays(world).filter(({ text }) => text.includes('هستید؟'))).toHaveLength(1)
    expect(answer.reactions).toContainEqual(expect.objectContaining({ by: world.bot.id }))
    expect((await apiOf(world.panel).messages()).at(-1)).toMatchObject({ delivery: { state: 'sent' } })
    // The whole welcome was said once; a bot that returns says one line.
    expect(botSays(world).filter(({ text }) => read(text).startsWith(LINKED))).toHaveLength(1)
    const returned = botSays(world).filter(({ text }) => text.startsWith('ربات دوباره در این گروه است'))
    expect(returned).toHaveLength(1)
    expect(returned[0]?.text).not.toContain('\n')
    expect(inTopic(world).join()).not.toContain('به مشتری نرسید')
    expect(inTopic(world)).toContain('✅ این پیام با تأخیر به مشتری رسید.')
  })

  it('and learns of it from its next message only', async () => {
    const world = await startWorld()
    await openTicket(world)
    world.tg.fail({ method: 'sendMessage', chat: world.group, error: 'kicked-from-supergroup' })
    await answerTicket(world, 'هستید؟')
    expect(await apiOf(world.panel).groups()).toMatchObject([{ state: 'suspended', reason: 'bot_removed' }])
    expect(read(staffCard(world).text)).toContain('ربات از گروه مشتری حذف شده است')
  })

  it('when the group is deleted, staff and panel see it', async () => {
    const world = await startWorld({ groupKind: 'group' })
    await openTicket(world)
    world.group.delete()
    const answer = await answerTicket(world, 'هستید؟')
    expect(answer.reactions).toEqual([])
    expect(inTopic(world).at(-1)).toContain('این پیام به مشتری نرسید')
    expect(await apiOf(world.panel).groups()).toMatchObject([{ state: 'suspended', reason: 'group_deleted' }])
    expect(read(staffCard(world).text)).toContain('گروه مشتری حذف شده است')
  })

  it('does not disturb another organization', async () => {
    const world = await startWorld()
    const second = world.tg.addGroup({
      title: 'دومی',
      kind: 'supergroup',
      members: [world.sara],
      owner: world.sara,
    })
    second.add(world.bot, { by: world.sara })
    await world.settle()
    expect((await apiOf(otherPanel(world)).activate(second.id)).status).toBe(201)
    await world.settle()
    await openTicket(world)
    await openTicket(world, { who: world.sara, place: second, title: 'دومی' })
    world.group.kick(world.bot, { by: world.ali })
    await world.settle()
    await answerTicket(world, 'برای اولی', 1)
    await answerTicket(world, 'برای دومی', 2)
    expect(lastSaid(world, second).text).toContain('برای دومی')
  })
})

describe('an upgrade to supergroup', () => {
  const upgraded = async (world: World, upgrade: (group: Group) => Group) => {
    const { group, ali } = world
    const card = await openTicket(world)
    await answerTicket(world, 'پیش از ارتقا')
    expect(lastSaid(world).text).toContain('پیش از ارتقا')
    const next = upgrade(group)
    await world.settle()
    world.advance(2_000)
    await world.settle()
    return { card, next, ali }
  }
  const expectAllFollowed = async (world: World, next: Group) => {
    const { panel, ali } = world
    const answer = await answerTicket(world, 'پس از ارتقا')
    expect(await apiOf(panel).groups()).toMatchObject([{ groupId: String(next.id), state: 'active' }])
    expect(answer.reactions).toHaveLength(1)
    const arrived = must(
      botSays(world, next).find(({ text }) => text.includes('پس از ارتقا')),
      'the answer',
    )
    ali.in(next).reply(arrived, 'رسید')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('رسید')
    expect(await apiOf(panel).ticket()).toMatchObject({ status: 'awaiting_response' })
    expect(botSays(world, next).filter(({ text }) => read(text).startsWith(LINKED))).toEqual([])
    expect(botSays(world, next).filter(({ text }) => text.includes(NOT_LINKED))).toEqual([])

    const again = await apiOf(panel).activate(world.group.id)
    expect([again.status, again.body.groupId]).toEqual([200, String(next.id)])
    expect((await apiOf(otherPanel(world)).activate(world.group.id)).body.code).toBe('group_linked_elsewhere')
    await openTicket(world, { place: next, title: 'تیکت تازه' })
    expect(await apiOf(panel).tickets()).toHaveLength(2)
  }

  it.each(['old-first', 'new-first'] as const)(
    'told %s moves the link, the tickets and the next answer',
    async (order) => {
      const world = await startWorld({ groupKind: 'group' })
      const { next } = await upgraded(world, (group) => group.migrate({ order }))
      await expectAllFollowed(world, next)
    },
  )

  it.each(['migrate_to_chat_id', 'migrate_from_chat_id'])(
    'that only %s tells of moves them',
    async (known) => {
      const world = await startWorld({ groupKind: 'group' })
      await openTicket(world)
      const account = must(world.tg.world.state.bots.get(world.bot.id))
      const next = world.group.migrate()
      account.queue = account.queue.filter(
        ({ update: { message } }) => message === undefined || known in message,
      )
      await world.settle()
      expect(await apiOf(world.panel).groups()).toMatchObject([{ groupId: String(next.id), state: 'active' }])
      await expectAllFollowed(world, next)
    },
  )

  it('that only a refusal tells of moves them too', async () => {
    const world = await startWorld({ groupKind: 'group' })
    await openTicket(world)
    // The service messages never come: the bot asks for none that it has not had.
    const next = world.group.migrate()
    const account = must(world.tg.world.state.bots.get(world.bot.id))
    account.queue = []
    await expectAllFollowed(world, next)
  })

  it('goes on with a form that was begun before', async () => {
    const world = await startWorld({ groupKind: 'group' })
    const { ali, group, bot } = world
    ali.in(group).send(`/create_ticket@${bot.username}`)
    await world.settle()
    const next = group.migrate()
    await world.settle()
    ali.in(next).send(`/cancel@${bot.username}`)
    await world.settle()
    expect(lastSaid(world, next).text).toContain('لغو شد')
  })
})

it.each(PRIVACY_WORLDS)('the chatter of others is left alone $world', async ({ options }) => {
  const world = await startWorld(options)
  const { ali, sara, group } = world
  const before = botSays(world).length
  ali.in(group).send('سلام بچه‌ها')
  sara.in(group).reply(ali.in(group).send('ناهار؟'), 'بله')
  sara.in(group).photo({ caption: 'عکس' })
  await world.settle()
  expect(botSays(world)).toHaveLength(before)
  expect(world.staff.topics()).toEqual([])
})

it('a renamed group shows its new name in the panel', async () => {
  const world = await startWorld()
  world.group.rename('تست‌کو نو', world.ali)
  await world.settle()
  expect(await apiOf(world.panel).groups()).toMatchObject([{ title: 'تست‌کو نو' }])
})

it('a ticket of the panel lives in the group, where it is announced and answered', async () => {
  const world = await startWorld()
  await apiOf(world.panel).open('از پنل')
  await world.settle()
  const card = lastSaid(world)
  expect(read(card.text)).toContain('KT-1 · از پنل')
  await answerTicket(world, 'دیدیم')
  expect(lastSaid(world).replyTo).toBe(card.id)
  world.sara.in(world.group).reply(lastSaid(world), 'ممنون')
  await world.settle()
  expect(await apiOf(world.panel).messages()).toMatchObject([
    { text: 'دیدیم' },
    { text: 'ممنون', author: { name: 'سارا' } },
  ])
  expect(topicId(world)).toBeGreaterThan(1)
})
