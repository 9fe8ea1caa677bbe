import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Logger } from '../logger.ts'
import { createClock } from './clock.ts'
import { findCast, inviteCast } from './page/cast.ts'
import { createDiskBytes } from './page/disk-bytes.ts'
import { createFeed } from './page/feed.ts'
import { createKeeper, readKept } from './page/keeper.ts'
import { rename } from './page/language.ts'
import type { Language } from './page/names.ts'
import { createPage } from './page/page.ts'
import { createPanel } from './page/panel.ts'
import { createInbox, type SmsText } from './page/sms.ts'
import { presentState } from './page/state.ts'
import { createTroubles } from './page/troubles.ts'
import { createTelegram } from './telegram.ts'

export interface SandboxOptions {
  /** Where the simulated Telegram is kept, beside the product's own data. */
  readonly dataDir: string
  /** What the product expects tokens of the panel to be signed with. */
  readonly panelJwtSecret: string
  /** The language of a new demo. */
  readonly language: Language
  readonly logger?: Logger
}

export interface Sandbox {
  readonly apiRoot: string
  readonly botToken: string
  readonly staffChatId: number
  /** To be mounted at /sandbox. */
  readonly page: Hono
  /** The time in the sandbox, which people move forward on its page. */
  readonly clock: () => Date
  /** The language chosen on the page, which those have who chose none of their own. */
  readonly language: () => Language
  /** Calls the listener after each such move. */
  onForward(listener: () => void): void
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
  const clock = createClock(kept?.clock)
  let language = kept?.language ?? options.language
  const bytes = createDiskBytes(join(options.dataDir, 'sandbox-files'))
  const tg = await createTelegram({ now: clock.now, bytes, ...(kept && { snapshot: kept.telegram }) })
  // A crash leaves bytes that no snapshot has come to name; so does one who deletes sandbox.json.
  await bytes.keepOnly(new Set([...tg.world.state.files.values()].flatMap(({ key }) => key ?? [])))
  const cast = kept ? findCast(tg) : inviteCast(tg, language)
  const troubles = createTroubles(tg, cast)
  troubles.set('kicked', false)
  const sms = createInbox(clock.now, kept?.sms)
  const listeners: (() => void)[] = []
  const keeper = createKeeper({
    path,
    logger,
    flushBytes: bytes.flush,
    take: () => ({ telegram: tg.snapshot(), sms: sms.list(), clock: clock.keep(), language }),
  })
  const feed = createFeed(() =>
    presentState({
      tg,
      cast,
      sms: sms.list(),
      offsetMs: clock.offsetMs(),
      language,
      troubles: troubles.list(),
    }),
  )
  const changed = () => {
    keeper.soon()
    feed.soon()
  }
  const stopListening = tg.onChange(changed)
  changed()

  const page = createPage({
    tg,
    cast,
    feed,
    troubles,
    panel: createPanel({ jwtSecret: options.panelJwtSecret, now: clock.now }),
    language: () => language,
    forward(ms) {
      clock.forward(ms)
      changed()
      for (const listener of listeners) listener()
    },
    speak(next) {
      language = next
      rename(tg, cast, next)
    },
  })

  return {
    apiRoot: tg.apiRoot,
    botToken: cast.bot.token,
    staffChatId: cast.staff.id,
    page,
    clock: () => new Date(clock.now()),
    language: () => language,
    onForward: (listener) => void listeners.push(listener),
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
