import { randomInt } from 'node:crypto'
import { createBotSide, createGateway } from './app/bot-side.ts'
import { openDataDir } from './app/data-dir.ts'
import { createJobsSide } from './app/jobs.ts'
import { createStores } from './app/stores.ts'
import { createWebSide } from './app/web-side.ts'
import type { Config } from './config/config.ts'
import { connectTelegram } from './connect-telegram.ts'
import { SMS_NUMBER_LIMIT, SMS_TICKET_LIMIT } from './core/deliveries/sms-budget.ts'
import { createDesk } from './core/desk.ts'
import { acceptedFiles } from './core/files/file-rules.ts'
import { createUnderWay } from './core/sending/under-way.ts'
import { AlreadyRunning, type Claim, claimDatabase } from './db/index.ts'
import { createTranslator } from './locales/translate.ts'
import type { Logger } from './logger.ts'
import { createSmsChannel } from './sms/channel.ts'
import { createSmsSender, type SmsMessage } from './sms/sender.ts'
import type { Listening } from './web/server.ts'

export { AlreadyRunning }

export interface Overrides {
  readonly logger: Logger
  readonly clock?: () => Date
  /** Told when another process has taken the database over, which this one must not touch any more; by default it stops. */
  readonly onLost?: (error: AlreadyRunning) => void
  /** Sends without regard to Telegram's limits, for measurements against a server that has none. */
  readonly withoutLimits?: boolean
  /** Called with each SMS that the `log` provider would have sent. */
  readonly onSms?: (message: SmsMessage) => void
}

export interface App {
  /** Begins to receive, send and serve. `banner` is for the person who started it. */
  start(): Promise<{ readonly port: number; readonly banner: string }>
  /** Finishes the work that has begun; the rest waits in the database for the next start. */
  stop(): Promise<void>
  /** Resolves when all updates are handled, all due deliveries are sent and all due files are fetched. */
  settle(): Promise<void>
  /** Does at once what the sweeper does every `SWEEP_INTERVAL`: closes and times out what is due. */
  sweep(): Promise<void>
}

/**
 * Starts the product on a database and a folder of its own. Throws a ConfigError where these are a real
 * installation's and the sandbox isn't meant, AlreadyRunning where another process has them.
 */
export async function createApp(config: Config, overrides: Overrides): Promise<App> {
  let app: App | null = null
  const stop = () => void app?.stop()
  const { dataDir } = config
  await openDataDir(config, overrides.logger)
  const claim = await claimDatabase(config.database, { dataDir, onLost: overrides.onLost ?? stop })
  try {
    app = await build(config, overrides, claim)
    return app
  } catch (error) {
    await claim.release()
    throw error
  }
}

/** The only place where the product's parts meet. */
async function build(config: Config, overrides: Overrides, claim: Claim): Promise<App> {
  const { logger } = overrides
  const connection = await connectTelegram(config, logger)
  const { telegram, sandbox } = connection
  const clock = overrides.clock ?? sandbox?.clock ?? (() => new Date())
  const defaultLocale = sandbox?.language ?? (() => config.defaultLocale)
  const stopping = new AbortController()
  const texts = createTranslator({
    defaultLocale: config.defaultLocale,
    timeZone: config.timeZone,
    fileTypes: acceptedFiles(config.attachmentTypes).labels,
    onProblem: (problem) => logger.error({ problem }, 'A text could not be shown as it should.'),
  })
  const botId = Number.parseInt(telegram.token, 10)
  const stores = await createStores(config, {
    clock,
    botId,
    logger: logger.child({ area: 'audit' }),
    staffChatId: telegram.staffChatId,
  })
  const gateway = createGateway(connection, {
    clock,
    withoutLimits: overrides.withoutLimits ?? false,
    stopping: stopping.signal,
    logger,
  })
  const desk = createDesk({
    ...stores,
    ...gateway,
    clock,
    randomId: () => randomInt(1, 2 ** 47),
    settings: { ...config, staffChatId: stores.staffChatId },
  })
  const underWay = createUnderWay()
  const { bot, channel } = createBotSide(connection, {
    desk,
    stores,
    underWay,
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
  const sms = createSmsChannel({
    ...stores,
    sender,
    limits: { ticket: SMS_TICKET_LIMIT, number: SMS_NUMBER_LIMIT, day: config.smsDailyLimit },
    texts,
    timeZone: config.timeZone,
    clock,
    logger: logger.child({ area: 'sms' }),
    defaultLocale,
  })
  const jobs = createJobsSide(config, {
    desk,
    stores,
    channels: { telegram: channel, sms },
    underWay,
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
      void channel.tidy()
      // A reply that came during a downtime must be handled before its ticket is closed for want of one.
      void bot.caughtUp.then(() => jobs.startSweeping())
      const url = `http://${config.host}:${listening.port}`
      const path = new URL(config.publicUrl ?? url).pathname.replace(/\/$/, '')
      const banner = sandbox
        ? `Kubit Support runs in its sandbox: ${url}/sandbox`
        : `Kubit Support listens at ${url}${path}`
      return { port: listening.port, banner }
    },
    async stop() {
      sandbox?.hangUp()
      web.hangUp()
      await listening?.close()
      stopping.abort()
      await bot.stop()
      await jobs.stop()
      await gateway.route.close()
      await sandbox?.close()
      await stores.close()
      await claim.release()
    },
    async settle() {
      await bot.idle()
      await jobs.send()
      await jobs.fetch()
    },
    sweep: jobs.sweep,
  }
}
