/**
 * `npm run bench:limits`: the product against a Telegram that keeps its limits, in simulated time. Exits with 1 where a
 * bound is broken.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../app.ts'
import { parseConfig } from '../../config/config.ts'
import { createLogger } from '../../logger.ts'
import { createTelegramServer, type Group } from '../../sandbox/index.ts'
import { createPanel, PANEL_SECRET, type Panel } from '../_support/panel.ts'

const STEP_MS = 20
const MINUTE = 60_000
const PER_SECOND = 30
const PER_MINUTE = 20
const BURST_FACTOR = 1.5
const DRAIN_FACTOR = 1.05

interface Customer {
  readonly group: Group
  readonly panel: Panel
}

let broken = 0

await inWorld(20, drain)
await inWorld(5, (world) => intake(world, 150))
await inWorld(20, (world) => intake(world, 600))
for (const forms of [6, 20, 50]) await inWorld(forms, (world) => burst(world, forms))
await inWorld(2, flood)
process.exitCode = broken > 0 ? 1 : 0

type World = Awaited<ReturnType<typeof start>>

/**
 * 600 answers to 20 groups, 30 each. One by one, 20 of them could go at once and ten a minute later, 30 a second over
 * all; joined, they take less.
 */
async function drain(world: World): Promise<void> {
  const { customers, staff, agent, bot } = world
  const answers = 600
  for (const customer of customers) await world.open(customer)
  await world.pass(2 * MINUTE)
  const topics = world.topics()
  const each = answers / topics.length
  for (let round = 1; round <= each; round++)
    for (const topic of topics) agent.in(staff, topic).send(`answer ${round}`)
  const from = world.now()
  await world.received()
  const arrived = () => customers.reduce((sum, { group }) => sum + world.arrived(/answer \d+/g, group), 0)
  const took = await world.until(() => arrived() >= answers, 10 * MINUTE)
  const atOnce = each - PER_MINUTE
  const shortest = MINUTE + (Math.ceil((atOnce * topics.length) / PER_SECOND) - 1) * 1_000
  report(`drain of ${answers} answers to ${topics.length} groups`, took, shortest * DRAIN_FACTOR, shortest)
  const refused = bot.calls.filter(({ error, at }) => at >= from && error?.code === 429).length
  check(`refused of ${bot.calls.filter(({ at }) => at >= from).length} calls: ${refused}`, refused === 0)
}

/**
 * Messages of customers, each with one ticket, in the topics of the staff group: one by one, 20 a minute. What has
 * waited a minute goes out joined, so that it takes no other one.
 */
async function intake(world: World, messages: number): Promise<void> {
  const { customers, staff, bot } = world
  for (const customer of customers) await world.open(customer)
  await world.pass(2 * MINUTE)
  const from = world.now()
  for (let round = 1; round <= messages / customers.length; round++)
    for (const [at, customer] of customers.entries()) await world.write(customer, at + 1, `word ${round}.`)
  const took = await world.until(() => world.arrived(/word \d+\./g, staff) >= messages, 10 * MINUTE)
  const what = `${messages} messages from ${customers.length} groups, in their topics`
  report(what, took, MINUTE * DRAIN_FACTOR, MINUTE)
  const posts = bot.callsTo('sendMessage', staff).filter(({ at, error }) => at >= from && !error).length
  const refused = bot.calls.filter(({ error, at }) => at >= from && error?.code === 429).length
  check(`in ${posts} posts, refused: ${refused}`, refused === 0)
}

/** Tickets opened in one second, each of another organization: how long until the last has its staff topic. */
async function burst(world: World, forms: number): Promise<void> {
  await world.pass(2 * MINUTE)
  await Promise.all(world.customers.map((customer) => world.open(customer)))
  const took = await world.until(() => world.cards() >= forms, 10 * MINUTE)
  // Each ticket is two messages, one to its group and one to the staff.
  const perSecond = (Math.ceil((2 * forms) / PER_SECOND) - 1) * 1_000
  const perMinute = (Math.ceil(forms / PER_MINUTE) - 1) * MINUTE
  const best = Math.max(perSecond, perMinute)
  report(`burst of ${forms} forms, the last staff topic`, took, best * BURST_FACTOR + STEP_MS, best)
}

