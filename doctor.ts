import { checkRoute, checkTelegram, type Finding } from './bot/index.ts'
import { openToOthers } from './app/data-dir.ts'
import { type Config, ConfigError } from './config/config.ts'
import { loadConfig } from './config/env.ts'
import { refuseBesideReal } from './config/real-installation.ts'
import { lookAtDatabase } from './db/look.ts'
import { checkKavenegar } from './sms/check.ts'
import { WEBHOOK_PATH } from './connect-telegram.ts'

const SIGNS = { ok: '✓', note: 'i', problem: '✗' } as const
/** The API accepts tokens whose times are off by this much. */
const SKEW_MS = 60_000

const findings = await examine()
for (const { level, text, advice } of findings) {
  process.stdout.write(`${SIGNS[level]} ${text}\n${advice === undefined ? '' : `    ${advice}\n`}`)
}
process.exitCode = findings.some(({ level }) => level === 'problem') ? 1 : 0

/** Checks settings, Telegram, database, files, SMS and clock, in this order. Changes nothing. */
async function examine(): Promise<Finding[]> {
  const config = readSettings()
  if (!config.ok) return [{ level: 'problem', text: config.problems }]
  const { findings: ofTelegram, date } = await telegram(config.value)
  return [
    { level: 'ok', text: 'The settings can be read.' },
    ...ofTelegram,
    await database(config.value),
    await files(config.value),
    await sms(config.value),
    clock(date),
  ]
}

function readSettings():
  | { readonly ok: true; readonly value: Config }
  | { readonly ok: false; readonly problems: string } {
  try {
    const config = loadConfig(process.cwd())
    refuseBesideReal(config)
    return { ok: true, value: config }
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, problems: error.message }
    throw error
  }
}

async function telegram({ telegram: settings }: Config) {
  if (settings.mode === 'sandbox') {
    const note: Finding[] = [
      {
        level: 'note',
        text: settings.meant
          ? 'SANDBOX=1: the sandbox starts.'
          : 'There is no BOT_TOKEN: the sandbox starts.',
        advice: 'Set BOT_TOKEN to go live.',
      },
    ]
    return { findings: note, date: null }
  }
  const webhookUrl = settings.mode === 'webhook' ? `${settings.publicUrl}${WEBHOOK_PATH}` : null
  const way = await checkRoute(settings.apiRoot, settings.proxies)
  if (!way.leads) return way
  const seen = await checkTelegram({ ...settings, proxies: way.proxies, webhookUrl })
  return { findings: [...way.findings, ...seen], date: way.date }
}

async function database(config: Config): Promise<Finding> {
  const { kind } = config.database
  try {
    const seen = await lookAtDatabase(config.database)
    if (seen.kind === 'absent') {
      return {
        level: 'ok',
        text: `The database works (${kind}); the product makes its tables when it starts.`,
      }
    }
    if (!seen.pending) return { level: 'ok', text: `The database works (${kind}).` }
    return {
      level: 'note',
      text: `The database works (${kind}) and is older than this version.`,
      advice: 'The product brings it up to date when it starts: make a backup first.',
    }
  } catch (error) {
    return {
      level: 'problem',
      text: `The database cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Check DATABASE_URL or DATA_DIR, and who may write there.',
    }
  }
}

async function files(config: Config): Promise<Finding> {
  const paths = new Set<string>()
  for await (const { path } of openToOthers(config)) paths.add(path)
  if (paths.size === 0) return { level: 'ok', text: 'What is kept here is open to this account only.' }
  return {
    level: 'note',
    text: `Other accounts of this machine may open ${[...paths].at(-1)}.`,
    advice: 'The product shuts it when it starts, where it is the owner.',
  }
}

async function sms({ sms: settings }: Config): Promise<Finding> {
  if (settings.provider === 'log') {
    return {
      level: 'note',
      text: 'SMS are written to the log.',
      advice: 'Set SMS_PROVIDER=kavenegar to send them.',
    }
  }
  const seen = await checkKavenegar(settings)
  if ('problem' in seen) return { level: 'problem', text: seen.problem, advice: 'Check KAVENEGAR_API_KEY.' }
  return {
    level: 'ok',
    text: `Kavenegar takes the key${seen.credit === null ? '' : `; ${seen.credit} rials are left`}.`,
  }
}

/** Compares the clock with what Telegram's server said. */
function clock(date: string | null): Finding {
  if (date === null) return { level: 'note', text: 'There is nothing to compare the clock with.' }
  const offMs = Math.abs(Date.now() - new Date(date).getTime())
  if (offMs <= SKEW_MS) return { level: 'ok', text: 'The clock is right.' }
  return {
    level: 'problem',
    text: `The clock is ${Math.round(offMs / 1000)} seconds off.`,
    advice: 'Switch time synchronisation (NTP) on.',
  }
}
