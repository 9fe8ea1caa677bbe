import { expect, test, vi } from 'vitest'
import { startDesk, textOf } from './_desk.ts'

/** So late comes what Telegram said at once: long after the bot is back. */
const LATE_MS = 1_500

test('a refusal from before the bot came back neither holds up what waits nor suspends the group', async () => {
  const desk = await startDesk()
  const { tg, bot, group, staff, maryam, panel } = desk
  const { topic } = await desk.open()
  // The bot is thrown out as its call arrives.
  tg.fail({
    method(name) {
      if (name !== 'sendMessage') return false
      group.kick(bot)
      return true
    },
    error: { kind: 'slow', ms: LATE_MS, applied: true },
  })
  const refusals = () => bot.callsTo('sendMessage', group).filter(({ error }) => error?.code === 403)
  maryam.in(staff, topic).send('با تأخیر')
  await tg.until(() => refusals().length === 1)
  await vi.waitFor(async () => expect(await groupState()).toBe('suspended'))
  group.add(bot, { admin: true })
  await vi.waitFor(async () => expect(await groupState()).toBe('active'))

  await tg.until(() => desk.inGroup().some((message) => textOf(message).includes('با تأخیر')))
  expect(refusals()).toHaveLength(1)
  expect(await groupState()).toBe('active')

  async function groupState() {
    const { body } = await panel.call<{ items: { state: string }[] }>('GET', '/api/v1/telegram-groups')
    return body.items[0]?.state
  }
})
