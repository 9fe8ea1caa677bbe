import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { DatabaseConfig } from '../../db/index.ts'
import { stripIsolates } from '../../locales/translate.ts'
import { createTelegramServer, type Message } from '../../sandbox/index.ts'
import { callbacksOf } from '../_support/form.ts'
import { createPanel, PANEL_SECRET, TESTCO } from '../_support/panel.ts'
import { type ChildOptions, createProduct } from './_product.ts'

export interface CrashOptions {
  readonly entry?: Parameters<typeof createProduct>[0]
  readonly env?: Readonly<Record<string, string>>
  /** The time at Telegram and at the panel; by default the real one. */
  readonly now?: () => number
  /** Where the product keeps its files; by default a folder that is removed in the end. */
  readonly dataDir?: string
  readonly child?: ChildOptions
}

export type OpenWorld = Awaited<ReturnType<typeof openWorld>>

/** Waiting includes starts of the product: seconds each on a busy machine, and a step of a form may see ten of them. */
export const PATIENCE = { timeoutMs: 50_000 }

/**
 * A Telegram in this process and the product in another, with a linked group and the staff's forum; for those who
 * close it themselves.
 */
export async function openWorld(
  database: DatabaseConfig,
  { entry = 'tests/bench/product.mjs', env = {}, now = Date.now, dataDir: given, child }: CrashOptions = {},
) {
  const tg = await createTelegramServer({ now, strict: true })
  const bot = tg.addBot({ username: 'KubitSupportBot' })
  const customers = ['ali', 'sara', 'reza'].map((firstName) => tg.addUser({ firstName }))
  const agents = ['maryam', 'omid'].map((firstName) => tg.addUser({ firstName }))
  const group = tg.addGroup({ title: 'testco', kind: 'supergroup', members: customers })
  const staff = tg.addGroup({ title: 'staff', kind: 'forum', members: agents })
  for (const agent of agents) staff.promote(agent)
  for (const place of [group, staff]) place.add(bot, { admin: true })

  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'kubit-crash-')))
  const settings = {
    BOT_TOKEN: bot.token,
    BOT_API_ROOT: tg.apiRoot,
    STAFF_CHAT_ID: String(staff.id),
    PANEL_JWT_SECRET: PANEL_SECRET,
    DATA_DIR: dataDir,
    // What is still to be sent is counted to its end: an SMS waits for nothing here.
    SMS_SETTLE: '0',
    DATABASE_URL: database.kind === 'sqlite' ? `file:${database.path}` : database.url,
    PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    ...env,
  }
  const product = createProduct(entry, settings, child)
  const panel = createPanel(
    product.url,
    { sub: 'u-1', name: 'panel', mobile: '09121234567', org: TESTCO },
    now,
  )
  const close = async () => {
    await product.kill()
    await tg.close()
    if (given === undefined) await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await product.start()
    await tg.settled(PATIENCE)
    // That the bot was added is stored when the update is confirmed, and counts when it has been handled.
    for (let attempt = 1; (await link()).status === 409 && attempt < 9; attempt += 1) await setTimeout(250)
    await demand('POST', '/api/v1/telegram-groups', { groupId: group.id })
  } catch (error) {
    await close()
    throw error
  }

  function link() {
    return panel.call('POST', '/api/v1/telegram-groups', { groupId: group.id })
  }

  /** What the panel gets, where nothing can be wrong with it. */
  async function demand<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await panel.call<Body>(method, path, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  return {
    tg,
    bot,
    group,
    staff,
    customers,
    agents,
    product,
    dataDir,
    panel,
    demand,
    close,
    /** Opens a ticket from the panel and waits until it stands in both groups. */
    async openTicket(): Promise<number> {
      const { ref } = await demand<{ ref: string }>('POST', '/api/v1/tickets', {
        title: 'T',
        description: 'D',
        priority: 'normal',
        category: 'technical',
      })
      const number = Number(ref.slice('KT-'.length))
      await tg.until(() => cardOf(number) && staffCardOf(number), PATIENCE)
      return number
    },
    cardOf,
    staffCardOf,
    topicOf,
  }

  /** A ticket's card in the group. */
  function cardOf(number: number): Message {
    return cardIn(group.messages(), new RegExp(`^t:\\w+(-\\w+)?:${number}$`))
  }

  function staffCardOf(number: number): Message {
    return cardIn(staff.messages(topicOf(number)), new RegExp(`^s:\\w+:${number}$`))
  }

  function topicOf(number: number): number {
    const topic = staff.topics().find(({ name }) => stripIsolates(name).startsWith(`KT-${number} `))
    if (!topic) throw new Error(`KT-${number} has no topic`)
    return topic.id
  }

  function cardIn(messages: Message[], data: RegExp): Message {
    const card = messages.find((message) => callbacksOf(message).some((each) => data.test(each)))
    if (!card) throw new Error(`no card with ${data}`)
    return card
  }
}
