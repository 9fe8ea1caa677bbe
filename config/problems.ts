import type { z } from 'zod'
import { type Env, isGiven } from './secret-files.ts'
import { TELEGRAM_API_ROOT } from './settings.ts'

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

/** Settings whose values are never printed, not even to say that they are wrong. */
const SECRET = /TOKEN|SECRET|API_KEY|DATABASE_URL|BOT_PROXY/

/** What is wrong with a setting, and what to write instead. */
export function describe(issue: z.core.$ZodIssue, given: Env): string {
  const name = String(issue.path[0])
  const value = SECRET.test(name)
    ? 'cannot be used as it is'
    : `cannot be ${JSON.stringify(given[name]?.slice(0, 80))}`
  return `${name} ${value}: ${issue.message}.`
}

/** The settings that are missing because others are given, in words. */
export function missing(given: Env): string[] {
  const problems: string[] = []
  const need = (name: string, why: string, advice: string): void => {
    if (!isGiven(given, name)) problems.push(`${name} is missing: ${why}. ${advice}`)
  }
  if (isGiven(given, 'BOT_TOKEN')) {
    need('STAFF_CHAT_ID', 'BOT_TOKEN is set', "Write the staff group's id.")
    if (!given['PANEL_JWKS_URL']) {
      need(
        'PANEL_JWT_SECRET',
        'BOT_TOKEN is set',
        'Write the secret the panel signs with, or set PANEL_JWKS_URL.',
      )
    }
  }
  if (isGiven(given, 'BOT_TOKEN') && given['BOT_MODE'] === 'webhook') {
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
  if (given['BOT_API_LOCAL'] === '1') problems.push(...ofLocal(given))
  if (given['SMS_PROVIDER'] === 'kavenegar') {
    need(
      'KAVENEGAR_API_KEY',
      'SMS_PROVIDER is kavenegar',
      "Write the key of Kavenegar's panel, or SMS_PROVIDER=log.",
    )
  }
  return problems
}

/** What a Bot API server of our own rules out. */
function ofLocal(given: Env): string[] {
  return [
    given['BOT_API_ROOT'] === undefined
      ? [
          "BOT_API_ROOT is missing: BOT_API_LOCAL is 1. Write your own server's address, like http://127.0.0.1:8081.",
        ]
      : [],
    isGiven(given, 'BOT_PROXY')
      ? ['BOT_PROXY contradicts BOT_API_LOCAL=1: your own server is reached without one. Keep one of them.']
      : [],
  ].flat()
}
