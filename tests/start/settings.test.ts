import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigError, type Env, parseConfig } from '../../config/config.ts'
import { loadConfig } from '../../config/env.ts'

const bot = {
  BOT_TOKEN: '8123456789:AAH9x_4kfQ2-LmZpQ7vYt3RsWc1BnDe0FgHi',
  STAFF_CHAT_ID: '-1001234567890',
  PANEL_JWT_SECRET: 'a-secret-of-the-panel-and-the-desk',
}
const webhook = { PUBLIC_URL: 'https://support.example.com/', WEBHOOK_SECRET: 'a_b-c1-d2-e3-f4-' }
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

describe('a forgotten BOT_TOKEN does not make a demo of a real installation', () => {
  const signs: Env = {
    STAFF_CHAT_ID: bot.STAFF_CHAT_ID,
    PANEL_JWT_SECRET: bot.PANEL_JWT_SECRET,
    PANEL_JWKS_URL: 'https://panel.example.com/jwks',
    SMS_PROVIDER: 'kavenegar',
    KAVENEGAR_API_KEY: 'key',
    DATABASE_URL: 'postgres://u:p@h/d',
    PUBLIC_URL: 'https://support.example.com',
    WEBHOOK_SECRET: webhook.WEBHOOK_SECRET,
    NODE_ENV: 'production',
  }
  const named = /^BOT_TOKEN is missing, and only a real installation has (.+): set BOT_TOKEN, or SANDBOX=1/

  test.each(Object.entries(signs))('%s alone is refused', (name, value) => {
    const [problem = ''] = problemsOf({ [name]: value })
    expect(named.exec(problem)?.[1]).toMatch(new RegExp(`^${name}(=${value})?$`))
  })

  test('a file for a secret is as good a sign as the secret', () => {
    const env = { PANEL_JWT_SECRET_FILE: '/run/secrets/panel' }
    const files = { PANEL_JWT_SECRET_FILE: { text: bot.PANEL_JWT_SECRET } }
    expect(() => parseConfig(env, files)).toThrow('only a real installation has PANEL_JWT_SECRET_FILE:')
  })

  test('all signs are named at once, and no value of a secret', () => {
    const [problem = '', ...others] = problemsOf(signs)
    expect(named.exec(problem)?.[1]?.split(', ')).toEqual([
      'STAFF_CHAT_ID',
      'PANEL_JWT_SECRET',
      'PANEL_JWKS_URL',
      'SMS_PROVIDER=kavenegar',
      'KAVENEGAR_API_KEY',
      'DATABASE_URL',
      'PUBLIC_URL',
      'WEBHOOK_SECRET',
      'NODE_ENV=production',
    ])
    expect(others).toEqual([])
  })

  test.each<Env>([
    { NODE_ENV: 'development' },
    { SMS_PROVIDER: 'log' },
    { STAFF_CHAT_ID: ' ' },
    { SANDBOX: '0' },
  ])('%o is no sign', (env) => {
    expect(parseConfig(env)).toEqual(parseConfig({}))
  })

  test('SANDBOX=1 means it: nothing of the real installation is used, or even read', () => {
    const meant = { ...parseConfig({}), telegram: { mode: 'sandbox', meant: true, beside: './data' } }
    expect(parseConfig({ ...signs, SANDBOX: '1' })).toEqual(meant)
    const broken = {
      PANEL_JWT_SECRET: 'short',
      DATABASE_URL: 'mysql://h',
      BOT_MODE: 'hook',
      STAFF_CHAT_ID: 'x',
    }
    expect(parseConfig({ ...broken, PANEL_JWT_SECRET_FILE: '/nowhere', SANDBOX: '1' })).toEqual(meant)
  })

  test('a token that comes from a file contradicts SANDBOX=1 as well, also one that cannot be read', () => {
    expect(problemsOf({ ...bot, BOT_TOKEN: '', BOT_TOKEN_FILE: '/nowhere', SANDBOX: '1' })).toEqual([
      expect.stringMatching(/^SANDBOX=1 contradicts BOT_TOKEN/),
      expect.stringMatching(/^BOT_TOKEN_FILE cannot be read/),
    ])
  })
})

