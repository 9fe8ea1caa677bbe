import { z } from 'zod'
import { LOG_LEVELS } from '../logger.ts'

export const TELEGRAM_API_ROOT = 'https://api.telegram.org'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Each variable by itself: how it is read, and what to write where it cannot be read. */
export const Settings = z.object({
  BOT_TOKEN: setting(
    'write the token that BotFather gave, like 123456789:AAExample',
    matching(/^\d+:[\w-]+$/),
  ).optional(),
  BOT_API_ROOT: webAddress().prefault(TELEGRAM_API_ROOT),
  BOT_MODE: oneOf(['polling', 'webhook']).prefault('polling'),
  PUBLIC_URL: setting(
    'write a web address without ? and #, and with nothing but letters, digits, -, _, . and ~ in its path, like https://example.com/support',
    parsePublicUrl,
  ).optional(),
  WEBHOOK_SECRET: setting(
    'write 1 to 256 letters, digits, _ or - (anything else Telegram refuses)',
    matching(/^[\w-]{1,256}$/),
  ).optional(),
  STAFF_CHAT_ID: setting("write the staff group's id, a negative number like -1001234567890", (text) =>
    /^-\d{1,15}$/.test(text) ? Number(text) : undefined,
  ).optional(),
  HOST: setting('write an address to listen on, like 127.0.0.1 or 0.0.0.0', matching(/^[\w.:-]+$/)).prefault(
    '127.0.0.1',
  ),
  PORT: integer(0, 65_535).prefault('3000'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: setting(
    'write file: and a path, like file:./data/support.db, or a PostgreSQL address, like postgres://user:password@host/name',
    parseDatabase,
  ).optional(),
  PANEL_JWT_SECRET: setting(
    'write at least 8 characters (32 random ones are good)',
    matching(/^.{8,}$/),
  ).optional(),
  PANEL_JWKS_URL: webAddress().optional(),
  PANEL_ORIGIN: setting('write where the panel is, without a path, like https://panel.example.com', (text) =>
    parseUrl(text)?.origin === text.replace(/\/$/, '').toLowerCase() ? parseUrl(text)?.origin : undefined,
  ).optional(),
  DEFAULT_ROLE: oneOf(['admin', 'member']).prefault('admin'),
  GROUP_LINK_WINDOW: duration(365 * DAY, '365d').prefault('24h'),
  MEMBERSHIP_TTL: duration(3650 * DAY, '3650d').prefault('90d'),
  SMS_PROVIDER: oneOf(['log', 'kavenegar']).prefault('log'),
  KAVENEGAR_API_KEY: setting(
    "write the key of Kavenegar's panel, without spaces",
    matching(/^\S+$/),
  ).optional(),
  KAVENEGAR_API_ROOT: webAddress().prefault('https://api.kavenegar.com'),
  KAVENEGAR_SENDER: setting('write the line to send from, in digits', matching(/^\+?\d+$/)).optional(),
  KAVENEGAR_TEMPLATE: setting(
    'write the name of a lookup template, without spaces',
    matching(/^\S+$/),
  ).optional(),
  AUTO_CLOSE_AFTER: setting('write a duration up to 3650d, like 48h or 30m, or off', (text) =>
    text === 'off' || text === '0' ? null : parseDuration(text, 3650 * DAY),
  ).prefault('48h'),
  SWEEP_INTERVAL: duration(DAY, '1d').prefault('60s'),
  FORM_TIMEOUT: duration(30 * DAY, '30d').prefault('30m'),
  API_RATE_LIMIT: integer(0, 1_000_000).prefault('600'),
  DEFAULT_LOCALE: oneOf(['fa', 'en']).prefault('fa'),
  TIME_ZONE: setting('write a time zone of the IANA list, like Asia/Tehran', (text) =>
    isTimeZone(text) ? text : undefined,
  ).prefault('Asia/Tehran'),
  LOG_LEVEL: oneOf(LOG_LEVELS).prefault('info'),
})

export type Settings = z.infer<typeof Settings>

type Database =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

function setting<T>(advice: string, read: (text: string) => T | undefined) {
  return z.string().transform((text, context): T => {
    const value = read(text)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: advice })
    return z.NEVER
  })
}

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `write ${values.slice(0, -1).join(', ')} or ${values.at(-1)}` })
}

function integer(least: number, most: number) {
  return setting(`write a whole number from ${least} to ${most}`, (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : -1
    return value >= least && value <= most ? value : undefined
  })
}

function duration(most: number, mostInWords: string) {
  return setting(`write a duration up to ${mostInWords}, like 90s, 30m or 250ms`, (text) =>
    parseDuration(text, most),
  )
}

function webAddress() {
  return setting('write a web address, like https://support.example.com', (text) =>
    parseUrl(text) ? text.replace(/\/+$/, '') : undefined,
  )
}

function matching(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? text : undefined)
}

function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && /^https?:$/.test(url.protocol) ? url : undefined
}

/** An address that paths can be put behind, and that stands in cookies as it is. */
function parsePublicUrl(text: string): string | undefined {
  const url = parseUrl(text)
  if (!url || url.search || url.hash || url.username || url.password || /[?#]/.test(text)) return undefined
  const path = url.pathname.replace(/\/+$/, '')
  return /^(?:\/[\w.~-]+)*$/.test(path) ? url.origin + path : undefined
}

function parseDuration(text: string, most: number): number | undefined {
  const [, count = '', unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? []
  const ms = Number(count) * ({ ms: 1, s: 1000, m: MINUTE, h: 60 * MINUTE, d: DAY }[unit] ?? 0)
  return ms > 0 && ms <= most ? ms : undefined
}

function parseDatabase(text: string): Database | undefined {
  if (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)) return { kind: 'postgres', url: text }
  const [, path] = /^file:(?:\/\/(?=\/))?(.+)$/.exec(text) ?? []
  return path === undefined ? undefined : { kind: 'sqlite', path }
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}
