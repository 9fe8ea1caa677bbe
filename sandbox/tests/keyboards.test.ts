import { describe, expect, test } from 'vitest'
import { buildWorld, createClock, type WorldOptions } from './_world.ts'

async function prepare(options: WorldOptions = {}) {
  const world = await buildWorld(options)
  await world.updates()
  const chat_id = world.group.id
  async function ask(reply_markup: object, params: object = {}) {
    const { message_id } = await world.call('sendMessage', { chat_id, text: '?', reply_markup, ...params })
    const message = world.group.message(message_id)
    if (!message) throw new Error('it was not sent')
    return message
  }
  return { ...world, chat_id, ask }
}

const inline = (...rows: object[][]) => ({ inline_keyboard: rows })
const data = (callback_data: string, text = 'a') => ({ text, callback_data })

describe('a keyboard', () => {
  const buttons = (count: number) => Array.from({ length: count }, () => data('x'))
  test.each([
    ['64 bytes and more of data', inline([data('ب'.repeat(32) + 'x')]), 'BUTTON_DATA_INVALID'],
    ['no data', inline([data('')]), 'BUTTON_DATA_INVALID'],
    ['no text', inline([data('x', ' ')]), 'inline keyboard button text must be non-empty'],
    ['two actions', inline([{ ...data('x'), url: 'https://kubit.ir' }]), 'unknown parameter'],
    ['101 buttons', inline(...Array.from({ length: 101 }, () => buttons(1))), 'reply markup is too long'],
    ['9 buttons in a row', inline(buttons(9)), 'reply markup is too long'],
    [
      'too much to copy',
      inline([{ text: 'a', copy_text: { text: 'x'.repeat(257) } }]),
      'BUTTON_COPY_TEXT_INVALID',
    ],
    ['nothing to copy', inline([{ text: 'a', copy_text: { text: '' } }]), 'BUTTON_COPY_TEXT_INVALID'],
    ['a link to localhost', inline([{ text: 'a', url: 'http://localhost:3000/' }]), 'Wrong HTTP URL'],
    ['a link to nothing', inline([{ text: 'a', url: 'javascript:alert(1)' }]), 'Wrong HTTP URL'],
    [
      'a Mini App in a group',
      inline([{ text: 'a', web_app: { url: 'https://kubit.ir' } }]),
      'BUTTON_TYPE_INVALID',
    ],
    ['13 keys in a row', { keyboard: [Array<string>(13).fill('x')] }, 'reply markup is too long'],
    ['an empty key', { keyboard: [['']] }, 'keyboard button text must be non-empty'],
    [
      'a request of a contact in a group',
      { keyboard: [[{ text: 'a', request_contact: true }]] },
      'phone number can be requested in private chats only',
    ],
    [
      'a long placeholder',
      { force_reply: true, input_field_placeholder: 'x'.repeat(65) },
      'placeholder must be 1-64',
    ],
  ])('with %s is refused', async (_what, reply_markup, reason) => {
    const { tg, refuse, chat_id } = await prepare()
    const { description } = await refuse('sendMessage', { chat_id, text: 'x', reply_markup })
    expect(description).toContain(`Bad Request: `)
    expect(description).toContain(reason)
    expect(tg.violations).toHaveLength(1)
  })

  test('within the limits is taken', async () => {
    const { tg, ask, call, ali, bot } = await prepare()
    await ask(inline(...Array.from({ length: 12 }, () => buttons(8)), buttons(4)))
    await ask(inline([data('ب'.repeat(32)), { text: 'a', url: 'http://127.0.0.1:3000/tickets' }]))
    ali.start(bot)
    const contact = { keyboard: [[{ text: 'ارسال شماره', request_contact: true }]] }
    await call('sendMessage', { chat_id: ali.id, text: 'x', reply_markup: contact })
    tg.assertClean()
  })
})

