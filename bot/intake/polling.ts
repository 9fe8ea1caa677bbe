import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { retryDelayMs } from '../../core/foundation/retry.ts'
import type { Logger } from '../../logger.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import { asGrammy, pause, unlessAborted } from '../telegram/signal.ts'

/** The updates the bot handles; Telegram sends no others. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/** Telegram holds a poll for at most 50 s (telegram-bot-api, Client.h). */
const POLL_SECONDS = 30
/** No new updates are fetched while more than this many stored ones wait. */
const BACKLOG = 1_000

/** People wait while Telegram is out of reach, so it is tried again soon. */
const RETRY_MAX_MS = 5_000

export interface PollingOptions {
  readonly api: Api
  /** Must store the updates before it resolves: the next request confirms them to Telegram. */
  readonly accept: (updates: Update[]) => Promise<void>
  /** Resolves when no more than this many stored updates wait. */
  readonly atMost: (count: number) => Promise<void>
  readonly clock: () => Date
  readonly logger: Logger
}

export interface Polling {
  start(): void
  /** Resolves once Telegram has no more updates waiting. */
  readonly caughtUp: Promise<void>
  /** Whether the last request succeeded. */
  isReachable(): boolean
  /** Since when requests have failed for want of an answer; null where the last one had one. */
  unansweredSince(): Date | null
  stop(): Promise<void>
}

/** Fetches updates and confirms each batch only after it has been stored. */
export function createPolling({ api, accept, atMost, clock, logger }: PollingOptions): Polling {
  const stopping = new AbortController()
  let loop: Promise<void> = Promise.resolve()
  let atOnce = true
  let failures = 0
  let unansweredSince: Date | null = null
  let reachedEnd: () => void = () => {}
  const caughtUp = new Promise<void>((resolve) => {
    reachedEnd = resolve
  })
  return {
    caughtUp,
    isReachable: () => failures === 0,
    unansweredSince: () => unansweredSince,
    start() {
      loop = run()
    },
    async stop() {
      stopping.abort()
      await loop
    },
  }

  async function run(): Promise<void> {
    let offset = 0
    while (!stopping.signal.aborted) {
      try {
        const updates = await fetchUpdates(offset)
        failures = 0
        unansweredSince = null
        if (updates.length > 0) await accept(updates)
        else reachedEnd()
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
        await unlessAborted(atMost(BACKLOG), stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) return
        failures++
        unansweredSince = hadAnswer(error) ? null : (unansweredSince ?? clock())
        atOnce = true
        logger.error(
          { err: error, failures, ...(unansweredSince && { since: unansweredSince.toISOString() }) },
          'Updates could not be fetched; trying again.',
        )
        await leaveWebhook(error)
        await pause(waitAfter(error, failures), stopping.signal)
      }
    }
  }

  async function fetchUpdates(offset: number): Promise<Update[]> {
    // The first request, and the first after a failure, do not wait: so it is known at once whether Telegram responds.
    const timeout = atOnce ? 0 : POLL_SECONDS
    const updates = await api.getUpdates(
      { offset, limit: 100, timeout, allowed_updates: [...ALLOWED_UPDATES] },
      asGrammy(stopping.signal),
    )
    if (updates.length === 0) atOnce = false
    return updates
  }

  /** Telegram refuses to be polled while a webhook is set, for instance by a former configuration. */
  async function leaveWebhook(error: unknown): Promise<void> {
    if (!(error instanceof GrammyError) || error.error_code !== 409 || !error.description.includes('webhook'))
      return
    await api
      .deleteWebhook()
      .catch((reason: unknown) => logger.error({ err: reason }, 'The webhook could not be given up.'))
  }
}

function hadAnswer(error: unknown): boolean {
  return classifyTelegramError(error).kind !== 'transient'
}

function waitAfter(error: unknown, failures: number): number {
  const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined
  return seconds === undefined ? Math.min(retryDelayMs(failures), RETRY_MAX_MS) : seconds * 1_000
}
