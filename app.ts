import { randomInt } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createClient,
  createExpireForms,
  createFetchFile,
  createInspectChat,
  createLimits,
  createTelegramBot,
  createTelegramChannel,
} from './bot/index.ts'
import type { BotDeps } from './bot/index.ts'
import type { Config } from './config.ts'
import { createDeliverer } from './core/deliveries/deliver.ts'
import { createDesk } from './core/desk.ts'
import type { Channel, GroupStore } from './core/ports.ts'
import { createFileStore, openDatabase } from './db/index.ts'
import { createJobs } from './jobs/index.ts'
import { createTranslator } from './locales/translate.ts'
import type { Logger } from './logger.ts'
import { createSmsChannel } from './sms/channel.ts'
import { createSmsSender, type SmsMessage } from './sms/sender.ts'
import { connectTelegram, WEBHOOK_PATH } from './telegram.ts'
import { createWeb } from './web/app.ts'
import { listen, type Listening } from './web/server.ts'

export interface Overrides {
  readonly logger: Logger
  readonly clock?: () => Date
  /** Leaves Telegram's limits out: for measurements against a far end that has none. */
  readonly withoutLimits?: boolean
  /** Sees each SMS that the `log` provider would have sent. */
  readonly onSms?: (message: SmsMessage) => void
}

export interface App {
  /** Begins to receive, to send and to answer; what it resolves with is worth telling the one who started it. */
  start(): Promise<{ readonly port: number; readonly banner: string }>
  /** Finishes what is in hand; what is not begun waits in the database. */
  stop(): Promise<void>
  /** Resolves when all that came in is handled, all that is due is sent and its files are fetched. */
  settle(): Promise<void>
  /** Does now what time does otherwise: closes and times out what is due. */
  sweep(): Promise<void>
}

/** The only place where the product's parts meet. */
export async function createApp(config: Config, overrides: Overrides): Promise<App> {
  const { logger } = overrides
  await mkdir(config.dataDir, { recursive: true })
  const { telegram, panel, sandbox } = await connectTelegram(config, logger)
  const clock = overrides.clock ?? sandbox?.clock ?? (() => new Date())
  const database = await openDatabase(config.database, { clock })
  let listening: Listening | null = null
  const url = () => `http://${config.host}:${listening?.port ?? config.port}`
  const defaultLocale = sandbox?.language ?? (() => config.defaultLocale)
  const texts = createTranslator({
    defaultLocale: config.defaultLocale,
    timeZone: config.timeZone,
    onProblem: (problem) => logger.error({ problem }, 'A text could not be shown as it should.'),
  })

  let staffChatId = await database.stores.groups.currentId(telegram.staffChatId)
  const groups: GroupStore = {
    ...database.stores.groups,
    async migrate(from, to) {
      await database.stores.groups.migrate(from, to)
      if (from === staffChatId) staffChatId = to
    },
  }
  const botId = Number.parseInt(telegram.token, 10)
  const stores = {
    ...database.stores,
    groups,
    inbox: database.stores.inbox(botId),
  }

  const limits = createLimits({ clock, off: overrides.withoutLimits ?? false })
  const client = createClient(telegram.token, telegram.apiRoot, limits)
  const inspectChat = createInspectChat(client)
  const files = createFileStore(join(config.dataDir, 'files'))
  const stopping = new AbortController()
  const desk = createDesk({
    ...stores,
    clock,
    inspectChat,
    files,
    fetchFile: createFetchFile(client.api, telegram.apiRoot, stopping.signal),
    randomId: () => randomInt(1, 2 ** 47),
    settings: {
      autoCloseAfterMs: config.autoCloseAfterMs,
      timeZone: config.timeZone,
      staffChatId: () => staffChatId,
    },
  })
  const deps: BotDeps = {
    desk,
    stores,
    texts,
    defaultLocale,
    logger,
    clock,
    inspectChat,
    apiRoot: telegram.apiRoot,
    staffChatId: () => staffChatId,
  }
  const bot = createTelegramBot(client, deps, telegram.delivery)

  const sender = createSmsSender(config.sms, {
    logger: logger.child({ area: 'sms' }),
    onSent(message) {
      sandbox?.smsSent(message)
      overrides.onSms?.(message)
    },
  })
  const deliverer = createDeliverer({
    outbox: stores.outbox,
    channel: byDestination(
      createTelegramChannel({ ...deps, api: client.api, limits, files }),
      createSmsChannel({ ...stores, sender, texts, defaultLocale }),
    ),
    clock,
    onError: (error, { id, payload }) =>
      logger.error({ err: error, deliveryId: id, kind: payload.kind }, 'A delivery failed in our code.'),
  })
  const jobs = createJobs({
    deliverer,
    outbox: stores.outbox,
    search: stores.search,
    fetchFiles: () => desk.files.fetchDue(stopping.signal),
    sweepIntervalMs: config.sweepIntervalMs,
    sweeps: [
      desk.expireTickets,
      createExpireForms(stores.forms, clock, config.formTimeoutMs),
      desk.files.sweep,
      () => prune(),
    ],
    logger,
  })

  const closing = new AbortController()
  const web = createWeb({
    desk,
    requests: stores.requests,
    sessions: stores.sessions,
    panel,
    security: { panelOrigin: config.panel.origin, publicUrl: config.publicUrl },
    plainCookie: sandbox !== null,
    ready: async () => ({
      database: await database.ping().then(
        () => 'ok',
        () => 'not reachable',
      ),
      telegram: bot.state(),
    }),
    count: stores.counts(botId),
    apiRateLimit: config.apiRateLimit,
    ...(telegram.delivery.mode === 'webhook'
      ? {
          webhook: {
            path: WEBHOOK_PATH,
            secret: telegram.delivery.secret,
            accept: (update) => bot.accept(update),
          },
        }
      : {}),
    botName: () => bot.username(),
    translator: texts,
    logger,
    clock,
    closing: closing.signal,
  })
  if (sandbox) web.route('/sandbox', sandbox.page)
  sandbox?.onForward(() => {
    const dueNow = jobs.sweep().then(jobs.send)
    dueNow.catch((error: unknown) =>
      logger.error({ err: error }, 'What became due at once could not be done.'),
    )
  })

  return {
    async start() {
      listening = await listen(web, { host: config.host, port: config.port })
      jobs.startSending()
      bot.start()
      // A reply that waits at Telegram since before a downtime must win over the clock.
      void bot.caughtUp.then(() => jobs.startSweeping())
      const banner = sandbox
        ? `Kubit Support runs in its sandbox: ${url()}/sandbox`
        : `Kubit Support listens at ${url()}`
      return { port: listening.port, banner }
    },
    async stop() {
      sandbox?.hangUp()
      closing.abort()
      await listening?.close()
      stopping.abort()
      await bot.stop()
      await jobs.stop()
      await sandbox?.close()
      await database.close()
    },
    async settle() {
      await bot.idle()
      await jobs.send()
      await jobs.fetch()
    },
    sweep: () => jobs.sweep(),
  }

  async function prune(): Promise<void> {
    const before = new Date(clock().getTime() - KEEP_MS)
    await stores.sessions.prune(clock())
    await stores.inbox.prune(before)
    await stores.requests.prune(before)
  }
}

/** Telegram repeats nothing older than a day, and neither does a panel. */
const KEEP_MS = 25 * 3_600_000

function byDestination(telegram: Channel, sms: Channel): Channel {
  return {
    send: (delivery) => (delivery.destination.kind === 'sms' ? sms : telegram).send(delivery),
    waitMs: (delivery) => (delivery.destination.kind === 'sms' ? sms : telegram).waitMs(delivery),
  }
}
