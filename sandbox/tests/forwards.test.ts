import { describe, expect, test } from 'vitest'
import { prepare } from './_messages.ts'

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
