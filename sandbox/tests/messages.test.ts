import type { Message } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { buildWorld, createClock, type WorldOptions } from './_world.ts'

async function prepare(options: WorldOptions = {}) {
  const world = await buildWorld({ privacy: false, ...options })
  await world.updates()
  const chat_id = world.group.id
  const at = world.ali.in(world.group)
  const say = (params: object = {}) => world.call<Message>('sendMessage', { chat_id, text: 'متن', ...params })
  const refused = async (method: string, params: object) =>
    (await world.refuse(method, { chat_id, ...params })).description
  return { ...world, chat_id, at, say, refused }
}

describe('texts', () => {
  test.each([
    ['x'.repeat(4097), 'message is too long'],
    ['ب'.repeat(16_385), 'text is too long'],
    ['  \n ', 'message text is empty'],
  ])('%.5s… is refused: %s', async (text, reason) => {
    const { tg, refused } = await prepare()
    expect(await refused('sendMessage', { text })).toBe(`Bad Request: ${reason}`)
    expect(tg.violations).toHaveLength(1)
  })

  test('are trimmed, and their entities move with them', async () => {
    const { say } = await prepare()
    const entities = [{ type: 'bold', offset: 2, length: 7 }]
    expect(await say({ text: '\n سلام 👋 ', entities })).toMatchObject({
      text: 'سلام 👋',
      entities: [{ type: 'bold', offset: 0, length: 7 }],
    })
    expect((await say({ text: 'x'.repeat(4096) })).text).toHaveLength(4096)
  })
})

describe('replies', () => {
  test('show the message, once', async () => {
    const { at, say } = await prepare()
    const first = at.send('یک')
    const second = at.reply(first, 'دو')
    const sent = await say({ reply_parameters: { message_id: second.id } })
    expect(sent.reply_to_message).toMatchObject({ message_id: second.id, text: 'دو' })
    expect(sent.reply_to_message).not.toHaveProperty('reply_to_message')
  })

  test('to what is not there are refused, or sent without', async () => {
    const { at, say, refused, chat_id, ali, bot, tg } = await prepare()
    const gone = at.send('یک')
    at.delete(gone)
    const reply_parameters = { message_id: gone.id }
    expect(await refused('sendMessage', { text: 'x', reply_parameters })).toBe(
      'Bad Request: message to be replied not found',
    )
    const sent = await say({ reply_parameters: { ...reply_parameters, allow_sending_without_reply: true } })
    expect(sent).not.toHaveProperty('reply_to_message')
    ali.start(bot)
    const elsewhere = { message_id: 9999, chat_id, allow_sending_without_reply: true }
    expect(await refused('sendMessage', { chat_id: ali.id, text: 'x', reply_parameters: elsewhere })).toBe(
      'Bad Request: message to be replied not found',
    )
    expect(tg.violations).toEqual([])
  })

  test('may quote what the message says, and nothing else', async () => {
    const { at, say, refused } = await prepare()
    const message_id = at.send('سرور خاموش است').id
    expect(await say({ reply_parameters: { message_id, quote: 'خاموش' } })).toMatchObject({
      quote: { text: 'خاموش', position: 5 },
    })
    expect(await refused('sendMessage', { text: 'x', reply_parameters: { message_id, quote: 'روشن' } })).toBe(
      'Bad Request: QUOTE_TEXT_INVALID',
    )
  })
})

