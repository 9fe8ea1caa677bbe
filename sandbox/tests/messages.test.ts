import type { Message } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { prepare } from './_messages.ts'
import { createClock } from './_world.ts'

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
