import type { ChatMemberUpdated, Message, Update } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { buildWorld } from './_world.ts'

const change = (event: ChatMemberUpdated | undefined) =>
  event && `${event.old_chat_member.status} > ${event.new_chat_member.status} by ${event.from.first_name}`

describe('what a bot hears of its own membership', () => {
  test('added, promoted, demoted, kicked: who did it, and the service messages', async () => {
    const { group, ali, sara, bot, updates } = await buildWorld()
    group.promote(bot, { can_delete_messages: false }, { by: ali })
    group.demote(bot, { by: ali })
    group.kick(bot, { by: sara })
    const found = await updates()
    expect(found.map(({ my_chat_member }) => change(my_chat_member)).filter(Boolean)).toEqual([
      'left > member by علی',
      'member > administrator by علی',
      'administrator > member by علی',
      'member > kicked by سارا',
    ])
    const services = found.flatMap(({ message }) => message ?? [])
    expect(services.map(({ new_chat_members }) => new_chat_members?.[0]?.id)).toContain(bot.id)
    expect(services.at(-1)).toMatchObject({ left_chat_member: { id: bot.id }, from: { id: sara.id } })
    ali.in(group).send(`/start@${bot.username}`)
    expect(await updates()).toEqual([])
  })

  test('a startgroup link adds it, and says so with its code, to a bot in privacy mode too', async () => {
    const { tg, bot, ali, sara, group, updates } = await buildWorld()
    await updates()
    const other = tg.addGroup({ title: 'other', kind: 'supergroup', members: [ali, sara] })
    other.add(bot, { by: sara, startgroup: 'CODE-1_a' })
    const said = (found: Update[]) =>
      found.map(({ my_chat_member, message }) => change(my_chat_member) ?? message?.text ?? 'service')
    const found = await updates()
    expect(said(found)).toEqual(['left > member by سارا', 'service', `/start@${bot.username} CODE-1_a`])
    expect(found.at(-1)?.message).toMatchObject({
      from: { id: sara.id },
      entities: [{ type: 'bot_command', offset: 0, length: `/start@${bot.username}`.length }],
    })
    group.add(bot, { by: ali, startgroup: 'CODE-2' })
    expect(said(await updates())).toEqual([`/start@${bot.username} CODE-2`])
    for (const startgroup of ['', 'a b', 'x'.repeat(65)])
      expect(() => group.add(bot, { by: ali, startgroup })).toThrow('no payload')
  })

  test('joining and leaving of others comes as service messages, and as chat_member to administrators', async () => {
    const { tg, group, ali, call, updates, bot } = await buildWorld()
    const reza = tg.addUser({ firstName: 'رضا' })
    await updates({ allowed_updates: ['message', 'chat_member'] })
    group.join(reza)
    group.promote(bot, true, { by: ali })
    group.leave(reza)
    const found = await updates()
    expect(found).toMatchObject([
      { message: { new_chat_members: [{ id: reza.id }] } },
      { chat_member: { new_chat_member: { status: 'left' } } },
      { message: { left_chat_member: { id: reza.id } } },
    ])
    expect(await call('getChatMemberCount', { chat_id: group.id })).toBe(3)
  })

  test('in private it hears of blocking and unblocking', async () => {
    const { ali, bot, updates, call, refuse } = await buildWorld()
    ali.start(bot, 'kt_1')
    ali.block(bot)
    expect(await refuse('sendMessage', { chat_id: ali.id, text: 'x' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    })
    ali.unblock(bot)
    await call('sendMessage', { chat_id: ali.id, text: 'x' })
    const found = await updates()
    expect(found.flatMap(({ my_chat_member }) => change(my_chat_member) ?? []).slice(1)).toEqual([
      'member > kicked by علی',
      'kicked > member by علی',
    ])
    expect(found.find(({ message }) => message?.text === '/start kt_1')?.message).toMatchObject({
      chat: { type: 'private', id: ali.id },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    })
  })
})

describe('who keeps a bot out', () => {
  test('a person who never wrote to it', async () => {
    const { ali, bot, call, refuse } = await buildWorld()
    expect(await refuse('sendMessage', { chat_id: ali.id, text: 'x' })).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    })
    ali.chat(bot).send('سلام')
    await call('sendMessage', { chat_id: ali.id, text: 'x' })
    ali.deactivate()
    expect((await refuse('sendMessage', { chat_id: ali.id, text: 'x' })).description).toBe(
      'Forbidden: user is deactivated',
    )
  })

  test('another bot', async () => {
    const { tg, refuse } = await buildWorld()
    const other = tg.addBot({ username: 'OtherBot' })
    expect((await refuse('sendMessage', { chat_id: other.id, text: 'x' })).description).toBe(
      "Forbidden: the bot can't send messages to the bot",
    )
  })

  test.each([
    ['group', 'group'],
    ['supergroup', 'supergroup'],
  ] as const)('a %s it was kicked from, or has left', async (kind, word) => {
    const { group, ali, bot, refuse, call } = await buildWorld({ kind })
    const params = { chat_id: group.id, text: 'x' }
    group.kick(bot, { by: ali })
    expect(await refuse('sendMessage', params)).toMatchObject({
      error_code: 403,
      description: `Forbidden: bot was kicked from the ${word} chat`,
    })
    group.add(bot, { by: ali })
    await call('leaveChat', { chat_id: group.id })
    expect((await refuse('sendMessage', params)).description).toBe(
      `Forbidden: bot is not a member of the ${word} chat`,
    )
  })

  test('a group that was deleted, a group that takes away the right to write, a chat nobody knows', async () => {
    const { group, bot, refuse } = await buildWorld({ kind: 'group' })
    const params = { chat_id: group.id, text: 'x' }
    group.restrict(bot)
    expect((await refuse('sendMessage', params)).description).toBe(
      'Bad Request: not enough rights to send text messages to the chat',
    )
    group.delete()
    expect((await refuse('sendMessage', params)).description).toBe('Forbidden: the group chat was deleted')
    expect((await refuse('sendMessage', { chat_id: -77, text: 'x' })).description).toBe(
      'Bad Request: chat not found',
    )
  })
})

