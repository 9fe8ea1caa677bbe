import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { buildWorld, createClock, createGrammy } from './_world.ts'

async function prepare(options: Parameters<typeof buildWorld>[0] = {}) {
  const world = await buildWorld(options)
  const chat_id = world.group.id
  const { api } = createGrammy(world)
  const texts = () => world.group.messages().flatMap(({ text }) => (text ? [text] : []))
  return { ...world, chat_id, api, texts }
}

describe('a fault', () => {
  test('of the flood kind tells how long to wait, in the body and the header', async () => {
    const { tg, bot, chat_id, api, texts } = await prepare()
    tg.fail({ method: 'sendMessage', error: { kind: 'flood', retryAfter: 7 } })
    const response = await fetch(`${tg.apiRoot}/bot${bot.token}/sendMessage?chat_id=${chat_id}&text=x`)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
    await api.sendMessage(chat_id, 'y')
    expect(texts()).toEqual(['y'])
  })

  test('hits the method and the chat it is for, as often as planned, until taken back', async () => {
    const { tg, ali, chat_id, call, refuse, group } = await prepare()
    const other = tg.addGroup({ title: 'دیگر', kind: 'group', members: [ali, ...tg.bots()] })
    const stop = tg.fail({ chat: group, method: 'sendMessage', times: 3, error: 'kicked-from-supergroup' })
    await call('sendMessage', { chat_id: other.id, text: 'x' })
    await call('sendChatAction', { chat_id, action: 'typing' })
    for (let n = 0; n < 2; n++) {
      expect(await refuse('sendMessage', { chat_id, text: 'x' })).toMatchObject({
        error_code: 403,
        description: 'Forbidden: bot was kicked from the supergroup chat',
      })
    }
    stop()
    await call('sendMessage', { chat_id, text: 'x' })
    tg.assertClean()
  })

  test.each([
    ['server-error', 500, 'Internal Server Error'],
    ['blocked', 403, 'Forbidden: bot was blocked by the user'],
    ['topic-deleted', 400, 'Bad Request: TOPIC_DELETED'],
  ] as const)('%s is a refusal, and nothing is sent', async (error, code, description) => {
    const { tg, chat_id, refuse, texts } = await prepare()
    tg.fail({ error })
    expect(await refuse('sendMessage', { chat_id, text: 'x' })).toEqual({
      ok: false,
      error_code: code,
      description,
    })
    expect(texts()).toEqual([])
  })

  test('may be any error, with parameters', async () => {
    const { tg, chat_id, refuse } = await prepare()
    const parameters = { migrate_to_chat_id: -1001 }
    tg.fail({ error: { kind: 'error', code: 400, description: 'Bad Request: x', parameters } })
    expect(await refuse('sendMessage', { chat_id, text: 'x' })).toMatchObject({
      description: 'Bad Request: x',
      parameters,
    })
  })

  test.each([
    ['an error', { kind: 'server-error', applied: true }, GrammyError],
    ['HTML of a gateway', { kind: 'bad-gateway', applied: true }, HttpError],
    ['a broken connection', { kind: 'reset-after' }, HttpError],
    ['silence', { kind: 'hang', afterMs: 5 }, HttpError],
  ] as const)('may hide behind %s that the message was sent', async (_what, error, thrown) => {
    const { tg, chat_id, api, texts, bot } = await prepare()
    tg.fail({ method: 'sendMessage', error })
    await expect(api.sendMessage(chat_id, 'x')).rejects.toBeInstanceOf(thrown)
    expect(texts()).toEqual(['x'])
    expect(bot.callsTo('sendMessage')[0]).toMatchObject({ fault: error, result: { text: 'x' } })
  })

  test.each(['reset-before', 'bad-gateway'] as const)('%s comes before anything is done', async (error) => {
    const { tg, chat_id, api, texts } = await prepare()
    tg.fail({ method: 'sendMessage', error })
    await expect(api.sendMessage(chat_id, 'x')).rejects.toBeInstanceOf(HttpError)
    expect(texts()).toEqual([])
  })

  test('may be silence until the caller gives up', async () => {
    const { tg, chat_id, bot, texts } = await prepare()
    tg.fail({ error: 'hang' })
    const url = `${tg.apiRoot}/bot${bot.token}/sendMessage?chat_id=${chat_id}&text=x`
    const giveUp = new AbortController()
    const waiting = fetch(url, { signal: giveUp.signal })
    await tg.until(() => texts().includes('x'))
    giveUp.abort()
    await expect(waiting).rejects.toThrow('abort')
  })

  test('may be slowness', async () => {
    const { tg, chat_id, call } = await prepare()
    tg.fail({ error: { kind: 'slow', ms: 40 } })
    const start = performance.now()
    await call('sendMessage', { chat_id, text: 'x' })
    expect(performance.now() - start).toBeGreaterThan(35)
  })

  test('may be an answer that comes late to a call that was taken at once', async () => {
    const { tg, chat_id, call, texts } = await prepare()
    tg.fail({ error: { kind: 'slow', ms: 60_000, applied: true } })
    const giveUp = new AbortController()
    const answer = fetch(`${tg.apiRoot}/bot${tg.bots()[0]?.token}/sendMessage?chat_id=${chat_id}&text=late`, {
      signal: giveUp.signal,
    })
    await tg.until(() => texts().includes('late'))
    giveUp.abort()
    await expect(answer).rejects.toThrow('abort')
    tg.fail({ error: { kind: 'slow', ms: 40, applied: true } })
    const start = performance.now()
    expect(await call('sendMessage', { chat_id, text: 'x' })).toMatchObject({ text: 'x' })
    expect(performance.now() - start).toBeGreaterThan(35)
  })

  test('may be that a message for a topic lands in General', async () => {
    const { tg, ali, group, chat_id, call } = await prepare({ kind: 'forum', admin: true })
    const topic = group.createTopic(ali, 'KT-1')
    tg.fail({ error: 'to-general' })
    const sent = await call('sendMessage', { chat_id, message_thread_id: topic, text: 'x' })
    expect(sent).not.toHaveProperty('message_thread_id')
    expect(group.messages(1).map(({ text }) => text)).toContain('x')
  })

  test('hits polls, too', async () => {
    const { tg, refuse, call } = await prepare()
    tg.fail({ method: 'getUpdates', error: { kind: 'flood', retryAfter: 1 } })
    expect(await refuse('getUpdates')).toMatchObject({ error_code: 429 })
    tg.fail({ method: 'getUpdates', error: 'reset-after' })
    await expect(call('getUpdates')).rejects.toThrow('fetch failed')
    expect(await call('getUpdates')).not.toEqual([])
  })
})

