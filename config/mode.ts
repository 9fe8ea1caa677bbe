import { type Env, isGiven } from './secret-files.ts'

/** Which of the two products is meant, and what makes that doubtful. */
export interface Mode {
  readonly kind: 'real' | 'sandbox'
  /** `SANDBOX=1`: nobody merely forgot the token. */
  readonly meant: boolean
  readonly problems: readonly string[]
}

/** Reads from the settings whether this is a real installation; a forgotten token must not make a demo of one. */
export function chooseMode(given: Env): Mode {
  const meant = given['SANDBOX'] === '1'
  if (isGiven(given, 'BOT_TOKEN')) {
    const problems = meant
      ? ['SANDBOX=1 contradicts BOT_TOKEN: keep BOT_TOKEN for the real thing, or SANDBOX=1 for the sandbox.']
      : []
    return { kind: 'real', meant, problems }
  }
  const signs = meant ? [] : REAL_ONLY.filter((name) => isSign(given, name)).map((name) => named(given, name))
  if (signs.length === 0) return { kind: 'sandbox', meant, problems: [] }
  const problem = `BOT_TOKEN is missing, and only a real installation has ${signs.join(', ')}: set BOT_TOKEN, or SANDBOX=1 if the sandbox is meant, which uses nothing of this.`
  return { kind: 'sandbox', meant, problems: [problem] }
}

/** The settings as the sandbox sees them: what belongs to a real installation isn't even read. */
export function withoutRealOnly(given: Env): Env {
  const ignored = new Set<string>([...REAL_ONLY, ...WITH_THEM])
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !ignored.has(name.replace(/_FILE$/, ''))),
  )
}

/** Their presence says that this is a real installation. */
const REAL_ONLY = [
  'STAFF_CHAT_ID',
  'PANEL_JWT_SECRET',
  'PANEL_JWKS_URL',
  'SMS_PROVIDER',
  'KAVENEGAR_API_KEY',
  'DATABASE_URL',
  'PUBLIC_URL',
  'WEBHOOK_SECRET',
  'NODE_ENV',
] as const

/** These say nothing by themselves. */
const WITH_THEM = [
  'BOT_API_ROOT',
  'BOT_API_LOCAL',
  'BOT_PROXY',
  'BOT_MODE',
  'KAVENEGAR_API_ROOT',
  'KAVENEGAR_SENDER',
  'KAVENEGAR_TEMPLATE',
]

function isSign(given: Env, name: (typeof REAL_ONLY)[number]): boolean {
  if (name === 'SMS_PROVIDER') return given[name] === 'kavenegar'
  if (name === 'NODE_ENV') return given[name] === 'production'
  return isGiven(given, name)
}

function named(given: Env, name: string): string {
  if (name === 'SMS_PROVIDER' || name === 'NODE_ENV') return `${name}=${given[name]}`
  return given[name] === undefined ? `${name}_FILE` : name
}
