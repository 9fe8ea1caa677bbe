import type { BotCommand } from '@grammyjs/types'
import type { ApiCall } from '../http/exchange.ts'
import type { BotAccount, QueuedUpdate } from '../world/state.ts'
import { personOf } from '../world/users.ts'
import type { Context } from './context.ts'

/** A bot's account at Telegram. Its program is what the test runs against the server. */
export type Bot = ReturnType<typeof createBot>

/** The handle of a bot. */
export function createBot({ world, calls }: Context, id: number) {
  const account = (): BotAccount => {
    const found = world.state.bots.get(id)
    if (!found) throw new Error(`there is no bot ${id}`)
    return found
  }
  const recorded = (): ApiCall[] => calls.get(id) ?? []
  return {
    id,
    get token() {
      return account().token
    },
    get username() {
      return personOf(world, id).username ?? ''
    },
    /** All calls of the bot except getUpdates, oldest first. */
    get calls() {
      return recorded()
    },
    callsTo: (method: string, chat?: { id: number }): ApiCall[] =>
      recorded().filter(
        (call) => call.method === method && (!chat || Number(call.params['chat_id']) === chat.id),
      ),
    forgetCalls: () => void calls.set(id, []),
    /** Sets privacy mode, as BotFather does. A group follows only when the bot is added again. */
    setPrivacy(on: boolean) {
      account().privacy = on
    },
    /** The lists of commands set so far, by `scope|chat|user|language`. */
    get commands(): Record<string, BotCommand[]> {
      return Object.fromEntries(account().commands)
    },
    /** The updates that wait for the bot or are not confirmed yet. */
    get pending() {
      return account().queue.map(({ update }: QueuedUpdate) => update)
    },
    get lastUpdateId() {
      return account().lastUpdateId
    },
  }
}