describe('secrets from files', () => {
  const real = { STAFF_CHAT_ID: bot.STAFF_CHAT_ID, PANEL_JWKS_URL: 'https://panel.example.com/jwks' }

  test('stand for the settings, without the line break at their end', () => {
    const env = {
      STAFF_CHAT_ID: bot.STAFF_CHAT_ID,
      BOT_MODE: 'webhook',
      PUBLIC_URL: webhook.PUBLIC_URL,
      SMS_PROVIDER: 'kavenegar',
      BOT_TOKEN_FILE: 'a',
      PANEL_JWT_SECRET_FILE: 'b',
      WEBHOOK_SECRET_FILE: 'c',
      KAVENEGAR_API_KEY_FILE: 'd',
      DATABASE_URL_FILE: 'e',
    }
    const config = parseConfig(env, {
      BOT_TOKEN_FILE: { text: `\ufeff${bot.BOT_TOKEN}\r\n` },
      PANEL_JWT_SECRET_FILE: { text: `${OTHER_SECRET},${bot.PANEL_JWT_SECRET}\n` },
      WEBHOOK_SECRET_FILE: { text: webhook.WEBHOOK_SECRET },
      KAVENEGAR_API_KEY_FILE: { text: 'key\n' },
      DATABASE_URL_FILE: { text: 'postgres://u:p@h/d\n' },
    })
    expect(config).toMatchObject({
      telegram: { mode: 'webhook', token: bot.BOT_TOKEN, secret: webhook.WEBHOOK_SECRET },
      panel: { jwtSecrets: [OTHER_SECRET, bot.PANEL_JWT_SECRET] },
      sms: { apiKey: 'key' },
      database: { kind: 'postgres', url: 'postgres://u:p@h/d' },
    })
  })

  test('both, unreadable, empty and weak ones are said with all other problems, without their values', () => {
    const env = {
      ...real,
      BOT_TOKEN: bot.BOT_TOKEN,
      BOT_TOKEN_FILE: '/h u s h',
      PANEL_JWT_SECRET_FILE: 'weak',
      KAVENEGAR_API_KEY_FILE: '/nowhere',
      WEBHOOK_SECRET_FILE: 'empty',
      PORT: 'x',
      SMS_PROVIDER: 'kavenegar',
      BOT_MODE: 'webhook',
      PUBLIC_URL: webhook.PUBLIC_URL,
    }
    const files = {
      BOT_TOKEN_FILE: { text: bot.BOT_TOKEN },
      PANEL_JWT_SECRET_FILE: { text: 'h u s h' },
      KAVENEGAR_API_KEY_FILE: { code: 'ENOENT' },
      WEBHOOK_SECRET_FILE: { text: ' \n' },
    }
    let message = ''
    try {
      parseConfig(env, files)
    } catch (error) {
      message = String(error)
    }
    expect(message.match(/^- .*/gm)).toEqual([
      '- BOT_TOKEN and BOT_TOKEN_FILE are both set: keep one of them.',
      '- WEBHOOK_SECRET_FILE names an empty file: write WEBHOOK_SECRET into it.',
      '- KAVENEGAR_API_KEY_FILE cannot be read (ENOENT): write the path of a file that holds KAVENEGAR_API_KEY.',
      expect.stringMatching(/^- PORT/),
      expect.stringMatching(/^- PANEL_JWT_SECRET cannot be used as it is/),
    ])
    expect(message).not.toContain('h u s h')
  })

  test('are read from the folder in which the product runs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'env-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'token'), `${bot.BOT_TOKEN}\n`)
    const settings = { ...bot, BOT_TOKEN: '', BOT_TOKEN_FILE: 'token' }
    const write = (values: Env) =>
      writeFileSync(
        join(folder, '.env'),
        Object.entries(values)
          .map((pair) => pair.join('='))
          .join('\n'),
      )
    write(settings)
    expect(loadConfig(folder).telegram).toMatchObject({ mode: 'polling', token: bot.BOT_TOKEN })
    write({ ...settings, BOT_TOKEN_FILE: 'nowhere', PANEL_JWT_SECRET_FILE: '.', PANEL_JWT_SECRET: '' })
    expect(() => loadConfig(folder)).toThrow(/BOT_TOKEN_FILE cannot be read \(ENOENT\)[^]*\(EISDIR\)/)
  })
})
