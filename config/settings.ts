import { isIP } from 'node:net'
import { z } from 'zod'
import { LOG_LEVELS } from '../logger.ts'
import { parseProxyList } from './proxies.ts'
import { isSafe, parseWebUrl } from './web-address.ts'

/** Files that may be allowed beside pictures, PDF and text. */
const EXTRA_TYPES = ['zip', 'gz', 'docx', 'xlsx', 'pptx', 'mp4', 'heic'] as const
export type ExtraType = (typeof EXTRA_TYPES)[number]

export const TELEGRAM_API_ROOT = 'https://api.telegram.org'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Each variable by itself: how it is read, and what to write where it cannot be read. */
export const Settings = z.object({
  SANDBOX: oneOf(['0', '1']).prefault('0'),
  BOT_TOKEN: setting(
    'write the token that BotFather gave, like 123456789:AAExample',
    matching(/^\d+:[\w-]+$/),
  ).optional(),
  BOT_API_ROOT: setting(
    'write a web address without a name, ? and #, like https://relay.example.com/bot-api',
    parseRoot,
  ).prefault(TELEGRAM_API_ROOT),
  BOT_API_LOCAL: oneOf(['0', '1']).prefault('0'),
  BOT_PROXY: setting(
    'write addresses of proxies with commas between them, like socks5://name:password@proxy.example.com:1080 (http, https or socks5; signs like @ : / , % in a name or password as %40 and so on)',
    parseProxyList,
  ).default([]),
  BOT_MODE: oneOf(['polling', 'webhook']).prefault('polling'),
  PUBLIC_URL: setting(
    'write a web address without ? and #, and with nothing but letters, digits, -, _, . and ~ in its path, like https://example.com/support',
    parsePublicUrl,
  ).optional(),
  WEBHOOK_SECRET: setting(
    'write 16 to 256 letters, digits, _ or - (anything else Telegram refuses)',
    matching(/^[\w-]{16,256}$/),
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
    'write at least 32 bytes on one line, or the new and the old secret with a comma between them while they change over',
    parseSecrets,
  ).optional(),
  PANEL_JWKS_URL: safeAddress().optional(),
  PANEL_ORIGIN: setting(
    'write where the panel is, without a path or a *, like https://panel.example.com',
    parseOrigin,
  ).optional(),
  DEFAULT_ROLE: oneOf(['admin', 'member']).prefault('admin'),
  GROUP_LINK_WINDOW: duration(365 * DAY, '365d').prefault('24h'),
  MEMBERSHIP_TTL: duration(3650 * DAY, '3650d').prefault('90d'),
  SMS_PROVIDER: oneOf(['log', 'kavenegar']).prefault('log'),
  KAVENEGAR_API_KEY: setting(
    "write the key of Kavenegar's panel, without spaces",
    matching(/^\S+$/),
  ).optional(),
  KAVENEGAR_API_ROOT: safeAddress().prefault('https://api.kavenegar.com'),
  KAVENEGAR_SENDER: setting('write the line to send from, in digits', matching(/^\+?\d+$/)).optional(),
  KAVENEGAR_TEMPLATE: setting(
    'write the name of a lookup template, without spaces',
    matching(/^\S+$/),
  ).optional(),
  SMS_SETTLE: setting('write a duration up to 1h, like 60s, or 0 for at once', (text) =>
    text === '0' ? 0 : parseDuration(text, 60 * MINUTE),
  ).optional(),
  SMS_DAILY_LIMIT: integer(1, 1_000_000).prefault('1000'),
  ATTACHMENT_TYPES: setting(
    `write one or more of ${EXTRA_TYPES.join(' ')}, with spaces or commas between them`,
    parseTypes,
  ).prefault('none'),
  ATTACHMENT_QUOTA: size().prefault('5GB'),
  MIN_FREE_DISK: size().prefault('512MB'),
  AUTO_CLOSE_AFTER: setting('write a duration up to 3650d, like 48h or 30m, or off', (text) =>
    text === 'off' || text === '0' ? null : parseDuration(text, 3650 * DAY),
  ).prefault('48h'),
  SWEEP_INTERVAL: duration(DAY, '1d').prefault('60s'),
  FORM_TIMEOUT: duration(30 * DAY, '30d').prefault('30m'),
  API_RATE_LIMIT: integer(0, 1_000_000).prefault('600'),
  TRUST_PROXY: setting(
    'write how many proxies stand in front, like 1, or their addresses, like 127.0.0.1, 10.0.0.0/8',
    parseProxies,
  ).optional(),
  DEFAULT_LOCALE: oneOf(['fa', 'en']).prefault('fa'),
  TIME_ZONE: setting('write a time zone of the IANA list, like Asia/Tehran', (text) =>
    isTimeZone(text) ? text : undefined,
  ).prefault('Asia/Tehran'),
  LOG_LEVEL: oneOf(LOG_LEVELS).prefault('info'),
})

