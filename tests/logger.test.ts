import { DrizzleQueryError } from 'drizzle-orm/errors'
import { GrammyError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { createLogger, type Logger } from '../logger.ts'

/** What a piece of code logs, as it stands in the log. */
function logged(write: (logger: Logger) => void, level: 'debug' | 'warn' = 'debug'): string {
  const lines: string[] = []
  write(createLogger({ level, destination: { write: (line: string) => void lines.push(line) } }))
  for (const line of lines) JSON.parse(line)
  return lines.join('')
}

const secrets = {
  'a bot token': '8123456789:AAH9x_4kfQ2-LmZpQ7vYt3RsWc1BnDe0FgHi',
  'a JWT': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiIsIm9yZyI6MX0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
  'a mobile': '09121234567',
  'a mobile with its country': '+989121234567',
  'a mobile as dialled from abroad': '00989121234567',
  'a mobile with spaces': '+98 912 123 4567',
  'a mobile in Persian digits': '۰۹۱۲۱۲۳۴۵۶۷',
}

const addresses = {
  'a bot token': [
    'https://api.telegram.org/bot',
    '8123456789:AAH9x_4kfQ2-LmZpQ7vYt3RsWc1BnDe0FgHi',
    '/sendMessage',
  ],
  "Kavenegar's key": ['https://api.kavenegar.com/v1/', '6B4F3A2C1D5E', '/sms/send.json'],
  "Kavenegar's key in a lookup": ['https://api.kavenegar.com/v1/', '6B4F3A2C1D5E', '/verify/lookup.json'],
  "a database's password": ['postgres://desk:', 's3cret!', '@db.internal:5432/desk'],
  'a token in a query': ['http://localhost/sso?token=', 'abc.def', '&next=/tickets'],
}

describe.each(Object.entries(secrets))('%s', (_name, secret) => {
  test.each<[where: string, write: (logger: Logger) => void]>([
    ['the message', (logger) => logger.info(`Got ${secret} here`)],
    ['a field', (logger) => logger.warn({ value: secret }, 'Got it')],
    ['a field far inside', (logger) => logger.info({ a: [{ b: { c: `x ${secret}` } }] }, 'Got it')],
    ["a child's fields", (logger) => logger.child({ area: 'bot', peer: secret }).info('Got it')],
    ['an error', (logger) => logger.error({ err: new Error(`Failed for ${secret}`) }, 'Failed')],
    ['an error alone', (logger) => logger.error(new Error(`Failed for ${secret}`))],
    ['its cause', (logger) => logger.error({ err: new Error('x', { cause: new Error(secret) }) }, 'Failed')],
    [
      'its fields',
      (logger) => logger.error({ err: Object.assign(new Error('x'), { url: secret }) }, 'Failed'),
    ],
    [
      'one of many errors',
      (logger) => logger.error({ err: new AggregateError([new Error(secret)]) }, 'Failed'),
    ],
  ])('is not in the log from %s', (_where, write) => {
    const line = logged(write)
    expect(line).not.toContain(secret)
    expect(line).toContain('[hidden]')
  })
})

test.each(Object.entries(addresses))(
  '%s is cut out of an address',
  (_name, [before = '', secret = '', after = '']) => {
    const line = logged((logger) =>
      logger.error({ err: new Error(`${before}${secret}${after} timed out`) }, 'Failed'),
    )
    expect(line).toContain(`${after} timed out`)
    expect(line).not.toContain(secret)
  },
)

test.each([
  'text',
  'caption',
  'title',
  'description',
  'name',
  'first_name',
  'phone',
  'mobile',
  'token',
  'payload',
])('what stands in %s is not logged', (field) => {
  const line = logged((logger) =>
    logger.info({ message: { [field]: { inner: 'a private word' } } }, 'Got it'),
  )
  expect(line).not.toContain('private')
  expect(line).toContain(field)
})

test('an error of Telegram is logged without what was sent', () => {
  const refusal = { ok: false, error_code: 400, description: 'Bad Request: chat not found' } as const
  const error = new GrammyError("Call to 'sendMessage' failed!", refusal, 'sendMessage', {
    text: 'a private word',
  })
  const line = logged((logger) => logger.error({ err: error }, 'Not sent'))
  expect(line).not.toContain('private')
  expect(line).toContain('chat not found')
})

test('an error of the database is logged without the row', () => {
  const refusal = Object.assign(new Error('null value'), { detail: 'Failing row contains (a private word)' })
  const error = new DrizzleQueryError('insert into messages', ['a private word', '\n    at x'], refusal)
  const line = logged((logger) => logger.error({ err: error }, 'Not stored'))
  expect(line).not.toContain('private')
  expect(line).toContain('insert into messages')
  expect(line).toContain('null value')
  expect(line).toContain('logger.test.ts')
})

test('what is not JSON is not quoted', () => {
  const line = logged((logger) => {
    try {
      JSON.parse('a private word')
    } catch (error) {
      logger.error({ err: error }, 'Not JSON')
    }
  })
  expect(line).not.toContain('private')
  expect(line).toContain('is not valid JSON')
})

test('ids, counts and instants stay readable', () => {
  const at = new Date('2026-11-22T16:40:00Z')
  const fields = { chatId: -1009891234567, updateId: 989123456789, ref: 'KT-549', at, none: null, big: 5n }
  const line = logged((logger) => logger.info(fields, 'Handled KT-549 in 12 ms'))
  expect(JSON.parse(line)).toMatchObject({
    chatId: -1009891234567,
    updateId: 989123456789,
    ref: 'KT-549',
    at: '2026-11-22T16:40:00.000Z',
    none: null,
    big: '5',
    msg: 'Handled KT-549 in 12 ms',
  })
})

test('a thing that holds itself, or is no plain data, does not harm the log', () => {
  const loop: Record<string, unknown> = { id: 1 }
  loop['self'] = loop
  expect(logged((logger) => logger.info({ loop, map: new Map([['text', 'private']]) }, 'Got it'))).toContain(
    '[Map]',
  )
})

test('nothing below the level is written', () => {
  const write = (logger: Logger): void => {
    logger.info('quiet')
    logger.child({ area: 'jobs' }).warn('loud')
  }
  expect(JSON.parse(logged(write, 'warn'))).toMatchObject({ area: 'jobs', msg: 'loud' })
})
