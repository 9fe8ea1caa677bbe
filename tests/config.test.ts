import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigError, type Env, parseConfig } from '../config/config.ts'
import { loadEnv } from '../config/env.ts'
import { Settings } from '../config/settings.ts'

const bot = {
  BOT_TOKEN: '8123456789:AAH9x_4kfQ2-LmZpQ7vYt3RsWc1BnDe0FgHi',
  STAFF_CHAT_ID: '-1001234567890',
  PANEL_JWT_SECRET: 'a-secret-of-the-panel-and-the-desk',
}
const webhook = {
  ...bot,
  BOT_MODE: 'webhook',
  PUBLIC_URL: 'https://support.example.com/',
  WEBHOOK_SECRET: 'a_b-c1-d2-e3-f4-',
}
const OTHER_SECRET = 'the secret that the panel is moving to'

function problemsOf(env: Env): readonly string[] {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('nothing set is the sandbox with its defaults, in a folder of its own', () => {
  expect(parseConfig({})).toEqual({
    telegram: { mode: 'sandbox', meant: false, beside: './data' },
    host: '127.0.0.1',
    port: 3000,
    dataDir: join('data', 'sandbox'),
    database: { kind: 'sqlite', path: join('data', 'sandbox', 'support.db') },
    panel: { jwtSecrets: [] },
    sms: { provider: 'log' },
    groupLinkWindowMs: 86_400_000,
    smsSettleMs: 2_000,
    smsDailyLimit: 1_000,
    attachmentTypes: [],
    attachmentQuota: 5 * 1024 ** 3,
    minFreeDisk: 512 * 1024 ** 2,
    membershipTtlMs: 7_776_000_000,
    defaultRole: 'admin',
    autoCloseAfterMs: 172_800_000,
    sweepIntervalMs: 60_000,
    formTimeoutMs: 1_800_000,
    apiRateLimit: 600,
    defaultLocale: 'fa',
    timeZone: 'Asia/Tehran',
    logLevel: 'info',
  })
})

test('.env.example is accepted and changes nothing', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const example = parseEnv(text)
  expect(parseConfig(example)).toEqual(parseConfig({}))
  expect(text.match(/^\w+(?==)/gm)).toEqual(Object.keys(Settings.shape))
})

