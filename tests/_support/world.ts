import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createApp } from '../../app.ts'
import { parseConfig } from '../../config/config.ts'
import { createLogger } from '../../logger.ts'
import type { SmsMessage } from '../../sms/sender.ts'
import { createTelegramServer } from '../../sandbox/index.ts'
import { stripIsolates } from '../../locales/translate.ts'
import { createPanel, PANEL_SECRET, TESTCO, type PanelUser } from './panel.ts'

export interface WorldOptions {
  /** The bot as admin of the customer's group sees every message; as a member it sees what privacy mode lets through. */
  readonly groupAdmin?: boolean
  readonly privacy?: boolean
  readonly groupKind?: 'group' | 'supergroup' | 'forum'
  readonly staffKind?: 'supergroup' | 'forum'
  readonly activated?: boolean
  /** Telegram refuses what is over its limits. */
  readonly limits?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Stands before Telegram; answers with the address at which Telegram is found then. */
  readonly before?: (apiRoot: string) => Promise<string>
  /** Telegram is a server of one's own, which hands files out in this folder. */
  readonly local?: string
  /** Collects the lines of the log, from `info` upwards. */
  readonly logTo?: string[]
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** The running product between a simulated Telegram and a panel, with a customer's group and the staff group. */
export async function startWorld(options: WorldOptions = {}) {
  const {
    groupAdmin = false,
    privacy = true,
    groupKind = 'supergroup',
    staffKind = 'forum',
    activated = true,
    limits = false,
    env = {},
    before = (apiRoot) => Promise.resolve(apiRoot),
    local = null,
    logTo,
  } = options
  let offset = 0
  const startedAt = Date.now()
  // Where limits count, time passes only when a test says so: how busy the machine is does not matter.
  const now = () => (options.limits ? startedAt : Date.now()) + offset
  const tg = await createTelegramServer({ now, strict: true, local, limiter: limits })
  const bot = tg.addBot({ username: 'KubitSupportBot', name: 'پشتیبانی کوبیت', privacy })
  const ali = tg.addUser({ firstName: 'علی', lastName: 'رضایی', username: 'ali_r', phone: '989121234567' })
  const sara = tg.addUser({ firstName: 'سارا' })
  const maryam = tg.addUser({ firstName: 'مریم' })
  const omid = tg.addUser({ firstName: 'امید' })
  const group = tg.addGroup({ title: 'تست‌کو', kind: groupKind, members: [ali, sara], owner: ali })
  const staff = tg.addGroup({ title: 'پشتیبان‌ها', kind: staffKind, members: [maryam, omid], owner: maryam })
  staff.add(bot, { by: maryam, admin: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'kubit-'))
  const sms: SmsMessage[] = []
  const config = parseConfig({
    BOT_TOKEN: bot.token,
    BOT_API_ROOT: await before(tg.apiRoot),
    STAFF_CHAT_ID: String(staff.id),
    PANEL_JWT_SECRET: PANEL_SECRET,
    DATA_DIR: dataDir,
    PORT: '0',
    SWEEP_INTERVAL: '1h',
    // What it does has tests of its own; all others see at once what would be sent.
    SMS_SETTLE: '0',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    ...env,
  })
  const app = await createApp(config, {
    logger: logTo
      ? createLogger({ level: 'info', destination: { write: (line) => logTo.push(line) } })
      : createLogger({ level: config.logLevel }),
    clock: () => new Date(now()),
    onSms: (message) => sms.push(message),
  })
  const { port } = await app.start()
  const url = () => `http://127.0.0.1:${port}`
  const panelFor = (user: PanelUser) => createPanel(url, user, now)
  const panel = panelFor({ sub: 'u-1', name: 'علی رضایی', mobile: '09121234567', org: TESTCO })

  const close = async () => {
    await app.stop()
    await tg.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  onTestFinished(async () => {
    await close()
    tg.assertClean()
  })

  const world = {
    tg,
    bot,
    app,
    group,
    staff,
    ali,
    sara,
    maryam,
    omid,
    panel,
    panelFor,
    sms,
    url,
    config,
    now,
    /** Moves the clock of the product and of Telegram. */
    advance(ms: number) {
      offset += ms
    },
    /** Resolves when all that was said so far has been handled and answered. */
    async settle() {
      await tg.settled()
      await app.settle()
      // Nobody writes so much in an instant; what waits for Telegram's limits has its second, or its minute.
      for (let ms = waitsFor(bot.calls, now()); ms > 0; ms = waitsFor(bot.calls, now())) {
        offset += ms
        await app.settle()
      }
    },
  }
  group.add(bot, { by: ali, admin: groupAdmin })
  await world.settle()
  if (activated) {
    const answer = await panel.call('POST', '/api/v1/telegram-groups', { groupId: group.id })
    if (answer.status !== 201)
      throw new Error(`activation answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    await world.settle()
  }
  return world
}

/** How long what is sent may wait for 30 messages a second, or 20 a minute of which some wait for 15. */
function waitsFor(
  calls: readonly { readonly at: number; readonly method: string; readonly params: object }[],
  now: number,
): number {
  const last = (ms: number) => calls.filter(({ at }) => at > now - ms)
  if (last(1_000).length >= 30) return 1_000
  const counts = new Map<string, number>()
  for (const { method, params } of last(60_000)) {
    const kind = /^(send|copy|forward)/.test(method) ? 'message' : method.startsWith('edit') ? 'edit' : null
    if (kind === null || !('chat_id' in params) || Number(params.chat_id) > 0) continue
    const key = `${String(params.chat_id)} ${kind}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values()) >= 15 ? 60_000 : 0
}

/** A text as a person reads it: without the marks that keep directions apart. */
export function read(text: string | undefined): string {
  return stripIsolates(text ?? '')
}