describe('pressing', () => {
  test('anyone may press, and sees what the bot answers, once', async () => {
    const { ask, sara, group, bot, updates, call, refuse } = await prepare()
    const message = await ask(inline([data('1', 'یک'), data('2', 'دو')]))
    const press = sara.in(group).press(message, 'دو')
    const [update] = await updates()
    expect(update?.callback_query).toMatchObject({
      id: press.id,
      from: { id: sara.id },
      data: '2',
      message: {
        message_id: message.id,
        from: { id: bot.id },
        reply_markup: { inline_keyboard: [[{}, {}]] },
      },
    })
    expect(press.answered()).toBeUndefined()
    await call('answerCallbackQuery', { callback_query_id: press.id, text: 'مال شما نیست', show_alert: true })
    expect(await press.answer()).toEqual({ text: 'مال شما نیست', showAlert: true })
    expect((await refuse('answerCallbackQuery', { callback_query_id: press.id })).description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    )
  })

  test('an answer that is too late, or too long, or to nothing is refused', async () => {
    const clock = createClock()
    const { ask, ali, group, refuse, call } = await prepare({ now: clock.now })
    const message = await ask(inline([data('1')]))
    const at = ali.in(group)
    const [early, late] = [at.press(message, 0), at.press(message, 0)]
    const answer = (callback_query_id = '', text = '') => ({ callback_query_id, text })
    expect((await refuse('answerCallbackQuery', answer(early.id, 'x'.repeat(201)))).description).toBe(
      'Bad Request: MESSAGE_TOO_LONG',
    )
    clock.advance(14_999)
    await call('answerCallbackQuery', answer(early.id))
    clock.advance(1)
    for (const id of [late.id, '77']) {
      expect((await refuse('answerCallbackQuery', answer(id))).description).toContain('query is too old')
    }
  })

  test('a link opens, a copy button copies, a wrong name tells the right ones', async () => {
    const { ask, ali, group, updates } = await prepare()
    const at = ali.in(group)
    const message = await ask(
      inline([{ text: 'شناسه', copy_text: { text: '-100' } }], [{ text: 'باز', url: 'https://kubit.ir' }]),
    )
    expect(at.press(message, 'شناسه')).toMatchObject({ kind: 'copy', copied: '-100' })
    expect(at.press(message, (button) => button.url !== undefined)).toMatchObject({
      kind: 'url',
      opened: 'https://kubit.ir',
    })
    expect(at.press(message, 'شنا').kind).toBe('copy')
    expect(() => at.press(message, 'ا')).toThrow('2 buttons are called «ا»')
    expect(() => at.press(message, 'بستن')).toThrow('«شناسه» «باز»')
    await expect(at.press(message, 0).answer()).rejects.toThrow('asks the bot nothing')
    expect(await updates()).toEqual([])
  })

  test('a client may send data that no button carries, also for a deleted message', async () => {
    const { ask, ali, group, updates, call, chat_id } = await prepare()
    const message = await ask(inline([data('1')]))
    ali.in(group).forge(message, 'close:999')
    await call('deleteMessage', { chat_id, message_id: message.id })
    ali.in(group).forge(message, '1')
    expect(await updates()).toMatchObject([
      { callback_query: { data: 'close:999', message: { text: '?' } } },
      { callback_query: { data: '1', message: { message_id: message.id, date: 0 } } },
    ])
    expect(() => ali.in(group).press(message, 0)).toThrow('there is no message')
  })

  test('a key of a reply keyboard is a reply in groups, a message in private, a contact where asked', async () => {
    const { ask, ali, group, bot, call, updates } = await prepare()
    const keyboard = await ask({ keyboard: [['بله']] })
    ali.in(group).press(keyboard, 'بله')
    ali.start(bot)
    const contact = { keyboard: [[{ text: 'ارسال شماره', request_contact: true }, 'نه']] }
    await call('sendMessage', { chat_id: ali.id, text: 'شماره؟', reply_markup: contact })
    const at = ali.chat(bot)
    const asked = at.last(bot)
    if (!asked) throw new Error('it was not asked')
    at.press(asked, 'ارسال شماره')
    at.press(asked, 'نه')
    expect((await updates()).map(({ message }) => message)).toMatchObject([
      { text: 'بله', reply_to_message: { message_id: keyboard.id } },
      { text: '/start' },
      {
        contact: { user_id: ali.id, phone_number: '+989121234567' },
        reply_to_message: { message_id: asked.id },
      },
      { text: 'نه' },
    ])
  })
})

describe('a forced reply', () => {
  const force = { force_reply: true }
  const selective = { ...force, selective: true }

  test('opens a box for everyone, and closes when they speak or it is deleted', async () => {
    const { ask, ali, sara, group, call, chat_id, updates } = await prepare()
    const asked = await ask(force)
    expect([ali.forceReplyIn(group), sara.forceReplyIn(group)]).toEqual([asked, asked])
    ali.in(group).fillReplyBox('جواب')
    expect(await updates()).toMatchObject([
      { message: { text: 'جواب', reply_to_message: { message_id: asked.id } } },
    ])
    expect(ali.forceReplyIn(group)).toBeUndefined()
    expect(() => ali.in(group).fillReplyBox('دیگر')).toThrow('no reply box is open')
    await call('deleteMessage', { chat_id, message_id: asked.id })
    expect(sara.forceReplyIn(group)).toBeUndefined()
  })

  test('that is selective asks whom it replies to, or mentions', async () => {
    const { ask, ali, sara, group } = await prepare()
    const own = ali.in(group).send('x')
    const reply = await ask(selective, { reply_parameters: { message_id: own.id } })
    expect([ali.forceReplyIn(group), sara.forceReplyIn(group)]).toEqual([reply, undefined])
    const named = await ask(selective, { text: '@ali_r?' })
    expect([ali.forceReplyIn(group), sara.forceReplyIn(group)]).toEqual([named, undefined])
    const user = { id: sara.id, is_bot: false, first_name: 'سارا' }
    const mention = await ask(selective, {
      text: 'سارا',
      entities: [{ type: 'text_mention', offset: 0, length: 4, user }],
    })
    expect([ali.forceReplyIn(group), sara.forceReplyIn(group)]).toEqual([named, mention])
  })

  test('may come with an inline keyboard', async () => {
    const { ask, ali, group } = await prepare()
    const asked = await ask({ ...inline([data('cancel', 'انصراف')]), force_reply: true })
    expect(ali.forceReplyIn(group)).toBe(asked)
    expect(ali.in(group).press(asked, 'انصراف').kind).toBe('callback')
  })
})
