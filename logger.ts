import { type DestinationStream, type Logger as Pino, pino } from 'pino'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Fields may hold an error as `err`. Texts and names of people, phones and secrets never reach the log. */
export interface Log {
  (message: string): void
  (fields: object, message?: string): void
}

export interface Logger {
  readonly debug: Log
  readonly info: Log
  readonly warn: Log
  readonly error: Log
  /** A logger that adds these fields to each line, such as the part of the product that writes it. */
  readonly child: (fields: { readonly area?: string } & Readonly<Record<string, unknown>>) => Logger
}

/**
 * A logger of JSON lines to `destination` (standard output if absent) that hides people's texts and names, phones and
 * secrets.
 */
export function createLogger(options: { level: LogLevel; destination?: DestinationStream }): Logger {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return guard(options.destination ? pino(settings, options.destination) : pino(settings))
}

function guard(log: Pino): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error'): Log => {
    return (first: object | string, message?: string) => {
      if (!log.isLevelEnabled(level)) return
      if (typeof first === 'string') log[level](scrub(first))
      else if (first instanceof Error) log[level]({ err: censor(first) }, scrub(message ?? first.message))
      else log[level](censor(first), message && scrub(message))
    }
  }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => guard(log.child(censor(fields) as object)),
  }
}

const HIDDEN = '[hidden]'

/** Fields that hold what people wrote, who they are, or a secret; `params` and `detail` are the databases'. */
const HIDDEN_FIELDS = new Set(
  `apikey authorization caption contact cookie description detail firstname lastname mobile name params password
  payload phone phonenumber query receptor secret text title token username`.split(/\s+/),
)

const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // a bot's token, in addresses too
  [/\d+(?::|%3A)[\w-]{30,}/gi, HIDDEN],
  // Kavenegar's key
  [/(\/v1\/)[^/\s]+(?=\/(?:sms|verify|account|utils|call)\b)/g, `$1${HIDDEN}`],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b(Bearer\s+)\S+/gi, `$1${HIDDEN}`],
  [/([?&]token=)[^&\s]+/gi, `$1${HIDDEN}`],
  // the password in a database's address
  [/(:\/\/[^:@/\s]*:)[^@\s]+(?=@)/g, `$1${HIDDEN}`],
  // an Iranian mobile, in any digits and with separators
  [
    /(?<![\d\u06f0-\u06f9])(?:(?:\+|00|\u06f0\u06f0)?[9\u06f9][8\u06f8][\s-]?|[0\u06f0])[9\u06f9](?:[\s-]?[\d\u06f0-\u06f9]){9}(?![\d\u06f0-\u06f9])/g,
    HIDDEN,
  ],
  // what an error of the database or of JSON.parse quotes
  [/(\nparams: )[\s\S]*/g, `$1${HIDDEN}`],
  [/(?<=Unexpected token ).*(?= is not valid JSON)/gs, HIDDEN],
]

function scrub(text: string): string {
  return SECRETS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
}

const MAX_DEPTH = 6

function censor(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value
  if (depth === MAX_DEPTH) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => censor(item, depth + 1))
  if (value instanceof Error) return { ...describe(value, depth), ...censorFields(value, depth) }
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
    ? censorFields(value, depth)
    : `[${value.constructor.name}]`
}

function censorFields(value: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, field]) => {
    const hidden = HIDDEN_FIELDS.has(key.toLowerCase().replaceAll('_', '')) && field !== undefined
    return [key, hidden ? HIDDEN : censor(field, depth + 1)] as const
  })
  return Object.fromEntries(entries)
}

/** An error apart from its own fields. The stack goes without the message, which may be long and stands beside it. */
function describe(error: Error, depth: number): Record<string, unknown> {
  const { stack = '', message, cause } = error
  const at = message ? stack.lastIndexOf(message) : -1
  const frames =
    at < 0 ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [stack.slice(at + message.length)]
  return {
    type: error.constructor.name,
    message: scrub(message),
    stack: scrub(frames.join('\n').trim()),
    ...(cause === undefined ? {} : { cause: censor(cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: censor(error.errors, depth + 1) } : {}),
  }
}
