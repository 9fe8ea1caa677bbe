import { describe, expect, it } from 'vitest'
import { databases } from '../_support/databases.ts'
import { PATIENCE, startCrashWorld } from './_world.ts'

const ANSWERS = 60

describe.each(databases())('SIGTERM on $name', ({ create }) => {
  it('finishes what is in hand, and the next start does the rest', { timeout: 60_000 }, async () => {
    const world = await startCrashWorld(await create())
    const { tg, bot, product, group, staff, customers } = world
    const number = await world.openTicket()
    const [ali] = customers
    if (!ali) throw new Error('Ali is missing.')

    const card = world.cardOf(number)
    const texts = Array.from({ length: ANSWERS }, (_, index) => `[answer ${index}]`)
    for (const text of texts) ali.in(group).reply(card, text)
    const carried = () =>
      bot.callsTo('sendMessage', staff).filter(({ params }) => String(params['text']).includes('[answer'))
        .length
    await tg.until(() => carried() > 2, PATIENCE)

    const askedAt = performance.now()
    expect(await product.terminate()).toEqual({ code: 0, signal: null })
    expect(performance.now() - askedAt).toBeLessThan(5_000)
    const before = carried()
    expect(before).toBeLessThan(ANSWERS)

    await product.start()
    await tg.until(() => carried() >= ANSWERS, PATIENCE)
    const shown = staff
      .messages(world.topicOf(number))
      .flatMap(({ text }) => /\[answer \d+\]/.exec(text)?.[0] ?? [])
    expect(shown).toEqual(texts)

    expect(await product.terminate()).toEqual({ code: 0, signal: null })
    const calls = bot.calls.length
    await product.start()
    await tg.until(() => tg.isPolled(), PATIENCE)
    expect(bot.calls.slice(calls).filter(({ method }) => method.startsWith('send'))).toEqual([])
    tg.assertClean()
  })

  it('is obeyed while Telegram is silent', { timeout: 60_000 }, async () => {
    const { tg, product } = await startCrashWorld(await create(), { entry: 'dist/main.js' })
    await tg.until(() => tg.isPolled(), PATIENCE)
    const askedAt = performance.now()
    expect(await product.terminate()).toEqual({ code: 0, signal: null })
    expect(performance.now() - askedAt).toBeLessThan(5_000)
  })
})
