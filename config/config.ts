import { join } from 'node:path'
import type { z } from 'zod'
import type { LogLevel } from '../logger.ts'
import { Settings, TELEGRAM_API_ROOT } from './settings.ts'

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
  readonly dataDir: string
  readonly database:
    | { readonly kind: 'sqlite'; readonly path: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly panel: {
    readonly jwtSecret?: string | undefined
    readonly jwksUrl?: string | undefined
    /** The origin that may show the pages in a frame. */
    readonly origin?: string | undefined
  }
  readonly sms: SmsSettings
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
  readonly defaultLocale: 'fa' | 'en'
  readonly timeZone: string
  readonly logLevel: LogLevel
}

/** Without a token, the product works with the sandbox, a simulated Telegram. */
export type TelegramConfig =
  | { readonly mode: 'sandbox' }
  | ({ readonly mode: 'polling' } & BotConfig)
  | ({ readonly mode: 'webhook'; readonly publicUrl: string; readonly secret: string } & BotConfig)

interface BotConfig {
  readonly token: string
  readonly apiRoot: string
  readonly staffChatId: number
}

export type Env = Readonly<Record<string, string | undefined>>

/** Everything that is wrong with the settings, in words for the operator. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      ['These settings have to be mended first:', ...problems.map((problem) => `- ${problem}`)].join('\n'),
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Throws a ConfigError with all problems at once. An empty setting counts as absent. */
export function parseConfig(env: Env): Config {
  const given: Env = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const settings = Settings.safeParse(given)
  const problems = [
    ...(settings.error?.issues ?? []).map((issue) => describe(issue, given)),
    ...missing(given),
  ]
  if (!settings.success || problems.length > 0) throw new ConfigError(problems)
  return assemble(settings.data)
}

/** Settings whose values are never printed, not even to say that they are wrong. */
const SECRET = /TOKEN|SECRET|API_KEY|DATABASE_URL/

function describe(issue: z.core.$ZodIssue, given: Env): string {
  const name = String(issue.path[0])
  const value = SECRET.test(name)
    ? 'cannot be used as it is'
    : `cannot be ${JSON.stringify(given[name]?.slice(0, 80))}`
  return `${name} ${value}: ${issue.message}.`
}

/** The settings that are missing because others are given, in words. */
function missing(given: Env): string[] {
  const problems: string[] = []
  const need = (name: string, why: string, advice: string): void => {
    if (!given[name]) problems.push(`${name} is missing: ${why}. ${advice}`)
  }
  if (given['BOT_TOKEN']) {
    need(
      'STAFF_CHAT_ID',
      'BOT_TOKEN is set',
      "Write the staff group's id; without BOT_TOKEN the sandbox starts.",
    )
    if (!given['PANEL_JWKS_URL']) {
      need(
        'PANEL_JWT_SECRET',
        'BOT_TOKEN is set',
        'Write the secret the panel signs with, or set PANEL_JWKS_URL.',
      )
    }
  }
  if (given['BOT_TOKEN'] && given['BOT_MODE'] === 'webhook') {
    const why = 'BOT_MODE is webhook'
    need('PUBLIC_URL', why, 'Write the https address under which Telegram reaches this server.')
    need(
      'WEBHOOK_SECRET',
      why,
      'Write a random word; Telegram repeats it so that nobody else can send updates.',
    )
    const ownServer = (given['BOT_API_ROOT'] ?? TELEGRAM_API_ROOT) !== TELEGRAM_API_ROOT
    if (!ownServer && /^http:/i.test(given['PUBLIC_URL'] ?? '')) {
      problems.push(
        'PUBLIC_URL begins with http: Telegram sends webhooks to https only. Write an https address.',
      )
    }
  }
  if (given['SMS_PROVIDER'] === 'kavenegar') {
    need(
      'KAVENEGAR_API_KEY',
      'SMS_PROVIDER is kavenegar',
      "Write the key of Kavenegar's panel, or SMS_PROVIDER=log.",
    )
  }
  return problems
}

function assemble(settings: Settings): Config {
  const dataDir = settings.DATA_DIR
  return Object.freeze({
    telegram: Object.freeze(telegram(settings)),
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL,
    dataDir,
    database: Object.freeze(settings.DATABASE_URL ?? { kind: 'sqlite', path: join(dataDir, 'support.db') }),
    panel: Object.freeze({
      jwtSecret: settings.PANEL_JWT_SECRET,
      jwksUrl: settings.PANEL_JWKS_URL,
      origin: settings.PANEL_ORIGIN,
    }),
    sms: Object.freeze(sms(settings)),
    groupLinkWindowMs: settings.GROUP_LINK_WINDOW,
    membershipTtlMs: settings.MEMBERSHIP_TTL,
    defaultRole: settings.DEFAULT_ROLE,
    autoCloseAfterMs: settings.AUTO_CLOSE_AFTER,
    sweepIntervalMs: settings.SWEEP_INTERVAL,
    formTimeoutMs: settings.FORM_TIMEOUT,
    apiRateLimit: settings.API_RATE_LIMIT,
    defaultLocale: settings.DEFAULT_LOCALE,
    timeZone: settings.TIME_ZONE,
    logLevel: settings.LOG_LEVEL,
  })
}

function telegram(settings: Settings): TelegramConfig {
  if (settings.BOT_TOKEN === undefined) return { mode: 'sandbox' }
  const bot = {
    token: settings.BOT_TOKEN,
    apiRoot: settings.BOT_API_ROOT,
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
