import { join } from 'node:path'
import type { LogLevel } from '../logger.ts'
import { chooseMode, type Mode, withoutRealOnly } from './mode.ts'
import { ConfigError, describe, missing } from './problems.ts'
import type { Proxy } from './proxies.ts'
import { type Env, type SecretFiles, takeFiles } from './secret-files.ts'
import { type ExtraType, Settings, type TrustedProxies } from './settings.ts'

export { ConfigError } from './problems.ts'
export type { Env } from './secret-files.ts'

const SMS_SETTLE_MS = 60_000
/** Whoever tries it out watches the phone. */
const SANDBOX_SMS_SETTLE_MS = 2_000

export type SmsSettings =
  | { readonly provider: 'log' }
  | {
      readonly provider: 'kavenegar'
      readonly apiKey: string
      readonly apiRoot: string
      readonly sender: string | undefined
      readonly template: string | undefined
    }

export interface Config {
  readonly telegram: TelegramConfig
  readonly host: string
  readonly port: number
  /** The address under which this server is reached from outside. */
  readonly publicUrl?: string | undefined
  /** Where files are kept; the sandbox has a folder of its own in `DATA_DIR`. */
  readonly dataDir: string
  readonly database:
    | { readonly kind: 'sqlite'; readonly path: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly panel: {
    /** A token signed with any of them is good. */
    readonly jwtSecrets: readonly string[]
    readonly jwksUrl?: string | undefined
    /** The origin that may show the pages in a frame. */
    readonly origin?: string | undefined
  }
  readonly sms: SmsSettings
  /** How long a change of status waits for the next one before its SMS goes out. */
  readonly smsSettleMs: number
  /** SMS a day. */
  readonly smsDailyLimit: number
  /** What may be attached beside the basic types. */
  readonly attachmentTypes: readonly ExtraType[]
  /** Bytes that the files of an organization may take. */
  readonly attachmentQuota: number
  /** Bytes of the disk that no file may take. */
  readonly minFreeDisk: number
  /** A membership lapses after this without a token. */
  readonly groupLinkWindowMs: number
  readonly membershipTtlMs: number
  /** What a panel user is whose token does not say. */
  readonly defaultRole: 'admin' | 'member'
  /** Null: tickets that wait for the customer stay open. */
  readonly autoCloseAfterMs: number | null
  readonly sweepIntervalMs: number
  readonly formTimeoutMs: number
  /** Requests a minute a user; 0 is no limit. */
  readonly apiRateLimit: number
  /** What stands in front and says whose request it passes on. */
  readonly trustProxy: TrustedProxies | undefined
  readonly defaultLocale: 'fa' | 'en'
  readonly timeZone: string
  readonly logLevel: LogLevel
}

/** Without a token, the product works with the sandbox, a simulated Telegram. */
export type TelegramConfig =
  | {
      readonly mode: 'sandbox'
      /** `SANDBOX=1`: it may start beside a real installation. */
      readonly meant: boolean
      /** `DATA_DIR`, where a real installation would have its files. */
      readonly beside: string
    }
  | ({ readonly mode: 'polling' } & BotConfig)
  | ({ readonly mode: 'webhook'; readonly publicUrl: string; readonly secret: string } & BotConfig)

interface BotConfig {
  readonly token: string
  readonly apiRoot: string
  /** The proxies on the way there, the preferred first. */
  readonly proxies: readonly Proxy[]
  /** Whether `apiRoot` is a Bot API server of our own that keeps its files on this machine. */
  readonly isLocal: boolean
  readonly staffChatId: number
}

/**
 * Throws a ConfigError with all problems at once. An empty setting counts as absent; `files` are what the settings
 * that name a file lead to.
 */
export function parseConfig(env: Env, files: SecretFiles = {}): Config {
  const set: Env = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const mode = chooseMode(set)
  const ignoresReal = mode.kind === 'sandbox' && mode.meant
  const { given, problems: ofFiles } = takeFiles(ignoresReal ? withoutRealOnly(set) : set, files)
  const settings = Settings.safeParse(given)
  const problems = [
    ...mode.problems,
    ...ofFiles,
    ...(settings.error?.issues ?? []).map((issue) => describe(issue, given)),
    ...missing(given),
  ]
  if (!settings.success || problems.length > 0) throw new ConfigError(problems)
  return assemble(settings.data, mode)
}

function assemble(settings: Settings, { kind, meant }: Mode): Config {
  const { DATA_DIR: beside } = settings
  const real = kind === 'real'
  const dataDir = real ? beside : join(beside, 'sandbox')
  return Object.freeze({
    telegram: Object.freeze(real ? telegram(settings) : { mode: 'sandbox' as const, meant, beside }),
    // Whoever reaches the sandbox may do everything in it.
    host: real ? settings.HOST : '127.0.0.1',
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL,
    dataDir,
    database: Object.freeze(settings.DATABASE_URL ?? { kind: 'sqlite', path: join(dataDir, 'support.db') }),
    panel: Object.freeze({
      jwtSecrets: settings.PANEL_JWT_SECRET ?? [],
      jwksUrl: settings.PANEL_JWKS_URL,
      origin: settings.PANEL_ORIGIN,
    }),
    sms: Object.freeze(sms(settings)),
    groupLinkWindowMs: settings.GROUP_LINK_WINDOW,
    smsSettleMs: settings.SMS_SETTLE ?? (real ? SMS_SETTLE_MS : SANDBOX_SMS_SETTLE_MS),
    smsDailyLimit: settings.SMS_DAILY_LIMIT,
    attachmentTypes: settings.ATTACHMENT_TYPES,
    attachmentQuota: settings.ATTACHMENT_QUOTA,
    minFreeDisk: settings.MIN_FREE_DISK,
    membershipTtlMs: settings.MEMBERSHIP_TTL,
    defaultRole: settings.DEFAULT_ROLE,
    autoCloseAfterMs: settings.AUTO_CLOSE_AFTER,
    sweepIntervalMs: settings.SWEEP_INTERVAL,
    formTimeoutMs: settings.FORM_TIMEOUT,
    apiRateLimit: settings.API_RATE_LIMIT,
    trustProxy: settings.TRUST_PROXY,
    defaultLocale: settings.DEFAULT_LOCALE,
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
  })
}

function telegram(settings: Settings): TelegramConfig {
  const bot = {
    token: present(settings.BOT_TOKEN),
    apiRoot: settings.BOT_API_ROOT,
    proxies: settings.BOT_PROXY,
    isLocal: settings.BOT_API_LOCAL === '1',
    staffChatId: present(settings.STAFF_CHAT_ID),
  }
  if (settings.BOT_MODE === 'polling') return { mode: 'polling', ...bot }
  const [publicUrl, secret] = [present(settings.PUBLIC_URL), present(settings.WEBHOOK_SECRET)]
  return { mode: 'webhook', ...bot, publicUrl, secret }
}

function sms(settings: Settings): SmsSettings {
  if (settings.SMS_PROVIDER === 'log') return { provider: 'log' }
  const { KAVENEGAR_API_ROOT: apiRoot, KAVENEGAR_SENDER: sender, KAVENEGAR_TEMPLATE: template } = settings
  return { provider: 'kavenegar', apiKey: present(settings.KAVENEGAR_API_KEY), apiRoot, sender, template }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A setting that missing() asks for is not there')
  return value
}