describe('replies of people', () => {
  test('quote the part that was chosen', async () => {
    const { at, updates } = await prepare()
    const message = at.send('سرور خاموش است')
    at.send('همین', { replyTo: message, quote: 'خاموش' })
    expect((await updates()).at(-1)?.message).toMatchObject({
      reply_to_message: { message_id: message.id },
      quote: { text: 'خاموش', position: 5, is_manual: true },
    })
    expect(() => at.send('همین', { replyTo: message, quote: 'روشن' })).toThrow('does not say')
  })

  test('from another chat quote it by themselves, and show its file', async () => {
    const { tg, at, ali, updates } = await prepare()
    const elsewhere = tg.addGroup({ title: 'دیگر', kind: 'supergroup', members: [ali] })
    const there = ali.in(elsewhere)
    at.send('ببینید', { replyTo: there.document({ name: 'a.pdf', caption: 'گزارش' }) })
    at.send('این هم', { replyTo: there.send('متن آنجا') })
    const [file, text] = (await updates()).map(({ message }) => message)
    expect(file).toMatchObject({
      quote: { text: 'گزارش', position: 0 },
      external_reply: { chat: { id: elsewhere.id }, document: { file_name: 'a.pdf' } },
    })
    expect(file).not.toHaveProperty('reply_to_message')
    expect(file?.quote).not.toHaveProperty('is_manual')
    expect(text).toMatchObject({
      quote: { text: 'متن آنجا' },
      external_reply: { chat: { id: elsewhere.id } },
    })
  })
})

describe('edits of the bot', () => {
  test('change text and keyboard, and leave their trace', async () => {
    const { say, call, chat_id, group, updates } = await prepare()
    const keyboard = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] }
    const { message_id } = await say({ text: 'یک', reply_markup: keyboard })
    const edited = await call<Message>('editMessageText', { chat_id, message_id, text: 'دو' })
    expect(edited).toMatchObject({ text: 'دو', edit_date: expect.any(Number) as number })
    expect(edited).not.toHaveProperty('reply_markup')
    await call('editMessageReplyMarkup', { chat_id, message_id, reply_markup: keyboard })
    const message = group.message(message_id)
    expect(message?.buttonTexts).toEqual(['a'])
    expect(message?.history.map(({ text }) => text)).toEqual(['یک', 'دو'])
    expect(await updates()).toEqual([])
  })

  test('that change nothing are told so', async () => {
    const { tg, say, refused } = await prepare()
    const { message_id } = await say({ text: 'یک' })
    const same =
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
    expect(await refused('editMessageText', { message_id, text: ' یک' })).toBe(same)
    expect(await refused('editMessageReplyMarkup', { message_id })).toBe(same)
    expect(tg.violations).toEqual([])
  })

  test('are refused where there is nothing to edit', async () => {
    const { at, say, call, refused, chat_id, group } = await prepare()
    const contact = await call('sendContact', { chat_id, phone_number: '+98', first_name: 'x' })
    const forced = await say({ reply_markup: { force_reply: true } })
    const keyboard = await say({ reply_markup: { keyboard: [['x']] } })
    const forwarded = await call('forwardMessage', {
      chat_id,
      from_chat_id: chat_id,
      message_id: at.send('x').id,
    })
    const deleted = await say()
    await call('deleteMessage', { chat_id, message_id: deleted.message_id })
    const edit = (message_id: number) => refused('editMessageText', { message_id, text: 'y' })
    expect(await edit(contact.message_id)).toBe('Bad Request: there is no text in the message to edit')
    for (const fixed of [forced, keyboard, forwarded, { message_id: at.send('x').id }]) {
      expect(await edit(fixed.message_id)).toBe("Bad Request: message can't be edited")
    }
    expect(await edit(deleted.message_id)).toBe('Bad Request: message to edit not found')
    const text = await say()
    expect(await refused('editMessageCaption', { message_id: text.message_id, caption: 'y' })).toBe(
      'Bad Request: there is no caption in the message to edit',
    )
    expect(group.message(text.message_id)?.text).toBe('متن')
  })

  test('keep whether a keyboard forced a reply', async () => {
    const { say, call, chat_id, group } = await prepare()
    const inline_keyboard = [[{ text: 'a', callback_data: 'a' }]]
    const { message_id } = await say({ reply_markup: { inline_keyboard, force_reply: true } })
    await call('editMessageText', { chat_id, message_id, text: 'دو', reply_markup: { inline_keyboard } })
    expect(group.message(message_id)?.forceReply).toBe(true)
  })
})

