import type { TelegramBot } from '../bot/index.ts'
import type { Config } from '../config/config.ts'
import { type Connection, WEBHOOK_PATH } from '../connect-telegram.ts'
import type { Desk } from '../core/desk.ts'
import type { Translator } from '../locales/translate.ts'
import type { Logger } from '../logger.ts'
import { createWeb } from '../web/app.ts'
import { listen, type Listening } from '../web/server.ts'
import { createReady } from './ready.ts'
import type { AppStores } from './stores.ts'

export interface WebSideOptions {
  readonly desk: Desk
  readonly stores: AppStores
  readonly bot: TelegramBot
  readonly texts: Translator
  readonly clock: () => Date
  readonly logger: Logger
}

/** The panel's API and pages, behind a server that is not listening yet. */
export function createWebSide(
  config: Config,
  { telegram, panel, sandbox }: Connection,
  options: WebSideOptions,
) {
  const { desk, stores, bot, texts, clock, logger } = options
  const closing = new AbortController()
  const { delivery } = telegram
  const web = createWeb({
    desk,
    requests: stores.requests,
    sessions: stores.sessions,
    panel,
    // The sandbox is on this machine alone.
    security: { panelOrigin: config.panel.origin, publicUrl: sandbox ? undefined : config.publicUrl },
    plainCookie: sandbox !== null,
    ready: createReady({ ...stores, minFreeDisk: config.minFreeDisk, telegram: bot.state }),
    telegramAwaySince: bot.outOfReachSince,
    count: stores.count,
    apiRateLimit: config.apiRateLimit,
    trustProxy: config.trustProxy,
    ...(delivery.mode === 'webhook' && {
      webhook: { path: WEBHOOK_PATH, secret: delivery.secret, accept: bot.accept },
    }),
    botName: bot.username,
    translator: texts,
    logger,
    clock,
    closing: closing.signal,
  })
  if (sandbox) web.route('/sandbox', sandbox.page)
  return {
    listen: (): Promise<Listening> => listen(web, { host: config.host, port: config.port }),
    /** Ends responses that would never end by themselves, such as event streams. */
    hangUp: () => closing.abort(),
  }
}