export type Settings = z.infer<typeof Settings>

/** How many proxies stand in front, or their addresses and networks. */
export type TrustedProxies = number | readonly string[]

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

function size() {
  return setting('write a size, like 512MB or 5GB', parseSize)
}

/** An address that paths can be put behind. */
function parseRoot(text: string): string | undefined {
  const url = parseWebUrl(text)
  return url && !url.username && !url.password && !/[?#]/.test(text) ? withoutSlash(text) : undefined
}

function safeAddress() {
  return setting(
    'write a web address that begins with https (http is for this machine alone), like https://api.example.com',
    (text) => {
      const url = parseWebUrl(text)
      return url && isSafe(url) ? withoutSlash(text) : undefined
    },
  )
}

function withoutSlash(text: string): string {
  return text.replace(/(?<!\/)\/+$/, '')
}

function matching(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? text : undefined)
}

function parseOrigin(text: string): string | undefined {
  const origin = parseWebUrl(text)?.origin
  return origin === text.replace(/\/$/, '').toLowerCase() ? origin : undefined
}

/** A secret, or the new one and the old one; a comma with a space after it may be one of a secret made of words. */
function parseSecrets(text: string): readonly string[] | undefined {
  const secrets = text.split(',').map((secret) => secret.trim())
  if (secrets.every(isStrong)) return secrets.length <= 2 ? secrets : undefined
  return isStrong(text) && !/,\S|,$/.test(text) ? [text] : undefined
}

function isStrong(secret: string): boolean {
  return Buffer.byteLength(secret) >= 32 && !/[\r\n]/.test(secret)
}

/** An address that paths can be put behind, and that stands in cookies as it is. */
function parsePublicUrl(text: string): string | undefined {
  const url = parseWebUrl(text)
  if (!url || url.search || url.hash || url.username || url.password || /[?#]/.test(text)) return undefined
  const path = url.pathname.replace(/(?<!\/)\/+$/, '')
  return /^(?:\/[\w.~-]+)*$/.test(path) ? url.origin + path : undefined
}

function parseDuration(text: string, most: number): number | undefined {
  const [, count = '', unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? []
  const ms = Number(count) * ({ ms: 1, s: 1000, m: MINUTE, h: 60 * MINUTE, d: DAY }[unit] ?? 0)
  return ms > 0 && ms <= most ? ms : undefined
}

function parseSize(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,9})(B|KB|MB|GB|TB)$/i.exec(text) ?? []
  const power = ['B', 'KB', 'MB', 'GB', 'TB'].indexOf(unit.toUpperCase())
  return power < 0 ? undefined : Number(count) * 1024 ** power
}

function parseTypes(text: string): readonly ExtraType[] | undefined {
  if (text === 'none') return []
  const given = text.toLowerCase().split(/[\s,]+/)
  const types = EXTRA_TYPES.filter((type) => given.includes(type))
  return given.every((each) => EXTRA_TYPES.some((type) => type === each)) ? types : undefined
}

/** `1`, or `127.0.0.1, 10.0.0.0/8`. */
function parseProxies(text: string): TrustedProxies | undefined {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  const networks = text.split(',').map((each) => each.trim())
  return networks.every(isNetwork) ? networks : undefined
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return more === undefined && most > 0 && (bits === undefined || integer(0, most).safeParse(bits).success)
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
