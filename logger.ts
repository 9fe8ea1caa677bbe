import { type DestinationStream, type Logger as Pino, pino } from 'pino'
import { HIDDEN, hideSecrets } from './hide-secrets.ts'

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
      if (typeof first === 'string') log[level](hideSecrets(first))
      else if (first instanceof Error)
        log[level]({ err: censor(first) }, hideSecrets(message ?? first.message))
      else log[level](censor(first), message && hideSecrets(message))
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

/** Fields that hold what people wrote, who they are, or a secret; `params` and `detail` are the databases'. */
const HIDDEN_FIELDS = new Set(
  `apikey authorization caption contact cookie description detail firstname lastname mobile name params password
  payload phone phonenumber query receptor secret text title token username`.split(/\s+/),
)

const MAX_DEPTH = 6

function censor(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hideSecrets(value)
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
    message: hideSecrets(message),
    stack: hideSecrets(frames.join('\n').trim()),
    ...(cause === undefined ? {} : { cause: censor(cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: censor(error.errors, depth + 1) } : {}),
  }
}
