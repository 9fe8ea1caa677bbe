import type { Update } from '@grammyjs/types'
import { ApiError } from '../rules/errors.ts'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { confirm, take } from './queue.ts'

export interface PollParams {
  offset?: number
  limit?: number
  timeout?: number
}

interface Waiter {
  finish(): void
  fail(error: ApiError): void
}

/** getUpdates: responds at once when updates wait, otherwise as soon as one comes or the timeout is over. */
export function createLongPoll(world: World) {
  const waiters = new Map<number, Waiter>()
  const stop = world.onUpdate((bot) => waiters.get(bot)?.finish())

  async function poll(account: BotAccount, params: PollParams, signal: AbortSignal): Promise<Update[]> {
    waiters
      .get(account.id)
      ?.fail(
        conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
      )
    if (account.webhook) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    confirm(world, account, params.offset ?? 0)
    const limit = Math.min(Math.max(params.limit ?? 100, 1), 100)
    const waiting = take(world, account, limit)
    const seconds = Math.min(params.timeout ?? 0, 50)
    if (waiting.length > 0 || seconds <= 0) return waiting
    await wait(account.id, seconds, signal)
    if (signal.aborted) return []
    return take(world, account, limit)
  }

  function wait(bot: number, seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', finish)
        if (waiters.get(bot) === waiter) waiters.delete(bot)
        act()
      }
      const finish = () => done(resolve)
      const waiter: Waiter = { finish, fail: (error) => done(() => reject(error)) }
      const timer = setTimeout(finish, seconds * 1000)
      signal.addEventListener('abort', finish)
      waiters.set(bot, waiter)
      world.changed()
    })
  }

  return {
    poll,
    /** Ends a poll with an error because the bot has set a webhook. */
    interrupt: (bot: number) => waiters.get(bot)?.fail(conflict('terminated by setWebhook request')),
    isWaiting: (bot: number) => waiters.has(bot),
    close() {
      stop()
      for (const waiter of waiters.values()) waiter.finish()
    },
  }
}

export type LongPoll = ReturnType<typeof createLongPoll>

function conflict(reason: string): ApiError {
  return new ApiError(409, `Conflict: ${reason}`)
}