test('getChatMember and getChatAdministrators tell statuses and rights', async () => {
  const { tg, group, ali, sara, bot, call, refuse } = await buildWorld()
  group.promote(sara)
  group.setAnonymous(sara, true, 'پشتیبان')
  const ask = (user_id: number) => call<{ status: string }>('getChatMember', { chat_id: group.id, user_id })
  expect(await ask(ali.id)).toMatchObject({ status: 'creator' })
  expect(await ask(sara.id)).toMatchObject({
    status: 'administrator',
    is_anonymous: true,
    custom_title: 'پشتیبان',
  })
  expect(await ask(bot.id)).toMatchObject({ status: 'member' })
  expect(await ask(tg.addUser({ firstName: 'x' }).id)).toMatchObject({ status: 'left' })
  expect((await refuse('getChatMember', { chat_id: group.id, user_id: 5 })).description).toBe(
    'Bad Request: PARTICIPANT_ID_INVALID',
  )
  expect(await call('getChatAdministrators', { chat_id: group.id })).toHaveLength(2)
})

describe('who a message is from', () => {
  test('an anonymous administrator is the group, but presses buttons in person', async () => {
    const { group, sara, updates, call, bot } = await buildWorld({ privacy: false })
    group.promote(sara)
    group.setAnonymous(sara, true, 'پشتیبان')
    await updates()
    const text = sara.in(group).send('x')
    const { message_id } = await call('sendMessage', {
      chat_id: group.id,
      text: '?',
      reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] },
    })
    const asked = group.message(message_id)
    if (asked) sara.in(group).press(asked, 0)
    expect(await updates()).toMatchObject([
      {
        message: {
          from: { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' },
          sender_chat: { id: group.id },
          author_signature: 'پشتیبان',
        },
      },
      { callback_query: { from: { id: sara.id } } },
    ])
    expect(text.from).toMatchObject({ id: 1087968824, name: 'testco' })
    expect(bot.calls).toHaveLength(1)
  })

  test('a channel a person writes for, and a post of the linked channel', async () => {
    const { tg, group, ali, updates } = await buildWorld({ privacy: false })
    const channel = tg.addChannel({ title: 'اخبار' })
    channel.linkTo(group)
    await updates()
    ali.as(channel).in(group).send('از کانال')
    const post = channel.post('خبر')
    expect(await updates()).toMatchObject([
      { message: { from: { id: 136817688, username: 'Channel_Bot' }, sender_chat: { id: channel.id } } },
      {
        message: {
          from: { id: 777000 },
          sender_chat: { id: channel.id },
          is_automatic_forward: true,
          forward_origin: { type: 'channel', chat: { id: channel.id }, message_id: post.id },
        },
      },
    ])
  })

  test('nobody, in a channel', async () => {
    const { tg, bot, updates } = await buildWorld()
    const channel = tg.addChannel({ title: 'اخبار' })
    channel.add(bot)
    await updates()
    channel.post('خبر')
    const [update] = await updates()
    expect(update?.channel_post).toMatchObject({ text: 'خبر', sender_chat: { id: channel.id } })
    expect(update?.channel_post).not.toHaveProperty('from')
  })
})