describe('deleting', () => {
  test('takes own messages, and those of others with the right', async () => {
    const { at, say, call, refused, chat_id, group, bot } = await prepare()
    const own = await say()
    await call('deleteMessage', { chat_id, message_id: own.message_id })
    expect(group.message(own.message_id)?.deleted).toBe(true)
    expect(await refused('deleteMessage', { message_id: own.message_id })).toBe(
      'Bad Request: message to delete not found',
    )
    const other = at.send('x')
    expect(await refused('deleteMessage', { message_id: other.id })).toBe(
      "Bad Request: message can't be deleted",
    )
    group.promote(bot, { can_delete_messages: true })
    await call('deleteMessages', { chat_id, message_ids: [other.id, 4242] })
    expect(group.messages()).not.toContain(other)
    expect(await refused('deleteMessage', { message_id: 1 })).toBe("Bad Request: message can't be deleted")
  })

  test('takes what people wrote in private', async () => {
    const { ali, bot, call } = await prepare()
    const message = ali.start(bot)
    await call('deleteMessage', { chat_id: ali.id, message_id: message.id })
    expect(message.deleted).toBe(true)
  })

  test('is too late after 48 hours', async () => {
    const clock = createClock()
    const { say, call, refused, chat_id } = await prepare({ now: clock.now, admin: true })
    const [one, two] = [await say(), await say()]
    clock.advance(48 * 3600 * 1000 - 1)
    await call('deleteMessage', { chat_id, message_id: one.message_id })
    clock.advance(1)
    expect(await refused('deleteMessage', { message_id: two.message_id })).toBe(
      "Bad Request: message can't be deleted for everyone",
    )
  })
})

describe('copies and forwards', () => {
  test('a copy has no origin, a forward has', async () => {
    const { at, call, chat_id, ali, bot, group } = await prepare()
    ali.start(bot)
    const source = at.photo({ caption: 'عکس' })
    const copy = await call('copyMessage', {
      chat_id: ali.id,
      from_chat_id: chat_id,
      message_id: source.id,
      caption: 'دیگر',
    })
    expect(copy).toEqual({ message_id: expect.any(Number) as number })
    expect(ali.chat(bot).last(bot)).toMatchObject({ caption: 'دیگر', media: 'photo', forwarded: false })
    const forward = await call('forwardMessage', {
      chat_id: ali.id,
      from_chat_id: chat_id,
      message_id: source.id,
    })
    expect(forward).toMatchObject({
      caption: 'عکس',
      forward_origin: { type: 'user', sender_user: { id: ali.id } },
    })
    expect(group.messages().filter(({ media }) => media)).toHaveLength(1)
  })

  test('in batches skip what cannot be moved, and keep albums together', async () => {
    const { at, call, refused, chat_id, group, bot } = await prepare()
    const [one, two] = at.album([{ caption: 'یک' }, {}])
    const ids = [1, one?.id ?? 0, two?.id ?? 0, 9999]
    const copied = await call<unknown[]>('copyMessages', { chat_id, from_chat_id: chat_id, message_ids: ids })
    expect(copied).toHaveLength(2)
    const copies = group.messages().filter((message) => message.from.id === bot.id)
    expect(new Set(copies.map(({ albumId }) => albumId)).size).toBe(1)
    expect(copies[0]).toMatchObject({ caption: 'یک' })
    expect(copies[0]?.albumId).not.toBe(one?.albumId)
    const batch = { from_chat_id: chat_id, message_ids: [1, 9999] }
    expect(await refused('copyMessages', batch)).toBe('Bad Request: there are no messages to copy')
    expect(await refused('forwardMessages', { ...batch, message_ids: [5, 5] })).toBe(
      'Bad Request: message identifiers must be in a strictly increasing order',
    )
  })

  test('are refused for what is not there, for service messages, for protected ones', async () => {
    const { say, call, refused, chat_id } = await prepare()
    const move = (message_id: number) => ({ from_chat_id: chat_id, message_id })
    expect(await refused('copyMessage', move(9999))).toBe('Bad Request: message to copy not found')
    expect(await refused('forwardMessage', move(9999))).toBe('Bad Request: message to forward not found')
    expect(await refused('copyMessage', move(1))).toBe("Bad Request: message can't be copied")
    expect(await refused('forwardMessage', move(1))).toBe("Bad Request: message can't be forwarded")
    const { message_id } = await say({ protect_content: true })
    expect(await refused('forwardMessage', move(message_id))).toBe(
      "Bad Request: message has protected content and can't be forwarded",
    )
    await call('copyMessage', { chat_id, ...move(message_id) })
  })

  test('a message of the bot is read back by a forward that nobody hears, with all it holds', async () => {
    const { tg, ali, bot, say, call, updates, chat_id } = await prepare()
    const archive = tg.addGroup({ title: 'archive', kind: 'forum', members: [ali] })
    archive.add(bot, { admin: true })
    const { message_thread_id } = await call<{ message_thread_id: number }>('createForumTopic', {
      chat_id: archive.id,
      name: 'copies',
    })
    await updates()
    const entities = [{ type: 'bold', offset: 0, length: 2 }]
    const sent = await say({
      text: 'KT-1',
      entities,
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] },
    })
    const copy = await call('forwardMessage', {
      chat_id: archive.id,
      message_thread_id,
      from_chat_id: chat_id,
      message_id: sent.message_id,
      disable_notification: true,
    })
    expect(copy).toMatchObject({
      text: 'KT-1',
      entities,
      chat: { id: archive.id },
      message_thread_id,
      forward_origin: { type: 'user', sender_user: { id: bot.id } },
    })
    expect(copy).not.toHaveProperty('reply_markup')
    await call('deleteMessage', { chat_id: archive.id, message_id: copy.message_id })
    expect(await updates()).toEqual([])
    expect(archive.messages(message_thread_id).filter(({ service }) => !service)).toEqual([])
  })

  test('nothing is forwarded out of a chat that is protected', async () => {
    const { group, say, refused, updates, at, chat_id } = await prepare()
    const { message_id } = await say({})
    await updates()
    group.protect()
    expect(await refused('forwardMessage', { from_chat_id: chat_id, message_id })).toBe(
      "Bad Request: message has protected content and can't be forwarded",
    )
    expect(await refused('forwardMessages', { from_chat_id: chat_id, message_ids: [message_id] })).toBe(
      'Bad Request: there are no messages to forward',
    )
    at.send('x')
    expect(await updates()).toMatchObject([{ message: { has_protected_content: true } }])
    group.protect(false)
    expect(await refused('forwardMessage', { from_chat_id: chat_id, message_id: 9999 })).toBe(
      'Bad Request: message to forward not found',
    )
  })
})

