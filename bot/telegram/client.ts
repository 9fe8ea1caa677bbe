import { Bot, HttpError, InputFile, type Transformer } from 'grammy'
import type { ApiResponse } from 'grammy/types'
import { Pool } from 'undici'
import type { BotContext } from '../update/context.ts'
import type { Limits } from './limits.ts'

/** grammY waits 500 s for an answer by default; a long poll takes 30. */
const TIMEOUT_SECONDS = 45

/** A grammY bot whose every call passes the budget. */
export function createClient(token: string, apiRoot: string, limits: Limits): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, { client: { apiRoot, timeoutSeconds: TIMEOUT_SECONDS } })
  bot.api.config.use(createTransport(token, apiRoot), limits.transformer)
  return bot
}

/** Makes the calls in grammY's stead, whose node-fetch takes four times as long for each; uploads it leaves to grammY. */
function createTransport(token: string, apiRoot: string): Transformer {
  const { origin, pathname } = new URL(apiRoot)
  const root = `${pathname.replace(/\/$/, '')}/bot${token}`
  const timeout = TIMEOUT_SECONDS * 1_000
  const pool = new Pool(origin, { headersTimeout: timeout, bodyTimeout: timeout })
  const headers = { 'content-type': 'application/json' }

  return async (call, method, payload, signal) => {
    if (holdsFile(payload)) return await call(method, payload, signal)
    try {
      const { body } = await pool.request({
        method: 'POST',
        path: `${root}/${method}`,
        headers,
        body: JSON.stringify(payload),
        ...(signal ? { signal } : {}),
      })
      return (await body.json()) as ApiResponse<never>
    } catch (error) {
      // An error of the transport's own may name the address, and so the token.
      throw new HttpError(`Network request for '${method}' failed!`, error)
    }
  }
}

function holdsFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return value instanceof InputFile || Object.values(value).some(holdsFile)
}