describe('the limiter', () => {
  test('lets 20 messages a minute into one group', async () => {
    const clock = createClock()
    const { chat_id, call, refuse } = await prepare({ limiter: true, now: clock.now })
    for (let n = 0; n < 20; n++) {
      await call('sendMessage', { chat_id, text: `${n}` })
      clock.advance(1000)
    }
    expect(await refuse('sendMessage', { chat_id, text: 'x' })).toMatchObject({
      parameters: { retry_after: 40 },
    })
    await call('sendChatAction', { chat_id, action: 'typing' })
    clock.advance(40_000)
    await call('sendMessage', { chat_id, text: 'x' })
  })

  test('lets 20 edits a minute into a group, apart from its messages', async () => {
    const clock = createClock()
    const { chat_id, call, refuse } = await prepare({ limiter: true, now: clock.now })
    const ids: number[] = []
    for (let n = 0; n < 20; n++) {
      const { message_id } = await call('sendMessage', { chat_id, text: `${n}` })
      ids.push(message_id)
    }
    clock.advance(1000)
    for (const message_id of ids) await call('editMessageText', { chat_id, message_id, text: 'x' })
    expect(await refuse('editMessageText', { chat_id, message_id: ids[0], text: 'y' })).toMatchObject({
      parameters: { retry_after: 60 },
    })
  })

  test('lets 30 messages a second out', async () => {
    const clock = createClock()
    const { tg, bot, call, refuse } = await prepare({ limiter: true, now: clock.now })
    const people = Array.from({ length: 31 }, (_, n) => tg.addUser({ firstName: `${n}` }))
    for (const person of people) person.start(bot)
    const [last, ...rest] = people
    for (const person of rest) await call('sendMessage', { chat_id: person.id, text: 'x' })
    expect(await refuse('sendMessage', { chat_id: last?.id, text: 'x' })).toMatchObject({
      parameters: { retry_after: 1 },
    })
    clock.advance(1000)
    await call('sendMessage', { chat_id: last?.id, text: 'x' })
  })
})
