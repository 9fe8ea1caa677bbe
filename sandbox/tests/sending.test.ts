import { InputFile } from 'grammy'
import { describe, expect, test } from 'vitest'
import { buildWorld, createGrammy } from './_world.ts'

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

async function prepare() {
  const world = await buildWorld({ privacy: false })
  await world.updates()
  return { ...world, chat_id: world.group.id, api: createGrammy(world).api }
}

describe('a bot sends', () => {
  const kinds = [
    ['sendPhoto', 'photo', 'photo'],
    ['sendDocument', 'document', 'document'],
    ['sendVideo', 'video', 'video'],
    ['sendAudio', 'audio', 'audio'],
    ['sendVoice', 'voice', 'voice'],
    ['sendAnimation', 'animation', 'animation'],
    ['sendVideoNote', 'video_note', 'videoNote'],
    ['sendSticker', 'sticker', 'sticker'],
  ] as const

  test.each(kinds)('%s by upload, and by the id of what somebody sent', async (method, field, kind) => {
    const { tg, api, chat_id, ali, group, updates } = await prepare()
    const upload = await api[method](chat_id, new InputFile(PIXEL, 'a.gif'))
    expect(upload).toHaveProperty(field)
    ali.in(group)[kind]()
    const received = (await updates())[0]?.message?.[field]
    const file = Array.isArray(received) ? received.at(-1) : received
    const again = await api[method](chat_id, file?.file_id ?? '')
    expect(JSON.stringify(again)).toContain(file?.file_unique_id)
    expect(group.last(tg.bots()[0])?.media).toBe(field)
    tg.assertClean()
  })

  test.each(kinds)('%s not where the group forbids media, unless it is an administrator', async (method) => {
    const { api, bot, chat_id, group } = await prepare()
    group.forbidMedia()
    await expect(api[method](chat_id, new InputFile(PIXEL, 'a.gif'))).rejects.toThrow(
      /not enough rights to send [a-z ]+ to the chat/,
    )
    await api.sendMessage(chat_id, 'متن')
    group.promote(bot)
    await api[method](chat_id, new InputFile(PIXEL, 'a.gif'))
    group.demote(bot)
    group.forbidMedia(false)
    await api[method](chat_id, new InputFile(PIXEL, 'a.gif'))
  })

  test('a place and a contact', async () => {
    const { api, chat_id } = await prepare()
    expect((await api.sendLocation(chat_id, 35.7, 51.4)).location).toEqual({
      latitude: 35.7,
      longitude: 51.4,
    })
    expect((await api.sendContact(chat_id, '+98912', 'علی')).contact).toEqual({
      phone_number: '+98912',
      first_name: 'علی',
    })
  })

  test('with the details it gives', async () => {
    const { api, chat_id } = await prepare()
    const sent = await api.sendAudio(chat_id, new InputFile(PIXEL, 'a.mp3'), {
      title: 'نوا',
      performer: 'x',
      duration: 7,
    })
    expect(sent.audio).toMatchObject({ title: 'نوا', performer: 'x', duration: 7, file_name: 'a.mp3' })
  })
})

describe('getChat', () => {
  test('tells the kind, the pinned message, and what may be said', async () => {
    const { api, chat_id, ali, bot, group } = await prepare()
    group.promote(bot)
    const { message_id } = await api.sendMessage(chat_id, 'مهم')
    await api.pinChatMessage(chat_id, message_id)
    expect(await api.getChat(chat_id)).toMatchObject({
      id: chat_id,
      type: 'supergroup',
      title: 'testco',
      pinned_message: { message_id },
      permissions: { can_send_messages: true },
    })
    group.enableTopics()
    expect(await api.getChat(chat_id)).toMatchObject({ is_forum: true })
    ali.start(bot)
    expect(await api.getChat(ali.id)).toMatchObject({ type: 'private', first_name: 'علی', username: 'ali_r' })
    expect(await api.getChatMemberCount(chat_id)).toBe(3)
    expect(await api.getChatMemberCount(ali.id)).toBe(2)
  })

  test('knows nothing of strangers', async () => {
    const { refuse, sara } = await prepare()
    expect((await refuse('getChat', { chat_id: sara.id })).description).toBe('Bad Request: chat not found')
  })
})

describe('the driver', () => {
  test('refuses what no client could do', async () => {
    const { tg, ali, sara, bot, group } = await prepare()
    const stranger = tg.addUser({ firstName: 'رضا' })
    expect(() => stranger.in(group).send('x')).toThrow('رضا is not in «testco»')
    expect(() => ali.in(group).send('x'.repeat(4097))).toThrow('message is too long')
    expect(() => ali.in(group).send('x', { replyTo: 999 })).toThrow('there is no message 999 in «testco»')
    expect(() => ali.in(group, 5).send('x')).toThrow('there is no topic 5')
    expect(() => sara.in(group).edit(ali.in(group).send('x'), 'y')).toThrow("nobody edits another's message")
    expect(() => sara.in(group).delete(ali.in(group).send('x'))).toThrow('only administrators')
    expect(() => sara.chat(bot).contact({ own: true })).toThrow('has no phone')
    ali.block(bot)
    expect(() => ali.chat(bot).send('x')).toThrow('has blocked the bot')
    ali.start(bot)
  })

  test("sends another's contact, and contacts of strangers", async () => {
    const { ali, sara, bot, updates } = await prepare()
    sara.chat(bot).contact({ user: ali })
    sara.chat(bot).contact({ phone: '+1', firstName: 'x' })
    expect((await updates()).map(({ message }) => message?.contact)).toEqual([
      { phone_number: '+989121234567', first_name: 'علی', user_id: ali.id },
      { phone_number: '+1', first_name: 'x' },
    ])
  })
})
