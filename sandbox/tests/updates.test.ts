import type { Update } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { buildWorld, createClock } from './_world.ts'

const texts = (updates: Update[]) => updates.map((update) => update.message?.text)

async function prepare(options: Parameters<typeof buildWorld>[0] = {}) {
  const world = await buildWorld({ privacy: false, ...options })
  await world.updates()
  return { ...world, at: world.ali.in(world.group) }
}

describe('getUpdates', () => {
  test('gives the same updates until an offset confirms them', async () => {
    const { call, at, bot } = await prepare()
    for (const text of ['a', 'b', 'c']) at.send(text)
    const first = await call<Update[]>('getUpdates')
    expect(texts(first)).toEqual(['a', 'b', 'c'])
    expect(await call('getUpdates')).toEqual(first)
    const [, second] = first
    expect(texts(await call('getUpdates', { offset: second?.update_id, limit: 1 }))).toEqual(['b'])
    expect(bot.pending).toHaveLength(2)
    expect(first.map(({ update_id }) => update_id - (first[0]?.update_id ?? 0))).toEqual([0, 1, 2])
  })

  test('forgets all but the last ones with a negative offset', async () => {
    const { call, at } = await prepare()
    for (const text of ['a', 'b', 'c']) at.send(text)
    expect(texts(await call('getUpdates', { offset: -1 }))).toEqual(['c'])
    expect(texts(await call('getUpdates'))).toEqual(['c'])
  })

  test('waits for an update, and responds as soon as it comes', async () => {
    const { call, at } = await prepare()
    const waiting = call<Update[]>('getUpdates', { timeout: 50 })
    at.send('now')
    expect(texts(await waiting)).toEqual(['now'])
  })

  test('ends with 409 for the older of two pollers', async () => {
    const { tg, refuse, call, at } = await prepare()
    const older = refuse('getUpdates', { timeout: 50 })
    await tg.until(() => tg.isPolled(), { what: 'the first poll waits' })
    const newer = call<Update[]>('getUpdates', { timeout: 50 })
    expect(await older).toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    at.send('for the newer')
    expect(texts(await newer)).toEqual(['for the newer'])
  })

  test('leaves out what the bot did not ask for, decided when the update is made', async () => {
    const { call, at, ali, group, sara } = await prepare({ admin: true })
    at.send('before')
    await call('getUpdates', { allowed_updates: ['callback_query', 'chat_member'] })
    at.send('after')
    group.promote(sara, true, { by: ali })
    const found = await call<Update[]>('getUpdates')
    expect(found.map((update) => Object.keys(update)[1])).toEqual(['message', 'chat_member'])
    await call('getUpdates', { allowed_updates: [] })
    group.demote(sara, { by: ali })
    at.send('again')
    expect(texts(await call('getUpdates')).filter(Boolean)).toEqual(['before', 'again'])
    expect(await call('getUpdates')).toHaveLength(3)
  })

  test('drops updates after a day, and presses after 150 seconds', async () => {
    const clock = createClock()
    const { call, at, group } = await prepare({ now: clock.now })
    const { message_id } = await call('sendMessage', {
      chat_id: group.id,
      text: '?',
      reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] },
    })
    const asked = await group.untilMessage(({ id }) => id === message_id)
    at.press(asked, 'a')
    at.send('x')
    clock.advance(149_999)
    expect(await call('getUpdates')).toHaveLength(2)
    clock.advance(1)
    expect(texts(await call('getUpdates'))).toEqual(['x'])
    clock.advance(24 * 3600 * 1000 - 150_000)
    expect(await call('getUpdates')).toEqual([])
  })
})

test('confirmed updates come again on demand, with the ids they had', async () => {
  const { tg, at, updates, call } = await prepare()
  at.send('a')
  const [first] = await updates()
  at.send('b')
  expect(tg.redeliver(first?.update_id ?? 0)).toBe(1)
  expect(await call('getUpdates', { offset: (first?.update_id ?? 0) + 1 })).toMatchObject([
    { update_id: first?.update_id, message: { text: 'a' } },
    { message: { text: 'b' } },
  ])
  expect(texts(await call('getUpdates'))).toEqual(['b'])
})

test('settled waits until everything is confirmed', async () => {
  const { tg, at, updates } = await prepare()
  at.send('a')
  let settled = false
  const waiting = tg.settled().then(() => (settled = true))
  await expect(tg.settled({ timeoutMs: 1 })).rejects.toThrow('every update is confirmed')
  expect(settled).toBe(false)
  await updates()
  await waiting
})

test('until says what did not happen, and why it looked at it in vain', async () => {
  const { tg } = await prepare()
  const never = tg.until(() => false, { timeoutMs: 1, what: 'pigs fly' })
  await expect(never).rejects.toThrow('in 1 ms it did not happen: pigs fly')
  const cause = new Error('no wings')
  const failing = tg.until(
    () => {
      throw cause
    },
    { timeoutMs: 1 },
  )
  await expect(failing).rejects.toMatchObject({ cause })
})
