import { expect, it } from 'vitest'
import { startWorld } from '../_support/world.ts'

const CUSTOMER = ['create_ticket', 'tickets', 'cancel', 'language', 'forget_me', 'help', 'start']
const STAFF = ['queue', 'take', 'close', 'resend', 'note', 'help']

it('commands are registered for each place, in both languages', async () => {
  const world = await startWorld({ activated: false })
  await world.tg.until(() => world.bot.callsTo('setMyCommands').length === 9, { what: 'all lists are set' })
  const lists = world.bot.callsTo('setMyCommands').map(({ params }) => ({
    scope: JSON.stringify(params['scope']),
    language: params['language_code'] ?? '',
    commands: (params['commands'] as { command: string; description: string }[]) ?? [],
  }))
  const persian = /[آ-ی]/
  for (const [scope, names] of [
    [{ type: 'all_group_chats' }, CUSTOMER],
    [{ type: 'all_private_chats' }, CUSTOMER],
    [{ type: 'chat', chat_id: world.staff.id }, STAFF],
  ] as const) {
    const own = lists.filter((list) => list.scope === JSON.stringify(scope))
    expect(new Set(own.map(({ language }) => language))).toEqual(new Set(['', 'en', 'fa']))
    for (const { language, commands } of own) {
      expect(commands.map(({ command }) => command)).toEqual(names)
      for (const { description } of commands)
        expect(persian.test(description), description).toBe(language !== 'en')
    }
  }
})