describe('albums', () => {
  test('of people come as one update an item, in any order, late ones too', async () => {
    const { at, updates, group, ali } = await prepare()
    const sent = at.album([{ caption: 'سه عکس' }, {}, { kind: 'video' }], { order: [2, 0, 1] })
    const albumId = sent[0]?.albumId
    if (albumId !== undefined) ali.in(group).photo({ mediaGroupId: albumId })
    const found = (await updates()).flatMap(({ message }) => message ?? [])
    expect(found.map((message) => message.message_id)).toEqual([
      ...[2, 0, 1].map((index) => sent[index]?.id),
      (sent[2]?.id ?? 0) + 1,
    ])
    expect(new Set(found.map((message) => message.media_group_id)).size).toBe(1)
    expect(found[0]?.video).toBeDefined()
    expect(found.map(({ caption }) => caption)).toEqual([undefined, 'سه عکس', undefined, undefined])
  })

  test('may be held back, and tell only once what they reply to', async () => {
    const { tg, at, say, updates, group } = await prepare()
    const asked = await say()
    at.album([{}, {}], { replyTo: asked.message_id, replyOnFirstOnly: true, delays: [0, 30] })
    expect(await updates()).toMatchObject([
      { message: { reply_to_message: { message_id: asked.message_id } } },
    ])
    await expect(tg.settled({ timeoutMs: 1 })).rejects.toThrow('every update is confirmed')
    await tg.until(() => group.messages() && tg.bots()[0]?.pending.length, { what: 'the second item' })
    const [late] = await updates()
    expect(late?.message).not.toHaveProperty('reply_to_message')
  })

  test('of bots share an id, and follow the rules', async () => {
    const { call, refused, chat_id, at } = await prepare()
    const photo = at
      .photo()
      .toApi({ id: (await call<{ id: number }>('getMe')).id })
      .photo?.at(-1)?.file_id
    const media = (...types: string[]) => ({ media: types.map((type) => ({ type, media: photo })) })
    const sent = await call<Message[]>('sendMediaGroup', { chat_id, ...media('photo', 'photo') })
    expect(sent.map(({ media_group_id }) => media_group_id)).toEqual([
      sent[0]?.media_group_id,
      sent[0]?.media_group_id,
    ])
    expect(await refused('sendMediaGroup', media('photo'))).toContain('too few messages')
    expect(await refused('sendMediaGroup', media(...Array<string>(11).fill('photo')))).toContain(
      'too many messages',
    )
    expect(await refused('sendMediaGroup', { ...media('photo', 'photo'), reply_markup: {} })).toContain(
      'unknown parameter reply_markup',
    )
  })

  test('of mixed kinds are refused', async () => {
    const { refused } = await prepare()
    const mixed = (a: string, b: string) => ({
      media: [
        { type: a, media: 'x' },
        { type: b, media: 'x' },
      ],
    })
    expect(await refused('sendMediaGroup', mixed('document', 'document'))).toContain('wrong file identifier')
    expect(await refused('sendMediaGroup', mixed('photo', 'video'))).toContain('wrong file identifier')
    for (const [a, b] of [
      ['document', 'photo'],
      ['video', 'document'],
      ['audio', 'photo'],
    ] as const) {
      expect(await refused('sendMediaGroup', mixed(a, b))).toBe(
        "Bad Request: documents and audio can't be mixed with other media types",
      )
    }
  })
})

