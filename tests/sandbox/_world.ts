import { Bot } from 'grammy'
import { createTelegram, type TelegramOptions } from '../../sandbox/telegram.ts'

/** A Telegram with one bot, two people and a group they share. */
export async function buildWorld(options: TelegramOptions & { kind?: 'group' | 'supergroup' | 'forum'; privacy?: boolean; admin?: boolean } = {}) {
  const { kind = 'supergroup', privacy = true, admin = false, ...rest } = options
  const tg = await createTelegram(rest)
  const bot = tg.addBot({ username: 'KubitSupportBot', name: 'Kubit', privacy })
  const ali = tg.addUser({ firstName: 'علی', username: 'ali', phone: '+989121234567' })
  const sara = tg.addUser({ firstName: 'سارا' })
  const group = tg.addGroup({ title: 'testco', kind, members: [ali, sara] })
  group.add(bot, { by: ali, admin })
  return { tg, bot, ali, sara, group, api: createApi(tg.apiRoot, bot.token) }
}

export interface ApiAnswer {
  ok: boolean
  // What a call answers is looked at field by field in the tests.
  result?: Record<string, unknown> & { message_id: number }
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}

/** Calls the Bot API by raw HTTP. */
export function createApi(apiRoot: string, token: string) {
  return async function api(method: string, params: object = {}): Promise<ApiAnswer> {
    const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as ApiAnswer
  }
}

/** A real grammY bot that talks to the simulated Telegram. */
export function createGrammy(world: { tg: { apiRoot: string }; bot: { token: string } }): Bot {
  return new Bot(world.bot.token, { client: { apiRoot: world.tg.apiRoot } })
}