describe('what settings mean', () => {
  test.each<[env: Env, path: string, value: unknown]>([
    [
      { ...bot },
      'telegram',
      {
        mode: 'polling',
        token: bot.BOT_TOKEN,
        apiRoot: 'https://api.telegram.org',
        proxies: [],
        isLocal: false,
        staffChatId: -1001234567890,
      },
    ],
    [{ ...bot, BOT_API_ROOT: 'http://localhost:8081/' }, 'telegram.apiRoot', 'http://localhost:8081'],
    [
      { ...bot, BOT_API_ROOT: 'https://relay.example/bot-api/' },
      'telegram.apiRoot',
      'https://relay.example/bot-api',
    ],
    [
      { ...bot, BOT_PROXY: 'socks5://ali:p%40ss%2C1@10.0.0.1, http://proxy.example:8080,https://[::1]/' },
      'telegram.proxies',
      [
        { protocol: 'socks5', host: '10.0.0.1', port: 1080, username: 'ali', password: 'p@ss,1' },
        { protocol: 'http', host: 'proxy.example', port: 8080, username: '', password: '' },
        { protocol: 'https', host: '[::1]', port: 443, username: '', password: '' },
      ],
    ],
    [{ ...bot, BOT_PROXY: 'socks5h://p:1' }, 'telegram.proxies[0].protocol', 'socks5'],
    [{ ...bot, BOT_API_ROOT: 'http://[::1]:8081', BOT_API_LOCAL: '1' }, 'telegram.isLocal', true],
    [webhook, 'telegram.mode', 'webhook'],
    [webhook, 'telegram.publicUrl', 'https://support.example.com'],
    [webhook, 'telegram.secret', webhook.WEBHOOK_SECRET],
    [{ BOT_MODE: 'webhook' }, 'telegram.mode', 'sandbox'],
    [{ ...bot, DATA_DIR: '/data' }, 'database', { kind: 'sqlite', path: '/data/support.db' }],
    [{ ...bot, DATABASE_URL: 'file:./x.db' }, 'database', { kind: 'sqlite', path: './x.db' }],
    [{ ...bot, DATABASE_URL: 'file:/var/x.db' }, 'database.path', '/var/x.db'],
    [{ ...bot, DATABASE_URL: 'file:///var/x.db' }, 'database.path', '/var/x.db'],
    [
      { ...bot, DATABASE_URL: 'postgres://u:p@h/d' },
      'database',
      { kind: 'postgres', url: 'postgres://u:p@h/d' },
    ],
    [{ ...bot, DATABASE_URL: 'postgresql://h/d' }, 'database.kind', 'postgres'],
    [{ PANEL_ORIGIN: 'https://panel.example.com/' }, 'panel.origin', 'https://panel.example.com'],
    [
      {
        ...bot,
        SMS_PROVIDER: 'kavenegar',
        KAVENEGAR_API_KEY: 'key',
        KAVENEGAR_SENDER: '10004346',
        KAVENEGAR_TEMPLATE: 'status',
      },
      'sms',
      {
        provider: 'kavenegar',
        apiKey: 'key',
        apiRoot: 'https://api.kavenegar.com',
        sender: '10004346',
        template: 'status',
      },
    ],
    [bot, 'panel.jwtSecrets', [bot.PANEL_JWT_SECRET]],
    [
      { ...bot, PANEL_JWT_SECRET: `${OTHER_SECRET}, ${bot.PANEL_JWT_SECRET}` },
      'panel.jwtSecrets',
      [OTHER_SECRET, bot.PANEL_JWT_SECRET],
    ],
    [{ ...bot, PANEL_JWT_SECRET: 'one secret, and it is made of words' }, 'panel.jwtSecrets.length', 1],
    [{ ...bot, PANEL_JWT_SECRET: 'رمزی فارسی با ۳۲ بایت' }, 'panel.jwtSecrets', ['رمزی فارسی با ۳۲ بایت']],
    [{ ...bot, PANEL_JWKS_URL: 'http://localhost:9/jwks' }, 'panel.jwksUrl', 'http://localhost:9/jwks'],
    [{ ...bot, PANEL_JWKS_URL: 'http://127.0.0.1/jwks' }, 'panel.jwksUrl', 'http://127.0.0.1/jwks'],
    [{ ...bot, PANEL_JWKS_URL: 'http://[::1]/jwks' }, 'panel.jwksUrl', 'http://[::1]/jwks'],
    [{ ...bot, HOST: '0.0.0.0' }, 'host', '0.0.0.0'],
    [{ HOST: '0.0.0.0' }, 'host', '127.0.0.1'],
    [{ AUTO_CLOSE_AFTER: '250ms' }, 'autoCloseAfterMs', 250],
    [{ AUTO_CLOSE_AFTER: '2d' }, 'autoCloseAfterMs', 172_800_000],
    [{ AUTO_CLOSE_AFTER: 'off' }, 'autoCloseAfterMs', null],
    [{ AUTO_CLOSE_AFTER: '0' }, 'autoCloseAfterMs', null],
    [{ SWEEP_INTERVAL: ' 90s ' }, 'sweepIntervalMs', 90_000],
    [{ FORM_TIMEOUT: '30m' }, 'formTimeoutMs', 1_800_000],
    [{ FORM_TIMEOUT: '' }, 'formTimeoutMs', 1_800_000],
    [{ API_RATE_LIMIT: '0' }, 'apiRateLimit', 0],
    [{ ...bot }, 'smsSettleMs', 60_000],
    [{}, 'smsSettleMs', 2_000],
    [{ SMS_SETTLE: '0' }, 'smsSettleMs', 0],
    [{ ...bot, SMS_SETTLE: '5s' }, 'smsSettleMs', 5_000],
    [{ ATTACHMENT_TYPES: 'docx, ZIP heic' }, 'attachmentTypes', ['zip', 'docx', 'heic']],
    [{ ATTACHMENT_QUOTA: '5GB' }, 'attachmentQuota', 5 * 1024 ** 3],
    [{ MIN_FREE_DISK: '512mb' }, 'minFreeDisk', 512 * 1024 ** 2],
    [{ MIN_FREE_DISK: '0B' }, 'minFreeDisk', 0],
    [{ TRUST_PROXY: '1' }, 'trustProxy', 1],
    [{ TRUST_PROXY: '127.0.0.1, fd00::/8' }, 'trustProxy', ['127.0.0.1', 'fd00::/8']],
    [{}, 'membershipTtlMs', 90 * 24 * 3_600_000],
    [{ MEMBERSHIP_TTL: '36h' }, 'membershipTtlMs', 36 * 3_600_000],
    [{}, 'defaultRole', 'admin'],
    [{ DEFAULT_ROLE: 'member' }, 'defaultRole', 'member'],
    [{ PORT: '0' }, 'port', 0],
    [{ TIME_ZONE: 'UTC', DEFAULT_LOCALE: 'en', LOG_LEVEL: 'debug' }, 'timeZone', 'UTC'],
  ])('%o', (env, path, value) => {
    expect(parseConfig(env)).toHaveProperty(path, value)
  })
})

