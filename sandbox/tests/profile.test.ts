import { describe, expect, test } from 'vitest'
import { buildWorld } from './_world.ts'

describe('commands', () => {
  const commands = [{ command: 'create_ticket', description: 'تیکت تازه' }]

  test('are kept by scope and language, and can be looked at and taken away', async () => {
    const { bot, call, group } = await buildWorld()
    const scope = { type: 'chat', chat_id: group.id }
    await call('setMyCommands', { commands })
    await call('setMyCommands', { commands: [], scope, language_code: 'fa' })
    expect(await call('getMyCommands')).toEqual(commands)
    expect(await call('getMyCommands', { scope })).toEqual([])
    expect(bot.commands).toEqual({ 'default|||': commands, [`chat|${group.id}||fa`]: [] })
    await call('deleteMyCommands')
    expect(Object.keys(bot.commands)).toHaveLength(1)
  })

  test.each([
    [{ command: 'Create', description: 'x' }, 'BOT_COMMAND_INVALID'],
    [{ command: '/x', description: 'x' }, 'BOT_COMMAND_INVALID'],
    [{ command: 'x'.repeat(33), description: 'x' }, 'BOT_COMMAND_INVALID'],
    [{ command: 'x', description: '' }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
    [{ command: 'x', description: 'x'.repeat(257) }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ])('%j is refused: %s', async (command, reason) => {
    const { tg, refuse } = await buildWorld()
    expect((await refuse('setMyCommands', { commands: [command] })).description).toBe(
      `Bad Request: ${reason}`,
    )
    expect(tg.violations).toHaveLength(1)
  })

  test('are at most a hundred, for chats the bot knows', async () => {
    const { refuse } = await buildWorld()
    const many = Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: 'x' }))
    expect((await refuse('setMyCommands', { commands: many })).description).toBe(
      'Bad Request: BOT_COMMANDS_TOO_MUCH',
    )
    const scope = { type: 'chat', chat_id: -5 }
    expect((await refuse('setMyCommands', { commands, scope })).description).toBe(
      'Bad Request: chat not found',
    )
  })
})

test('name, descriptions and menu button are what was set', async () => {
  const { call, refuse } = await buildWorld()
  await call('setMyName', { name: 'کوبیت', language_code: 'fa' })
  expect(await call('getMyName')).toEqual({ name: 'Kubit' })
  expect(await call('getMyName', { language_code: 'fa' })).toEqual({ name: 'کوبیت' })
  await call('setMyDescription', { description: 'پشتیبانی' })
  await call('setMyShortDescription', { short_description: 'کوتاه' })
  expect(await call('getMyDescription')).toEqual({ description: 'پشتیبانی' })
  expect(await call('getMyShortDescription')).toEqual({ short_description: 'کوتاه' })
  expect((await refuse('setMyShortDescription', { short_description: 'x'.repeat(121) })).error_code).toBe(400)
  await call('setChatMenuButton', { menu_button: { type: 'commands' } })
  expect(await call('getChatMenuButton')).toEqual({ type: 'commands' })
})