describe('a group that becomes a supergroup', () => {
  test.each([
    ['old-first', ['migrate_to_chat_id', 'migrate_from_chat_id']],
    ['new-first', ['migrate_from_chat_id', 'migrate_to_chat_id']],
  ] as const)('tells both chats, %s, and refuses the old id', async (order, fields) => {
    const { group, ali, bot, updates, refuse, call } = await buildWorld({ kind: 'group' })
    await updates()
    const next = group.migrate({ order })
    const found = await updates()
    const messages = found.flatMap(({ message }) => message ?? [])
    expect(messages.map((message) => fields.find((field) => field in message))).toEqual(fields)
    const of = (field: keyof Message) => messages.find((message) => field in message)
    expect(of('migrate_to_chat_id')).toMatchObject({
      chat: { id: group.id, type: 'group' },
      migrate_to_chat_id: next.id,
    })
    expect(of('migrate_from_chat_id')).toMatchObject({
      chat: { id: next.id, type: 'supergroup' },
      message_id: 1,
    })
    expect(found.flatMap(({ my_chat_member }) => my_chat_member ?? [])).toMatchObject([
      { chat: { id: next.id }, new_chat_member: { status: 'member', user: { id: bot.id } } },
    ])
    expect(await refuse('sendMessage', { chat_id: group.id, text: 'x' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next.id },
    })
    expect(await call('sendMessage', { chat_id: next.id, text: 'x' })).toMatchObject({ message_id: 2 })
    expect(() => ali.in(group).send('x')).toThrow('is no more')
    ali.in(next).send('x')
  })

  test('also when topics are turned on', async () => {
    const { group } = await buildWorld({ kind: 'group' })
    const next = group.enableTopics()
    expect(next.id).toBeLessThan(-1_000_000_000_000)
    expect(next.isForum).toBe(true)
  })
})

test('private chats and basic groups count messages together, supergroups each for themselves', async () => {
  const { tg, ali, bot } = await buildWorld()
  const [one, two] = [1, 2].map((n) => tg.addGroup({ title: `g${n}`, kind: 'group', members: [ali, bot] }))
  const first = ali.chat(bot).send('x')
  const ids = [one, two].map((group) => group && ali.in(group).send('x').id)
  expect(ids).toEqual([first.id + 1, first.id + 2])
  const supergroup = tg.addGroup({ title: 's', kind: 'supergroup', members: [ali] })
  expect(ali.in(supergroup).send('x').id).toBe(2)
})
