import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Api, GrammyError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { createBudget } from '../../bot/telegram/budget.ts'
import { createTransformer } from '../../bot/telegram/transformer.ts'

const GROUP = -1001
const OTHER = -1002

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** The bytes in use once what nobody holds is gone. */
async function heapUsed(): Promise<number> {
  await Promise.resolve()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

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

/** Sends queued messages to a chat, as far as there are slots; returns how many went out. */
async function sendQueued({ budget, api }: ReturnType<typeof buildBudget>, chat: number, yields = false) {
  let sent = 0
  while (sent < 100 && budget.waitMs(chat, 'message', yields) === 0) {
    await api.sendMessage(chat, 'hello')
    sent++
  }
  return sent
}

describe('queued calls', () => {
  test('20 a minute go to a group, over a sliding window', async () => {
    const { budget, api, pass } = buildBudget()
    for (let n = 0; n < 20; n++) {
      expect(budget.waitMs(GROUP, 'message')).toBe(0)
      await api.sendMessage(GROUP, 'hello')
      pass(1_000)
    }
    expect(budget.waitMs(GROUP, 'message')).toBe(40_000)
    expect(budget.waitMs(OTHER, 'message')).toBe(0)
    pass(40_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(0)
    await api.sendMessage(GROUP, 'hello')
    expect(budget.waitMs(GROUP, 'message')).toBe(1_000)
  })

  test('a private chat has no limit a minute', async () => {
    const built = buildBudget()
    expect(await sendQueued(built, 7)).toBe(30)
    built.pass(1_000)
    expect(await sendQueued(built, 7)).toBe(30)
  })

  test('edits have 20 of their own', async () => {
    const built = buildBudget()
    const { budget, api, pass } = built
    expect(await sendQueued(built, GROUP)).toBe(20)
    pass(1_000)
    for (let n = 0; n < 20; n++) {
      expect(budget.waitMs(GROUP, 'edit')).toBe(0)
      await api.editMessageText(GROUP, n + 1, 'hello')
    }
    pass(1_000)
    expect(budget.waitMs(GROUP, 'edit')).toBe(59_000)
  })

  test('the last five places of a group are not for what yields', async () => {
    const built = buildBudget()
    expect(await sendQueued(built, GROUP, true)).toBe(15)
    expect(built.budget.waitMs(GROUP, 'message', true)).toBe(60_000)
    expect(await sendQueued(built, GROUP)).toBe(5)
    expect(built.budget.waitMs(GROUP, 'message')).toBe(60_000)
    expect(await sendQueued(built, OTHER, true)).toBe(10)
  })

  test('30 a second go out over all, and the whole bot is closed until there is room', async () => {
    const { budget, api, pass } = buildBudget()
    for (let n = 1; n <= 30; n++) {
      expect(budget.closedMs()).toBe(0)
      expect(budget.waitMs(n, 'message')).toBe(0)
      await api.sendMessage(n, 'hello')
    }
    expect(budget.closedMs()).toBe(1_000)
    expect(budget.waitMs(31, 'message')).toBe(1_000)
    pass(1_000)
    expect(budget.closedMs()).toBe(0)
    expect(budget.waitMs(31, 'message')).toBe(0)
  })

  test('the call of a slot that was taken is not counted again', async () => {
    const built = buildBudget()
    for (let n = 0; n < 10; n++) {
      expect(built.budget.waitMs(GROUP, 'message')).toBe(0)
      await built.api.sendMessage(GROUP, 'hello')
    }
    built.pass(1_000)
    expect(await sendQueued(built, GROUP)).toBe(10)
  })

  test('an album counts as its items', async () => {
    const built = buildBudget()
    expect(built.budget.waitMs(GROUP, 'message')).toBe(0)
    const media = Array.from({ length: 10 }, () => ({ type: 'photo' as const, media: 'file' }))
    await built.api.sendMediaGroup(GROUP, media)
    built.pass(1_000)
    expect(await sendQueued(built, GROUP)).toBe(10)
  })

  test('a call keeps its place until so long after its answer, since Telegram may count it late', () => {
    const { budget, pass } = buildBudget()
    for (let n = 0; n < 20; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
    const answers = Array.from({ length: 20 }, () => budget.count(GROUP, 'message', 1))
    pass(300)
    for (const answered of answers) answered()
    expect(budget.waitMs(GROUP, 'message')).toBe(60_000)
  })

  test('a call without an answer holds its place a second longer, and no more', () => {
    const { budget, pass } = buildBudget()
    for (let n = 0; n < 20; n++) expect(budget.waitMs(GROUP, 'message')).toBe(0)
    for (let n = 0; n < 20; n++) budget.count(GROUP, 'message', 1)
    pass(10_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(51_000)
  })
})

describe('direct replies', () => {
  test('never wait, but the queue waits for what they used', async () => {
    const { budget, api, calls, pass } = buildBudget()
    for (let n = 0; n < 45; n++) await api.sendMessage(GROUP, 'hello')
    expect(calls).toHaveLength(45)
    pass(1_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(59_000)
    // The minute is over: the burst has left no debt beyond it.
    pass(59_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(0)
  })

  test('leave nothing behind, however many they are', async () => {
    const { budget } = buildBudget()
    const before = await heapUsed()
    for (let n = 0; n < 500_000; n++) budget.count(GROUP, 'message', 1)()
    expect((await heapUsed()) - before).toBeLessThan(2_000_000)
    expect(budget.waitMs(GROUP, 'message')).toBe(60_000)
  })

  test('leave nothing behind in however many groups', async () => {
    const { budget, pass } = buildBudget()
    const before = await heapUsed()
    for (let n = 0; n < 50_000; n++) {
      budget.count(-n - 1, 'message', 1)()
      if (n % 100 === 0) pass(60_000)
    }
    expect((await heapUsed()) - before).toBeLessThan(3_000_000)
    expect(budget.closedMs()).toBeGreaterThan(0)
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
  test('asks for its own wait, and then the same law goes on', async () => {
    const built = buildBudget()
    const { budget, api, pass, refuse } = built
    expect(await sendQueued(built, GROUP)).toBe(20)
    pass(10_000)
    refuse(70)
    await expect(api.getChat(GROUP)).rejects.toThrow(GrammyError)
    refuse(null)
    expect(budget.waitMs(GROUP, 'message')).toBe(70_000)
    pass(70_000)
    expect(await sendQueued(built, GROUP)).toBe(20)
  })

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
    expect(budget.closedMs()).toBe(10_000)
  })

  test('for many chats at once keeps nothing away that goes to no chat', async () => {
    const { api, calls, refuse } = buildBudget()
    refuse(10)
    for (let chat = 1; chat <= 5; chat++)
      await expect(api.sendMessage(chat, 'hello')).rejects.toThrow(GrammyError)
    refuse(null)
    await api.getUpdates()
    await api.answerCallbackQuery('1')
    await api.getFile('file')
    await api.getMe()
    expect(calls.slice(5)).toEqual(['getUpdates', 'answerCallbackQuery', 'getFile', 'getMe'])
  })

  test('for one method keeps that method alone from being called', async () => {
    const { api, calls, pass, refuse } = buildBudget()
    refuse(3)
    await expect(api.getFile('file')).rejects.toThrow(GrammyError)
    refuse(null)
    await api.getUpdates()
    await expect(api.getFile('file')).rejects.toMatchObject({ parameters: { retry_after: 3 } })
    expect(calls).toEqual(['getFile', 'getUpdates'])
    pass(3_000)
    await api.getFile('file')
    expect(calls).toHaveLength(3)
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
