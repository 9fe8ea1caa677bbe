import { Bot } from 'grammy'
import type { BotContext } from './context.ts'
import type { Limits } from './limits.ts'

/** grammY waits 500 s for an answer by default; a long poll takes 30. */
const TIMEOUT_SECONDS = 45

/** A grammY bot whose every call passes the budget. */
export function createClient(token: string, apiRoot: string, limits: Limits): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, { client: { apiRoot, timeoutSeconds: TIMEOUT_SECONDS } })
  bot.api.config.use(limits.transformer)
  return bot
}
