import { randomBytes } from 'node:crypto'
import type { Delivery, Proxy } from './bot/index.ts'
import type { Config } from './config/config.ts'
import type { Logger } from './logger.ts'
import type { Demo } from './sandbox/index.ts'

export interface Connection {
  readonly telegram: {
    readonly token: string
    readonly apiRoot: string
    readonly proxies: readonly Proxy[]
    readonly isLocal: boolean
    readonly staffChatId: number
    readonly delivery: Delivery
  }
  readonly panel: Config['panel']
  /** The simulated Telegram, where there is no token for the real one. */
  readonly sandbox: Demo | null
}

/** Connects to the real Telegram, or starts the sandbox where there is no token. */
export async function connectTelegram(config: Config, logger: Logger): Promise<Connection> {
  const { telegram, panel } = config
  if (telegram.mode !== 'sandbox') {
    const delivery: Delivery =
      telegram.mode === 'polling'
        ? { mode: 'polling' }
        : { mode: 'webhook', url: `${telegram.publicUrl}${WEBHOOK_PATH}`, secret: telegram.secret }
    return { telegram: { ...telegram, delivery }, panel, sandbox: null }
  }
  const { createDemo } = await import('./sandbox/index.ts')
  // Good for this start alone: no token of the sandbox's opens anything else.
  const secret = randomBytes(32).toString('base64url')
  const sandbox = await createDemo({
    dataDir: config.dataDir,
    panelJwtSecret: secret,
    language: config.defaultLocale,
    logger: logger.child({ area: 'sandbox' }),
  })
  const { apiRoot, botToken: token, staffChatId } = sandbox
  return {
    telegram: { token, apiRoot, proxies: [], isLocal: false, staffChatId, delivery: { mode: 'polling' } },
    panel: { jwtSecrets: [secret], origin: panel.origin },
    sandbox,
  }
}

/** The path to which Telegram sends updates. */
export const WEBHOOK_PATH = '/telegram/webhook'
