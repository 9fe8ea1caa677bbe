import { Api, GrammyError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { createBudget } from '../../bot/telegram/budget.ts'
import { createTransformer } from '../../bot/telegram/transformer.ts'

const GROUP = -1001
const OTHER = -1002

/** The budget with a clock of its own, and an API behind it that answers as it is told. */
function buildBudget({ off = false } = {}) {
  let now = 1_000_000
  let refuseWith: number | null = null
  const calls: string[] = []
  const budget = createBudget({ clock: () => new Date(now), off })
  const api = new Api('1:token')
  // The innermost transformer stands for Telegram; the budget's is installed around it.
  api.config.use(async (_next, method) => {
    calls.push(method)
    return await Promise.resolve(
      refuseWith === null
        ? { ok: true, result: true as never }
        : {
            ok: false,
            error_code: 429,
            description: 'Too Many Requests',
            parameters: { retry_after: refuseWith },
          },
    )
  })
  api.config.use(createTransformer(budget))
  return {
    budget,
    api,
    calls,
    pass: (ms: number) => (now += ms),
    refuse: (seconds: number | null) => (refuseWith = seconds),
  }
}

/** The same after the group has refused once, a minute ago. */
async function buildWaryBudget() {
  const built = buildBudget()
  built.refuse(1)
  await expect(built.api.getChat(GROUP)).rejects.toThrow(GrammyError)
  built.refuse(null)
  built.calls.length = 0
  built.pass(60_000)
  return built
}

describe('queued calls', () => {
  test('go out as they come while a group takes them', () => {
    const { budget, pass } = buildBudget()
    for (let n = 0; n < 60; n++) {
      expect(budget.waitMs(GROUP, 'message')).toBe(0)
      pass(100)
    }
  })

  test('20 a minute go to a group that has refused, over a sliding window, for ten minutes', async () => {
    const { budget, pass } = await buildWaryBudget()
    for (let n = 0; n < 20; n++) {
      expect(budget.waitMs(GROUP, 'message')).toBe(0)
      pass(1_000)
    }
    expect(budget.waitMs(GROUP, 'message')).toBe(40_000)
    expect(budget.waitMs(OTHER, 'message')).toBe(0)
    pass(40_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(0)
    expect(budget.waitMs(GROUP, 'message')).toBe(1_000)
    pass(600_000)
    for (let n = 0; n < 25; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
  })

  test('edits have 20 of their own', async () => {
    const { budget, pass } = await buildWaryBudget()
    for (let n = 0; n < 20; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
    pass(1_000)
    for (let n = 0; n < 20; n++) expect(budget.waitMs(GROUP, 'edit')).toBe(0)
    pass(1_000)
    expect(budget.waitMs(GROUP, 'edit')).toBe(59_000)
  })

  test('30 a second go out over all', () => {
    const { budget, pass } = buildBudget()
    for (let n = 1; n <= 30; n++) expect(budget.waitMs(n, 'message')).toBe(0)
    expect(budget.waitMs(31, 'message')).toBe(1_000)
    pass(1_000)
    expect(budget.waitMs(31, 'message')).toBe(0)
  })

  test('the call of a slot that was taken is not counted again', async () => {
    const { budget, api, pass } = await buildWaryBudget()
    for (let n = 0; n < 10; n++) {
      expect(budget.waitMs(GROUP, 'message')).toBe(0)
      await api.sendMessage(GROUP, 'hello')
    }
    pass(1_000)
    for (let n = 0; n < 10; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
    expect(budget.waitMs(GROUP, 'message')).toBeGreaterThan(0)
  })

  test('an album counts as its items', async () => {
    const { budget, api, pass } = await buildWaryBudget()
    expect(budget.waitMs(GROUP, 'message')).toBe(0)
    const media = Array.from({ length: 10 }, () => ({ type: 'photo' as const, media: 'file' }))
    await api.sendMediaGroup(GROUP, media)
    pass(1_000)
    for (let n = 0; n < 10; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
    expect(budget.waitMs(GROUP, 'message')).toBeGreaterThan(0)
  })
})

describe('direct replies', () => {
  test('never wait, but the queue waits for what they used', async () => {
    const { budget, api, calls, pass } = await buildWaryBudget()
    for (let n = 0; n < 25; n++) await api.sendMessage(GROUP, 'hello')
    expect(calls).toHaveLength(25)
    pass(1_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(59_000)
  })

  test('fail at once while a chat has to be left alone, and do not reach Telegram', async () => {
    const { budget, api, calls, pass, refuse } = buildBudget()
    refuse(5)
    await expect(api.sendMessage(GROUP, 'hello')).rejects.toThrow(GrammyError)
    refuse(null)
    pass(1_000)
    await expect(api.sendMessage(GROUP, 'hello')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 4 },
    })
    expect(budget.waitMs(GROUP, 'message')).toBe(4_000)
    expect(budget.waitMs(GROUP, 'other')).toBe(4_000)
    expect(budget.waitMs(OTHER, 'message')).toBe(0)
    expect(calls).toHaveLength(1)
    pass(4_000)
    await api.sendMessage(GROUP, 'hello')
    expect(calls).toHaveLength(2)
  })
})

describe('a 429', () => {
  test('for no chat stops the whole bot', async () => {
    const { budget, api, refuse } = buildBudget()
    refuse(3)
    await expect(api.getUpdates()).rejects.toThrow(GrammyError)
    expect(budget.waitMs(GROUP, 'message')).toBe(3_000)
    expect(budget.waitMs(7, 'other')).toBe(3_000)
  })

  test('for many chats at once stops the whole bot', async () => {
    const { budget, api, refuse } = buildBudget()
    refuse(10)
    for (let chat = 1; chat <= 4; chat++)
      await expect(api.sendMessage(chat, 'hello')).rejects.toThrow(GrammyError)
    expect(budget.waitMs(OTHER, 'message')).toBe(0)
    await expect(api.sendMessage(5, 'hello')).rejects.toThrow(GrammyError)
    expect(budget.waitMs(OTHER, 'message')).toBe(10_000)
  })
})

test('switched off, it lets everything through', async () => {
  const { budget, api, calls, refuse } = buildBudget({ off: true })
  for (let n = 0; n < 100; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
  refuse(100)
  await expect(api.sendMessage(GROUP, 'hello')).rejects.toThrow(GrammyError)
  refuse(null)
  await api.sendMessage(GROUP, 'hello')
  expect(calls).toHaveLength(2)
})
