import type { Bot } from 'grammy'
import type { Update } from 'grammy/types'
import { retryDelayMs } from '../core/foundation/retry.ts'
import type { BotContext, BotDeps } from './update/context.ts'
import { registerCommands } from './telegram/commands.ts'
import { handleUpdate, mountBot } from './bot.ts'
import { createInboxWorker } from './intake/inbox-worker.ts'
import { ALLOWED_UPDATES, createPolling } from './intake/polling.ts'
import type { Seen } from './telegram/seen.ts'
import { faultOfTheWorld } from './telegram/errors.ts'
import type { Route } from './route/route.ts'
import { asGrammy, pause, unlessAborted } from './telegram/signal.ts'

export { checkTelegram, type Finding } from './telegram/check.ts'
export { checkRoute } from './telegram/check-route.ts'
export { createTelegramChannel } from './channel/deliver.ts'
export type { BotDeps } from './update/context.ts'
export { createClient } from './telegram/client.ts'
export { createFetchFile, createOpenDownload } from './files/download.ts'
export { createExpireForms } from './form/expire.ts'
export { createInspectChat } from './telegram/inspect-chat.ts'
export { createSeen } from './telegram/seen.ts'
export { createRoute, type Route } from './route/route.ts'
export type { Proxy } from './route/proxy.ts'
export { createBudget } from './telegram/budget.ts'

export type Delivery =
  | { readonly mode: 'polling' }
  | { readonly mode: 'webhook'; readonly url: string; readonly secret: string }

export interface TelegramBot {
  /** Signs in, takes up the updates left undone and begins to receive. Keeps trying while Telegram is out of reach. */
  start(): void
  /** Resolves once the updates from before the start are handled, or a minute has passed. */
  readonly caughtUp: Promise<void>
  /** Resolves once the updates from before the start are known, or a minute has passed. */
  readonly fetched: Promise<void>
  /** Stores one update from the webhook. */
  accept(update: unknown): Promise<void>
  /** `ok`, or what keeps the bot from working. */
  state(): string
  /** Since when Telegram has been out of reach; null while it is within. */
  outOfReachSince(): Date | null
  /** The bot's username without the @; null until Telegram has told it. */
  username(): string | null
  /** Resolves when no stored update waits. */
  idle(): Promise<void>
  /** Receives no more updates and finishes those being handled. */
  stop(): Promise<void>
}

const CATCH_UP_MS = 60_000

/** The running bot: its handlers behind the durable inbox. */
export function createTelegramBot(
  {
    client: bot,
    route,
    seen,
  }: {
    readonly client: Bot<BotContext>
    readonly route: Pick<Route, 'outOfReachSince'>
    readonly seen: Seen
  },
  deps: BotDeps,
  delivery: Delivery,
): TelegramBot {
  const logger = deps.logger.child({ area: 'bot' })
  mountBot(bot, deps)
  const worker = createInboxWorker({
    inbox: deps.own.inbox,
    handle: (update) => handleUpdate(bot, update),
    onStored: ({ message }) => message && seen.add(message),
    faultOfTheWorld,
    logger,
  })
  const { accept, atMost } = worker
  const polling = createPolling({ api: bot.api, accept, atMost, clock: deps.clock, logger })
  const stopping = new AbortController()
  let state = 'starting'
  let starting: Promise<void> = Promise.resolve()
  let ready: () => void = () => {}
  const caughtUp = new Promise<void>((resolve) => {
    ready = resolve
  })
  let allKnown: () => void = () => {}
  const fetched = new Promise<void>((resolve) => {
    allKnown = resolve
  })

  return {
    caughtUp,
    fetched,
    username: () => (bot.isInited() ? bot.botInfo.username : null),
    state: () => (outOfReachSince() || (state === 'ok' && !polling.isReachable()) ? 'not reachable' : state),
    outOfReachSince,
    // The webhook's route has checked that it is an update.
    accept: (update) => worker.accept([update as Update]),
    idle: () => worker.atMost(0),
    start() {
      starting = begin()
    },
    async stop() {
      stopping.abort()
      await starting
      await polling.stop()
      await worker.stop()
    },
  }

  function outOfReachSince(): Date | null {
    return route.outOfReachSince() ?? polling.unansweredSince()
  }

  async function begin(): Promise<void> {
    void pause(CATCH_UP_MS, stopping.signal).then(allKnown).then(ready)
    await persist('sign in', () => bot.init(asGrammy(stopping.signal)))
    await persist('read what is left to handle', () => worker.resume())
    if (delivery.mode === 'webhook') await persist('set its webhook', () => setWebhook(delivery))
    if (stopping.signal.aborted) return
    state = 'ok'
    if (delivery.mode === 'polling') polling.start()
    void (delivery.mode === 'polling' ? polling.caughtUp : Promise.resolve())
      .then(allKnown)
      .then(() => worker.atMost(0))
      .then(ready)
    await persist(
      'register its commands',
      () => registerCommands(bot.api, deps.texts, deps.defaultLocale(), deps.staffChatId()),
      3,
    )
  }

  async function setWebhook({ url, secret }: Extract<Delivery, { mode: 'webhook' }>): Promise<void> {
    await bot.api.setWebhook(url, { secret_token: secret, allowed_updates: [...ALLOWED_UPDATES] })
  }

  /** Tries until it works or the process stops, but no more than `refusals` times when Telegram refuses it. */
  async function persist(what: string, act: () => Promise<unknown>, refusals = Infinity): Promise<void> {
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      try {
        await unlessAborted(act(), stopping.signal)
        return
      } catch (error) {
        const world = faultOfTheWorld(error)
        if (stopping.signal.aborted) return
        logger.error({ err: error, attempt }, `The bot could not ${what}.`)
        if (state !== 'ok') state = `could not ${what}`
        if (!world && attempt >= refusals) return
        await pause(world?.afterMs ?? Math.min(retryDelayMs(attempt), 5_000), stopping.signal)
      }
    }
  }
}