/** A critical ticket that comes when another organization has just opened a thousand. */
async function flood(world: World): Promise<void> {
  const [many, one] = world.customers
  if (!many || !one) throw new Error('There are two customers.')
  for (let n = 0; n < 1_000; n++) await world.open(many)
  await world.pass(5_000)
  const before = world.cards()
  await world.open(one, 'critical')
  const took = await world.until(() => world.hasCardOf('critical'), 10 * MINUTE)
  // All places are taken five seconds ago: the next is free 55 seconds from now.
  report(`critical ticket behind ${1_000 - before} others`, took, 57_000, 55_000)
}

async function inWorld(customers: number, act: (world: World) => Promise<void>): Promise<void> {
  const world = await start(customers)
  try {
    await act(world)
  } finally {
    await world.close()
  }
}

async function start(count: number) {
  let now = Date.now()
  const tg = await createTelegramServer({ now: () => now, strict: true, limiter: true })
  const bot = tg.addBot({ username: 'KubitSupportBot' })
  const agent = tg.addUser({ firstName: 'Maryam' })
  const owner = tg.addUser({ firstName: 'Ali' })
  const staff = tg.addGroup({ title: 'staff', kind: 'forum', members: [agent], owner: agent })
  staff.add(bot, { by: agent, admin: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'kubit-limits-'))
  const config = parseConfig({
    BOT_TOKEN: bot.token,
    BOT_API_ROOT: tg.apiRoot,
    STAFF_CHAT_ID: String(staff.id),
    PANEL_JWT_SECRET: PANEL_SECRET,
    DATA_DIR: dataDir,
    PORT: '0',
    SWEEP_INTERVAL: '10h',
    API_RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
  })
  const logger = createLogger({ level: 'silent' })
  const app = await createApp(config, { logger, clock: () => new Date(now) })
  const { port } = await app.start()
  const customers: Customer[] = []
  for (let n = 1; n <= count; n++) {
    const group = tg.addGroup({ title: `group ${n}`, kind: 'supergroup', members: [owner], owner })
    group.add(bot, { by: owner, admin: true })
    await settle()
    const org = { id: `org-${n}`, name: `org ${n}`, plan: 'large' }
    const user = { sub: `u-${n}`, name: `user ${n}`, org }
    const panel = createPanel(
      () => `http://127.0.0.1:${port}`,
      user,
      () => now,
    )
    await demand(panel, '/api/v1/telegram-groups', { groupId: group.id })
    customers.push({ group, panel })
    now += 1_000
    await settle()
  }
  const cards = () =>
    bot.callsTo('sendMessage', staff).filter(({ params, error }) => !error && params['reply_markup'])

  return {
    bot,
    agent,
    staff,
    customers,
    now: () => now,
    open: ({ panel }: Customer, priority = 'normal') =>
      demand(panel, '/api/v1/tickets', {
        title: priority,
        description: 'x',
        priority,
        category: 'technical',
      }),
    topics: () => cards().map(({ params }) => Number(params['message_thread_id'])),
    cards: () => cards().length,
    hasCardOf: (title: string) => cards().some(({ params }) => String(params['text']).includes(title)),
    write: ({ panel }: Customer, number: number, text: string) =>
      demand(panel, `/api/v1/tickets/KT-${number}/messages`, { text }),
    /** How often something is said in what a group has taken. */
    arrived: (words: RegExp, group: Group) =>
      bot
        .callsTo('sendMessage', group)
        .filter(({ error }) => !error)
        .reduce((sum, { params }) => sum + (String(params['text']).match(words)?.length ?? 0), 0),
    pass: (ms: number) => until(() => false, ms),
    received: () => tg.settled({ timeoutMs: 120_000 }),
    until,
    async close() {
      await app.stop()
      await tg.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }

  async function settle(): Promise<void> {
    await tg.settled()
    await app.settle()
  }

  /** Lets simulated time pass until something is so; returns how much of it that took. */
  async function until(isSo: () => boolean, mostMs: number): Promise<number> {
    const from = now
    await app.settle()
    while (!isSo() && now - from < mostMs) {
      now += STEP_MS
      await app.settle()
    }
    return now - from
  }
}

async function demand(panel: Panel, path: string, body: unknown): Promise<void> {
  const { status, body: answer } = await panel.call('POST', path, body)
  if (status !== 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`)
}

function report(what: string, tookMs: number, boundMs: number, bestMs: number): void {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`
  check(
    `${what}: ${seconds(tookMs)}; at best ${seconds(bestMs)}, bound ${seconds(boundMs)}`,
    tookMs <= boundMs,
  )
}

function check(line: string, isKept: boolean): void {
  if (!isKept) broken++
  process.stdout.write(`${isKept ? 'ok    ' : 'BROKEN'} ${line}\n`)
}
