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
  WEBHOOK_SECRET: 'a_b-c1',
}

function problemsOf(env: Env): readonly string[] {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('nothing set is the sandbox with its defaults', () => {
  expect(parseConfig({})).toEqual({
    telegram: { mode: 'sandbox' },
    host: '127.0.0.1',
    port: 3000,
    dataDir: './data',
    database: { kind: 'sqlite', path: join('data', 'support.db') },
    panel: {},
    sms: { provider: 'log' },
    groupLinkWindowMs: 86_400_000,
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
        staffChatId: -1001234567890,
      },
    ],
    [{ ...bot, BOT_API_ROOT: 'http://localhost:8081/' }, 'telegram.apiRoot', 'http://localhost:8081'],
    [webhook, 'telegram.mode', 'webhook'],
    [webhook, 'telegram.publicUrl', 'https://support.example.com'],
    [webhook, 'telegram.secret', 'a_b-c1'],
    [{ BOT_MODE: 'webhook' }, 'telegram', { mode: 'sandbox' }],
    [{ DATA_DIR: '/data' }, 'database', { kind: 'sqlite', path: '/data/support.db' }],
    [{ DATABASE_URL: 'file:./x.db' }, 'database', { kind: 'sqlite', path: './x.db' }],
    [{ DATABASE_URL: 'file:/var/x.db' }, 'database.path', '/var/x.db'],
    [{ DATABASE_URL: 'file:///var/x.db' }, 'database.path', '/var/x.db'],
    [{ DATABASE_URL: 'postgres://u:p@h/d' }, 'database', { kind: 'postgres', url: 'postgres://u:p@h/d' }],
    [{ DATABASE_URL: 'postgresql://h/d' }, 'database.kind', 'postgres'],
    [{ PANEL_ORIGIN: 'https://panel.example.com/' }, 'panel.origin', 'https://panel.example.com'],
    [
      {
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
    [{ AUTO_CLOSE_AFTER: '250ms' }, 'autoCloseAfterMs', 250],
    [{ AUTO_CLOSE_AFTER: '2d' }, 'autoCloseAfterMs', 172_800_000],
    [{ AUTO_CLOSE_AFTER: 'off' }, 'autoCloseAfterMs', null],
    [{ AUTO_CLOSE_AFTER: '0' }, 'autoCloseAfterMs', null],
    [{ SWEEP_INTERVAL: ' 90s ' }, 'sweepIntervalMs', 90_000],
    [{ FORM_TIMEOUT: '30m' }, 'formTimeoutMs', 1_800_000],
    [{ FORM_TIMEOUT: '' }, 'formTimeoutMs', 1_800_000],
    [{ API_RATE_LIMIT: '0' }, 'apiRateLimit', 0],
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
    [{ PANEL_JWT_SECRET: 'short' }, /^PANEL_JWT_SECRET cannot be used as it is: write at least 8 characters/],
    [{ PANEL_JWKS_URL: 'panel/jwks' }, /^PANEL_JWKS_URL cannot be "panel\/jwks": write a web address/],
    [{ PANEL_ORIGIN: 'https://panel.example.com/x' }, /^PANEL_ORIGIN.*without a path/],
    [{ ...webhook, PUBLIC_URL: '' }, /^PUBLIC_URL is missing: BOT_MODE is webhook/],
    [{ ...webhook, WEBHOOK_SECRET: '' }, /^WEBHOOK_SECRET is missing: BOT_MODE is webhook/],
    [{ ...webhook, PUBLIC_URL: 'http://x.example' }, /^PUBLIC_URL begins with http.*Write an https address/],
    [{ PUBLIC_URL: 'https://x.example/a?b' }, /^PUBLIC_URL.*without \? and #/],
    [{ PUBLIC_URL: 'https://x.example/#' }, /^PUBLIC_URL.*without \? and #/],
    [{ PUBLIC_URL: 'https://x.example/a b' }, /^PUBLIC_URL.*nothing but letters/],
    [{ PUBLIC_URL: 'https://x.example/پ' }, /^PUBLIC_URL.*nothing but letters/],
    [{ PUBLIC_URL: 'https://x.example/a;b' }, /^PUBLIC_URL.*nothing but letters/],
    [{ PUBLIC_URL: 'https://x.example//a' }, /^PUBLIC_URL.*nothing but letters/],
    [{ ...webhook, WEBHOOK_SECRET: 'پ' }, /^WEBHOOK_SECRET cannot be used as it is/],
    [{ DATABASE_URL: 'mysql://h/d' }, /^DATABASE_URL cannot be used as it is: write file:/],
    [{ SMS_PROVIDER: 'twilio' }, /^SMS_PROVIDER cannot be "twilio": write log or kavenegar/],
    [{ SMS_PROVIDER: 'kavenegar' }, /^KAVENEGAR_API_KEY is missing/],
    [{ AUTO_CLOSE_AFTER: '48' }, /^AUTO_CLOSE_AFTER cannot be "48": write a duration.*48h.*off/],
    [{ SWEEP_INTERVAL: '0s' }, /^SWEEP_INTERVAL/],
    [{ SWEEP_INTERVAL: '30d' }, /^SWEEP_INTERVAL.*up to 1d/],
    [{ FORM_TIMEOUT: 'off' }, /^FORM_TIMEOUT/],
    [{ API_RATE_LIMIT: '-1' }, /^API_RATE_LIMIT/],
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

test.each(['BOT_TOKEN', 'WEBHOOK_SECRET', 'PANEL_JWT_SECRET', 'KAVENEGAR_API_KEY', 'DATABASE_URL'])(
  'a wrong %s is not printed',
  (name) => {
    const problems = problemsOf({ ...webhook, [name]: 'h u s h' })
    expect(problems.join()).toContain(name)
    expect(problems.join()).not.toContain('h u s h')
  },
)

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