describe('what is wrong is said by name, with what to write instead', () => {
  test.each<[env: Env, problem: RegExp]>([
    [{ PORT: '70000' }, /^PORT cannot be "70000": write a whole number from 0 to 65535\.$/],
    [{ PORT: 'http' }, /^PORT/],
    [{ HOST: 'a b' }, /^HOST/],
    [{ BOT_MODE: 'hook' }, /^BOT_MODE cannot be "hook": write polling or webhook\.$/],
    [{ ...bot, BOT_TOKEN: 'abc' }, /^BOT_TOKEN cannot be used as it is: write the token that BotFather gave/],
    [
      { ...bot, STAFF_CHAT_ID: '12345' },
      /^STAFF_CHAT_ID cannot be "12345": write the staff group's id, a negative/,
    ],
    [{ ...bot, STAFF_CHAT_ID: '' }, /^STAFF_CHAT_ID is missing: BOT_TOKEN is set/],
    [{ ...bot, PANEL_JWT_SECRET: '' }, /^PANEL_JWT_SECRET is missing.*PANEL_JWKS_URL/],
    [
      { ...bot, PANEL_JWT_SECRET: 'short' },
      /^PANEL_JWT_SECRET cannot be used as it is: write at least 32 bytes/,
    ],
    [{ ...bot, PANEL_JWT_SECRET: 'x'.repeat(31) }, /^PANEL_JWT_SECRET/],
    [{ ...bot, PANEL_JWT_SECRET: `${OTHER_SECRET},short` }, /^PANEL_JWT_SECRET/],
    [{ ...bot, PANEL_JWT_SECRET: `${OTHER_SECRET},` }, /^PANEL_JWT_SECRET/],
    [
      { ...bot, PANEL_JWT_SECRET: Array(3).fill(OTHER_SECRET).join() },
      /^PANEL_JWT_SECRET.*the new and the old/,
    ],
    [{ ...bot, PANEL_JWT_SECRET: `${OTHER_SECRET}\n${OTHER_SECRET}` }, /^PANEL_JWT_SECRET.*on one line/],
    [{ ...bot, PANEL_JWKS_URL: 'http://panel.example/jwks' }, /^PANEL_JWKS_URL.*begins with https/],
    [{ ...bot, PANEL_JWKS_URL: 'http://127.0.0.1.example.com/jwks' }, /^PANEL_JWKS_URL/],
    [{ ...bot, PANEL_JWKS_URL: 'http://localhost@panel.example/jwks' }, /^PANEL_JWKS_URL/],
    [{ ...bot, KAVENEGAR_API_ROOT: 'http://api.kavenegar.com' }, /^KAVENEGAR_API_ROOT.*begins with https/],
    ...[
      'proxy',
      'ftp://p:1',
      'socks4://p:1',
      'http://p/path',
      'http://:x@p',
      'http://p:1,',
      'http://a%zz:b@p',
    ].map((BOT_PROXY): [Env, RegExp] => [
      { ...bot, BOT_PROXY },
      /^BOT_PROXY cannot be used as it is: write addresses of proxies/,
    ]),
    [{ ...bot, BOT_API_ROOT: 'https://a:b@relay.example' }, /^BOT_API_ROOT.*without a name/],
    [{ ...bot, BOT_API_ROOT: 'https://relay.example/?to=telegram' }, /^BOT_API_ROOT/],
    [{ ...bot, BOT_API_LOCAL: '1' }, /^BOT_API_ROOT is missing: BOT_API_LOCAL is 1/],
    [
      { ...bot, BOT_API_LOCAL: '1', BOT_API_ROOT: 'http://127.0.0.1:1', BOT_PROXY: 'http://p' },
      /^BOT_PROXY contradicts BOT_API_LOCAL=1/,
    ],
    [{ ...bot, PANEL_ORIGIN: '*' }, /^PANEL_ORIGIN/],
    [{ ...bot, PANEL_ORIGIN: 'https://*.example.com' }, /^PANEL_ORIGIN.*without a path or a \*/],
    [{ ...bot, PUBLIC_URL: 'https://*.example.com' }, /^PUBLIC_URL/],
    [{ ...webhook, WEBHOOK_SECRET: 'fifteen-letters' }, /^WEBHOOK_SECRET cannot be.*write 16 to 256/],
    [{ SANDBOX: 'yes' }, /^SANDBOX cannot be "yes": write 0 or 1\.$/],
    [{ ...bot, SANDBOX: '1' }, /^SANDBOX=1 contradicts BOT_TOKEN/],
    [
      { ...bot, PANEL_JWKS_URL: 'panel/jwks' },
      /^PANEL_JWKS_URL cannot be "panel\/jwks": write a web address/,
    ],
    [{ PANEL_ORIGIN: 'https://panel.example.com/x' }, /^PANEL_ORIGIN.*without a path/],
    [{ ...webhook, PUBLIC_URL: '' }, /^PUBLIC_URL is missing: BOT_MODE is webhook/],
    [{ ...webhook, WEBHOOK_SECRET: '' }, /^WEBHOOK_SECRET is missing: BOT_MODE is webhook/],
    [{ ...webhook, PUBLIC_URL: 'http://x.example' }, /^PUBLIC_URL begins with http.*Write an https address/],
    [{ ...bot, PUBLIC_URL: 'https://x.example/a?b' }, /^PUBLIC_URL.*without \? and #/],
    [{ ...bot, PUBLIC_URL: 'https://x.example/#' }, /^PUBLIC_URL.*without \? and #/],
    [{ ...bot, PUBLIC_URL: 'https://x.example/a b' }, /^PUBLIC_URL.*nothing but letters/],
    [{ ...bot, PUBLIC_URL: 'https://x.example/پ' }, /^PUBLIC_URL.*nothing but letters/],
    [{ ...bot, PUBLIC_URL: 'https://x.example/a;b' }, /^PUBLIC_URL.*nothing but letters/],
    [{ ...bot, PUBLIC_URL: 'https://x.example//a' }, /^PUBLIC_URL.*nothing but letters/],
    [{ ...webhook, WEBHOOK_SECRET: 'پ' }, /^WEBHOOK_SECRET cannot be used as it is/],
    [{ ...bot, DATABASE_URL: 'mysql://h/d' }, /^DATABASE_URL cannot be used as it is: write file:/],
    [{ SMS_PROVIDER: 'twilio' }, /^SMS_PROVIDER cannot be "twilio": write log or kavenegar/],
    [{ ...bot, SMS_PROVIDER: 'kavenegar' }, /^KAVENEGAR_API_KEY is missing/],
    [{ AUTO_CLOSE_AFTER: '48' }, /^AUTO_CLOSE_AFTER cannot be "48": write a duration.*48h.*off/],
    [{ SWEEP_INTERVAL: '0s' }, /^SWEEP_INTERVAL/],
    [{ SWEEP_INTERVAL: '30d' }, /^SWEEP_INTERVAL.*up to 1d/],
    [{ FORM_TIMEOUT: 'off' }, /^FORM_TIMEOUT/],
    [{ API_RATE_LIMIT: '-1' }, /^API_RATE_LIMIT/],
    [{ SMS_SETTLE: '2h' }, /^SMS_SETTLE cannot be "2h": write a duration up to 1h/],
    [{ SMS_DAILY_LIMIT: '0' }, /^SMS_DAILY_LIMIT/],
    [{ ATTACHMENT_QUOTA: '5' }, /^ATTACHMENT_QUOTA cannot be "5": write a size, like 512MB or 5GB/],
    [{ MIN_FREE_DISK: '-1MB' }, /^MIN_FREE_DISK/],
    [{ TRUST_PROXY: 'nginx' }, /^TRUST_PROXY cannot be "nginx": write how many proxies stand in front/],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY/],
    [{ MEMBERSHIP_TTL: 'never' }, /^MEMBERSHIP_TTL cannot be "never": write a duration/],
    [{ DEFAULT_ROLE: 'owner' }, /^DEFAULT_ROLE cannot be "owner": write admin or member/],
    [{ DEFAULT_LOCALE: 'ar' }, /^DEFAULT_LOCALE cannot be "ar": write fa or en/],
    [{ TIME_ZONE: 'Tehran' }, /^TIME_ZONE cannot be "Tehran".*Asia\/Tehran/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL cannot be "loud"/],
  ])('%o', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)])
  })
})

