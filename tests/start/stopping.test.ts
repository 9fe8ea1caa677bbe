import { expect, it } from 'vitest'
import { startWorld } from '../_support/world.ts'

it('stops at once with more updates waiting than are taken at a time', { timeout: 60_000 }, async () => {
  const { tg, bot, app } = await startWorld()
  // Telegram lets the bot answer nobody for long: what people write piles up until no more is fetched.
  tg.fail({ method: 'sendMessage', times: Infinity, error: { kind: 'flood', retryAfter: 600 } })
  for (let n = 0; n < 1_200; n++) tg.addUser({ firstName: `${n}` }).start(bot)
  await tg.until(() => bot.pending.length < 300 && !tg.isPolled(), { timeoutMs: 30_000 })
  const askedAt = performance.now()
  await app.stop()
  expect(performance.now() - askedAt).toBeLessThan(5_000)
})
