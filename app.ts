import { randomInt } from 'node:crypto'
import { createBotSide, createGateway } from './app/bot-side.ts'
import { openDataDir } from './app/data-dir.ts'
import { createJobsSide } from './app/jobs.ts'
import { createStores } from './app/stores.ts'
import { createWebSide } from './app/web-side.ts'
import type { Config } from './config/config.ts'
import { connectTelegram } from './connect-telegram.ts'
import { createDesk } from './core/desk.ts'
import { createTranslator } from './locales/translate.ts'
import type { Logger } from './logger.ts'
import { createSmsChannel } from './sms/channel.ts'
import { createSmsSender, type SmsMessage } from './sms/sender.ts'
import type { Listening } from './web/server.ts'

export interface Overrides {
  readonly logger: Logger
  readonly clock?: () => Date
  /** Leaves Telegram's limits out: for measurements against a far end that has none. */
  readonly withoutLimits?: boolean
  /** Sees each SMS that the `log` provider would have sent. */
  readonly onSms?: (message: SmsMessage) => void
}

export interface App {
  /** Begins to receive, to send and to serve; `banner` is what the person who started it should read. */
  start(): Promise<{ readonly port: number; readonly banner: string }>
  /** Finishes what is in hand; what is not begun waits in the database. */
  stop(): Promise<void>
  /** Resolves when all that came in is handled, all that is due is sent and its files are fetched. */
  settle(): Promise<void>
  /** Does at once what the sweeper does every `SWEEP_INTERVAL`: closes and times out what is due. */
  sweep(): Promise<void>
}

/** The only place where the product's parts meet. */
export async function createApp(config: Config, overrides: Overrides): Promise<App> {
  const { logger } = overrides
  await openDataDir(config, logger)
  const connection = await connectTelegram(config, logger)
  const { telegram, sandbox } = connection
  const clock = overrides.clock ?? sandbox?.clock ?? (() => new Date())
  const defaultLocale = sandbox?.language ?? (() => config.defaultLocale)
  const stopping = new AbortController()
  const texts = createTranslator({
    defaultLocale: config.defaultLocale,
    timeZone: config.timeZone,
    onProblem: (problem) => logger.error({ problem }, 'A text could not be shown as it should.'),
  })
  const botId = Number.parseInt(telegram.token, 10)
  const stores = await createStores(config, { clock, botId, staffChatId: telegram.staffChatId })
  const gateway = createGateway(connection, {
    clock,
    withoutLimits: overrides.withoutLimits ?? false,
    stopping: stopping.signal,
  })
  const desk = createDesk({
    ...stores,
    ...gateway,
    clock,
    randomId: () => randomInt(1, 2 ** 47),
    settings: { ...config, staffChatId: stores.staffChatId },
  })
  const { bot, channel } = createBotSide(connection, {
    desk,
    stores,
    gateway,
    texts,
    defaultLocale,
    logger,
    clock,
  })
  const sender = createSmsSender(config.sms, {
    logger: logger.child({ area: 'sms' }),
    onSent(message) {
      sandbox?.smsSent(message)
      overrides.onSms?.(message)
    },
  })
  const sms = createSmsChannel({ ...stores, sender, texts, defaultLocale })
  const jobs = createJobsSide(config, {
    desk,
    stores,
    channels: { telegram: channel, sms },
    clock,
    logger,
    stopping: stopping.signal,
  })
  const web = createWebSide(config, connection, { desk, stores, bot, texts, clock, logger })
  sandbox?.onForward(() => {
    const dueNow = jobs.sweep().then(jobs.send)
    dueNow.catch((error: unknown) =>
      logger.error({ err: error }, 'What became due at once could not be done.'),
    )
  })

  let listening: Listening | null = null
  return {
    async start() {
      listening = await web.listen()
      jobs.startSending()
      bot.start()
      // A reply that waits at Telegram since before a downtime must win over the clock.
      void bot.caughtUp.then(() => jobs.startSweeping())
      const url = `http://${config.host}:${listening.port}`
      const banner = sandbox
        ? `Kubit Support runs in its sandbox: ${url}/sandbox`
        : `Kubit Support listens at ${url}`
      return { port: listening.port, banner }
    },
    async stop() {
      sandbox?.hangUp()
      web.hangUp()
      await listening?.close()
      stopping.abort()
      await bot.stop()
      await jobs.stop()
      await sandbox?.close()
      await stores.close()
    },
    async settle() {
      await bot.idle()
      await jobs.send()
      await jobs.fetch()
    },
    sweep: jobs.sweep,
  }
}