test('all problems are said at once', () => {
  const names = problemsOf({ BOT_TOKEN: 'x', BOT_MODE: 'webhook', PORT: 'x', TIME_ZONE: 'x' }).map(
    (p) => p.split(' ')[0],
  )
  expect(names).toEqual([
    'BOT_TOKEN',
    'PORT',
    'TIME_ZONE',
    'STAFF_CHAT_ID',
    'PANEL_JWT_SECRET',
    'PUBLIC_URL',
    'WEBHOOK_SECRET',
  ])
  expect(() => parseConfig({ PORT: 'x', TIME_ZONE: 'x' })).toThrow(
    /^These settings[^]*\n- PORT[^]*\n- TIME_ZONE/,
  )
})

test('an http webhook is fine with a Bot API server of one’s own', () => {
  const env = { ...webhook, PUBLIC_URL: 'http://desk.internal', BOT_API_ROOT: 'http://telegram.internal' }
  expect(problemsOf(env)).toEqual([])
})

test.each([
  ['https://Support.example.com/', 'https://support.example.com'],
  ['https://example.com/support/', 'https://example.com/support'],
  ['https://example.com:8443/a/b-c', 'https://example.com:8443/a/b-c'],
])('PUBLIC_URL %s is %s', (given, read) => {
  expect(parseConfig({ ...webhook, PUBLIC_URL: given })).toMatchObject({ publicUrl: read })
})

