import { join } from 'node:path'
import type { Hono } from 'hono'
import { createClock } from '../server/clock.ts'
import { findCast, inviteCast } from './stage/cast.ts'
import { createDiskBytes } from '../server/disk-bytes.ts'
import { createFeed } from './page/feed.ts'
import { createKeeper, readKept, type DemoLogger } from './keeper.ts'
import { rename } from './stage/language.ts'
import type { Language } from './stage/names.ts'
import { createPage } from './page/page.ts'
import { createPanel } from './stage/panel.ts'
import { createInbox, type SmsText } from './stage/sms.ts'
import { presentState } from './page/state.ts'
import { createTroubles } from './stage/troubles.ts'
import { createTelegramServer } from '../server/telegram-server.ts'

export type { DemoLogger }

export interface DemoOptions {
  /** The folder in which the simulated Telegram is kept; others may keep files of their own there. */
  readonly dataDir: string
  /** The secret with which the demo's panel signs its tokens (HS256): the one that the product checks them with. */
  readonly panelJwtSecret: string
  /** The language of a new demo. */
  readonly language: Language
  readonly logger?: DemoLogger
}

export interface Demo {
  readonly apiRoot: string
  readonly botToken: string
  readonly staffChatId: number
  /** The page and its API; the product mounts it at /sandbox. */
  readonly page: Hono
  /** The simulated time, which people move forward on the page. */
  readonly clock: () => Date
  /** The language chosen on the page; it is everybody's who has not chosen another one. */
  readonly language: () => Language
  /** Calls the listener whenever somebody has moved the clock forward. */
  onForward(listener: () => void): void
  /** Shows an SMS on the page's phone. */
  smsSent(message: SmsText): void
  /** Ends the event streams of open pages: while one is open, an HTTP server does not close. */
  hangUp(): void
  close(): Promise<void>
}

/** Starts a Telegram with a customer's group, a staff group and a page to try the product in. */
export async function createDemo(options: DemoOptions): Promise<Demo> {
  const { logger } = options
  const path = join(options.dataDir, 'sandbox.json')
  const kept = await readKept(path, logger)
  const clock = createClock(kept?.clock)
  let language = kept?.language ?? options.language
  const bytes = createDiskBytes(join(options.dataDir, 'sandbox-files'))
  const tg = await createTelegramServer({ now: clock.now, bytes, ...(kept && { snapshot: kept.telegram }) })
  // After a crash, or when somebody deleted sandbox.json, the folder holds bytes that no snapshot names.
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
