import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generateSchema } from '../server/schema/generate.ts'
import { buildWorld } from './_world.ts'

const committed: unknown = JSON.parse(
  readFileSync(new URL('../server/schema/bot-api.json', import.meta.url), 'utf8'),
)

test('the committed schema is what the generator makes of the installed types', () => {
  expect(committed).toEqual(generateSchema())
})

describe('a call against the schema', () => {
  const chat_id = 1
  test.each([
    ['sendMessage', { chat_id, text: 'x', txet: 'y' }, 'unknown parameter txet'],
    ['sendMessage', { text: 'x' }, 'chat_id is empty'],
    ['sendMessage', { chat_id }, 'message text is empty'],
    ['sendMessage', { chat_id, text: 5 }, 'text must be a string, not 5'],
    [
      'sendMessage',
      { chat_id, text: 'x', disable_notification: 'yes' },
      'disable_notification must be a boolean',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', reply_parameters: { message_id: '7' } },
      'reply_parameters.message_id must be a number',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', reply_parameters: { id: 7 } },
      'unknown parameter reply_parameters.id',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback: 'b' }]] } },
      'unknown parameter',
    ],
    [
      'sendMessage',
      {
        chat_id,
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'b', style: 'pink' }]] },
      },
      'style can\'t be "pink"',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', reply_markup: { inline_keyboard: [{ text: 'a', callback_data: 'b' }] } },
      'must be an array',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', entities: [{ type: 'bald', offset: 0, length: 1 }] },
      'type can\'t be "bald"',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', link_preview_options: { disabled: true } },
      'unknown parameter link_preview_options.disabled',
    ],
    [
      'sendMessage',
      { chat_id, text: '<b>x</b>', parse_mode: 'HTML' },
      'parameter parse_mode is not simulated',
    ],
    [
      'sendMessage',
      { chat_id, text: 'x', reply_to_message_id: 3 },
      'parameter reply_to_message_id is not simulated',
    ],
    [
      'setMessageReaction',
      { chat_id, message_id: 1, reaction: [{ type: 'emoji', emoji: '✅' }] },
      'REACTION_INVALID',
    ],
    [
      'editMessageText',
      { chat_id, message_id: 1, text: 'x', reply_markup: { force_reply: true } },
      'inline keyboard expected',
    ],
    ['setMyCommands', { commands: [], language_code: 'xx' }, 'language_code can\'t be "xx"'],
    ['getUpdates', { allowed_updates: ['messages'] }, 'allowed_updates[0] can\'t be "messages"'],
    ['sendDice', { chat_id }, 'method is not simulated'],
  ])('%s %j is refused and noted', async (method, params, reason) => {
    const { tg, refuse } = await buildWorld()
    const refusal = await refuse(method, params)
    expect(refusal.error_code).toBe(400)
    expect(refusal.description).toMatch(/^Bad Request: /)
    expect(refusal.description).toContain(reason)
    expect(tg.violations).toHaveLength(1)
    expect(() => tg.assertClean()).toThrow(reason)
  })

  test('an unknown parameter passes where strictness is off, as at Telegram', async () => {
    const { tg, call, group } = await buildWorld({ strict: false })
    await call('sendMessage', { chat_id: group.id, text: 'x', txet: 'y' })
    tg.assertClean()
  })
})