test.each([
  'BOT_TOKEN',
  'WEBHOOK_SECRET',
  'PANEL_JWT_SECRET',
  'KAVENEGAR_API_KEY',
  'DATABASE_URL',
  'BOT_PROXY',
])('a wrong %s is not printed', (name) => {
  const problems = problemsOf({ ...webhook, [name]: 'h u s h' })
  expect(problems.join()).toContain(name)
  expect(problems.join()).not.toContain('h u s h')
})

test('the settings cannot be changed afterwards', () => {
  const config = parseConfig(bot)
  expect(Object.isFrozen(config) && Object.isFrozen(config.telegram) && Object.isFrozen(config.sms)).toBe(
    true,
  )
})

test('.env adds to the environment and never changes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(loadEnv(folder)['PATH']).toBe(process.env['PATH'])
  writeFileSync(
    join(folder, '.env'),
    'PATH=elsewhere\nKUBIT_TEST_ONLY="from the file" # a note\n# no\nexport KUBIT_TEST_B=a b # c\n',
  )
  expect(loadEnv(folder)).toMatchObject({
    PATH: process.env['PATH'],
    KUBIT_TEST_ONLY: 'from the file',
    KUBIT_TEST_B: 'a b',
  })
  expect(process.env['KUBIT_TEST_ONLY']).toBeUndefined()
})
