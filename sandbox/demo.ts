import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Logger } from '../logger.ts'
import { findCast, inviteCast } from './page/cast.ts'
import { createFeed } from './page/feed.ts'
import { createPage } from './page/page.ts'
import { createPanel } from './page/panel.ts'
import { createKeeper, readKept } from './page/keeper.ts'
import { createInbox, type SmsText } from './page/sms.ts'
import { presentState } from './page/state.ts'
import { createTelegram } from './telegram.ts'

export interface SandboxOptions {
  /** Where the simulated Telegram is kept, beside the product's own data. */
  readonly dataDir: string
  /** Where the running product answers; asked when somebody activates a group. */
  readonly panelUrl: () => string
  readonly panelJwtSecret: string
  readonly logger?: Logger
}

export interface Sandbox {
  readonly apiRoot: string
  readonly botToken: string
  readonly staffChatId: number
  /** To be mounted at /sandbox. */
  readonly page: Hono
  /** Puts a message on the page's phone. */
  smsSent(message: SmsText): void
  /** Ends the streams of open pages, which would keep a server from closing. */
  hangUp(): void
  close(): Promise<void>
}

/** A small Telegram with a customer's group, a staff group and a page to play in. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const logger = options.logger?.child({ area: 'sandbox' })
  const path = join(options.dataDir, 'sandbox.json')
  const kept = await readKept(path, logger)
  const tg = await createTelegram(kept ? { snapshot: kept.telegram } : {})
  const cast = kept ? findCast(tg) : inviteCast(tg)
  const sms = createInbox(kept?.sms)
  const keeper = createKeeper({ path, logger, take: () => ({ telegram: tg.snapshot(), sms: sms.list() }) })
  const feed = createFeed(() => presentState(tg, cast, sms.list()))
  const changed = () => {
    keeper.soon()
    feed.soon()
  }
  const stopListening = tg.onChange(changed)
  changed()

  return {
    apiRoot: tg.apiRoot,
    botToken: cast.bot.token,
    staffChatId: cast.staff.id,
    page: createPage({ tg, cast, feed, panel: createPanel(options) }),
    smsSent(message) {
      sms.add(message)
      changed()
    },
    hangUp: () => feed.close(),
    async close() {
      stopListening()
      feed.close()
      await tg.close()
      await keeper.close()
    },
  }
}
