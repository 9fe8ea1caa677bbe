import type { Update } from '@grammyjs/types'
import { Bot } from 'grammy'
import { onTestFinished } from 'vitest'
import { createTelegramServer, type TelegramServerOptions } from '../server/telegram-server.ts'

export interface WorldOptions extends TelegramServerOptions {
  kind?: 'group' | 'supergroup' | 'forum'
  privacy?: boolean
  admin?: boolean
}

/** A Telegram with one bot, two people and a group they share. Closed when the test ends. */
export async function buildWorld(options: WorldOptions = {}) {
  const { kind = 'supergroup', privacy = true, admin = false, ...rest } = options
  const tg = await createTelegramServer(rest)
  onTestFinished(() => tg.close())
  const bot = tg.addBot({ username: 'KubitSupportBot', name: 'Kubit', privacy })
  const ali = tg.addUser({ firstName: 'علی', username: 'ali_r', phone: '+989121234567' })
  const sara = tg.addUser({ firstName: 'سارا' })
  const group = tg.addGroup({ title: 'testco', kind, members: [ali, sara] })
  group.add(bot, { by: ali, admin })
  return { tg, bot, ali, sara, group, ...createApi(tg.apiRoot, bot.token) }
}

/** A clock that stands still until told otherwise. */
export function createClock(start = Date.UTC(2026, 10, 22, 9)) {
  let now = start
  return { now: () => now, advance: (ms: number) => void (now += ms) }
}

interface Refusal {
  ok: false
  error_code: number
  description: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}
type ApiResponse<T> = { ok: true; result: T } | Refusal

/** The Bot API by raw HTTP: `call` wants a result, `refuse` a refusal. */
export function createApi(apiRoot: string, token: string) {
  async function request<T>(method: string, params: object): Promise<ApiResponse<T>> {
    const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as ApiResponse<T>
  }
  async function call<T = { message_id: number }>(method: string, params: object = {}): Promise<T> {
    const response = await request<T>(method, params)
    if (!response.ok) throw new Error(`${method}: ${response.description}`)
    return response.result
  }
  async function refuse(method: string, params: object = {}): Promise<Refusal> {
    const response = await request<unknown>(method, params)
    if (response.ok) throw new Error(`${method} was not refused: ${JSON.stringify(response.result)}`)
    return response
  }
  let offset = 0
  /** The updates that wait for the bot. They are confirmed at once. */
  async function updates(params: object = {}): Promise<Update[]> {
    const found = await call<Update[]>('getUpdates', { offset, ...params })
    offset = (found.at(-1)?.update_id ?? offset - 1) + 1
    await call('getUpdates', { offset, limit: 1 })
    return found
  }
  return { call, refuse, updates }
}

/** A real grammY bot that talks to the simulated Telegram; stopped when the test ends. */
export function createGrammy(world: { tg: { apiRoot: string }; bot: { token: string } }): Bot {
  const bot = new Bot(world.bot.token, { client: { apiRoot: world.tg.apiRoot } })
  onTestFinished(() => bot.stop())
  return bot
}