describe('reactions and pins', () => {
  test('a bot reacts with one of the allowed emoji', async () => {
    const { at, call, refused, chat_id, bot } = await prepare()
    const message = at.send('x')
    const react = (...emoji: string[]) => ({
      message_id: message.id,
      reaction: emoji.map((e) => ({ type: 'emoji', emoji: e })),
    })
    await call('setMessageReaction', { chat_id, ...react('👍') })
    expect(message.reactions).toEqual([{ by: bot.id, emoji: '👍' }])
    expect(await refused('setMessageReaction', react('👍', '🔥'))).toBe('Bad Request: REACTIONS_TOO_MANY')
    await call('setMessageReaction', { chat_id, ...react() })
    expect(message.reactions).toEqual([])
    expect(await refused('setMessageReaction', { ...react('👍'), message_id: 9999 })).toBe(
      'Bad Request: message to react not found',
    )
  })

  test('of people come to administrators that asked', async () => {
    const { at, updates, group, bot } = await prepare()
    await updates({ allowed_updates: ['message_reaction'] })
    const message = at.send('x')
    at.react(message, '🔥')
    expect(await updates()).toEqual([])
    group.promote(bot)
    at.react(message)
    expect(await updates()).toMatchObject([
      { message_reaction: { message_id: message.id, old_reaction: [{ emoji: '🔥' }], new_reaction: [] } },
    ])
  })

  test('a pin needs the right, and says so in the chat', async () => {
    const { at, call, refused, chat_id, group, bot, updates } = await prepare()
    const message = at.send('x')
    expect(await refused('pinChatMessage', { message_id: message.id })).toBe(
      'Bad Request: not enough rights to manage pinned messages in the chat',
    )
    group.promote(bot)
    await updates()
    await call('pinChatMessage', { chat_id, message_id: message.id })
    expect(await updates()).toMatchObject([
      { message: { from: { id: bot.id }, pinned_message: { text: 'x' } } },
    ])
    expect(group.pinned).toEqual([message])
    await call('unpinChatMessage', { chat_id })
    expect(group.pinned).toEqual([])
  })
})

test('a poison message has whatever fields a test puts there', async () => {
  const { at, updates } = await prepare()
  at.raw({ dice: { emoji: '🎲', value: 3 } })
  at.raw({ from: { id: 1087968824, is_bot: true, first_name: 'Group' }, text: 'x' })
  expect(await updates()).toMatchObject([
    { message: { dice: { value: 3 } } },
    { message: { from: { id: 1087968824 }, text: 'x' } },
  ])
})
