import {
  type BotDeps,
  createBudget,
  createClient,
  createFetchFile,
  createOpenDownload,
  createRoute,
  createInspectChat,
  createSeen,
  createTelegramBot,
  createTelegramChannel,
} from '../bot/index.ts'
import type { Connection } from '../connect-telegram.ts'
import type { Desk } from '../core/desk.ts'
import type { Logger } from '../logger.ts'
import type { AppStores } from './stores.ts'

const MEGABYTE = 1024 * 1024
/** What Telegram, and a Bot API server of one's own, take with one call. */
const UPLOAD_MAX = 50 * MEGABYTE
const LOCAL_UPLOAD_MAX = 2_000 * MEGABYTE

export interface GatewayOptions {
  readonly clock: () => Date
  /** Sends without regard to Telegram's limits, for measurements against a server that has none. */
  readonly withoutLimits: boolean
  /** Breaks off the fetching of files. */
  readonly stopping: AbortSignal
  readonly logger: Logger
}

export type Gateway = ReturnType<typeof createGateway>

/** What the desk asks Telegram for, and the client behind it. */
export function createGateway(
  { telegram }: Connection,
  { clock, withoutLimits, stopping, logger }: GatewayOptions,
) {
  const route = createRoute({ ...telegram, clock, logger: logger.child({ area: 'telegram' }) })
  const isOutOfReach = () => route.outOfReachSince() !== null
  const budget = createBudget({ clock, isOutOfReach, off: withoutLimits })
  const seen = createSeen()
  const client = createClient({ ...telegram, route, budget, seen })
  const download = { api: client.api, route, isLocal: telegram.isLocal }
  return {
    budget,
    route,
    client,
    seen,
    inspectChat: createInspectChat(client),
    fetchFile: createFetchFile(download, stopping),
    openDownload: createOpenDownload(download),
  }
}

export interface BotSideOptions extends Pick<
  BotDeps,
  'texts' | 'defaultLocale' | 'logger' | 'clock' | 'underWay'
> {
  readonly desk: Desk
  readonly stores: AppStores
  readonly gateway: Gateway
}

/** The bot, which receives from Telegram, and the channel, which sends deliveries there. */
export function createBotSide({ telegram }: Connection, { stores, gateway, ...options }: BotSideOptions) {
  const deps: BotDeps = {
    ...options,
    read: stores,
    own: stores,
    inspectChat: gateway.inspectChat,
    openDownload: gateway.openDownload,
    staffChatId: stores.staffChatId,
  }
  const { budget, client, seen } = gateway
  const bot = createTelegramBot(gateway, deps, telegram.delivery)
  const channel = createTelegramChannel({
    ...deps,
    api: client.api,
    budget,
    seen,
    fetched: bot.fetched,
    files: stores.files,
    uploadMax: telegram.isLocal ? LOCAL_UPLOAD_MAX : UPLOAD_MAX,
  })
  return { bot, channel }
}
