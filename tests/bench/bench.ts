/**
 * `npm run bench`: the product beside a bare grammY bot, in one run against the same far end, which lives in this
 * process; each of the two has a process of its own, and one of them rests while the other works.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPanel, PANEL_SECRET, TESTCO } from '../_support/panel.ts'
import { type Account, CUSTOMERS, type FarEnd, type Load, STAFF, startFarEnd } from './far-end.ts'
import { quantile, spreadOf, type Spread } from './statistics.ts'
import { startSubject, type Subject } from './subject.ts'

const ROUNDS = 5
const UPDATES = 4_000
const TICKETS = 200
const PEOPLE = 100
const TRICKLE_MS = 10
const TRICKLES = 500
const STARTS = 5

const TOKENS = { bare: '1000001:bare', product: '2000002:product' }
const root = join(import.meta.dirname, '../..')
/** Those of `npm start`. */
const NODE_FLAGS =
  readFileSync(join(root, 'package.json'), 'utf8').match(/(?<="start": "node .*)--\S+/g) ?? []

const folder = await mkdtemp(join(tmpdir(), 'kubit-bench-'))
const farEnd = await startFarEnd()
try {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
  print(
    `Node ${process.versions.node}, ${availableParallelism()} cores; ${ROUNDS} rounds of ${UPDATES} updates each, ${TICKETS} tickets, ${PEOPLE} people\n`,
  )
  await compare()
  await measureStart()
} finally {
  await farEnd.close()
  await rm(folder, { recursive: true, force: true })
}

async function compare(): Promise<void> {
  const bare = await startBare()
  const product = await startProduct()
  try {
    const cards = await openTickets(product)
    const loads = { bare: loadOf([1]), product: loadOf(cards) }
    const rates = { bare: [] as number[], product: [] as number[] }
    await bare.account.flood(UPDATES, loads.bare)
    await product.account.flood(UPDATES, loads.product)
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, { account }] of [
        ['bare', bare],
        ['product', product],
      ] as const) {
        rates[name].push((UPDATES / (await account.flood(UPDATES, loads[name]))) * 1_000)
      }
    }
    const latencies = {
      bare: await bare.account.trickle(TRICKLES, TRICKLE_MS, loads.bare),
      product: await product.account.trickle(TRICKLES, TRICKLE_MS, loads.product),
    }
    const memory = { bare: await bare.subject.memory(), product: await product.subject.memory() }

    const ratios = rates.product.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN))
    row('', 'bare grammY', 'Kubit Support', 'aim')
    row('updates a second', show(spreadOf(rates.bare)), show(spreadOf(rates.product)), '')
    row('  ratio', '', show(spreadOf(ratios), 2), 'at least 0.60')
    const at = `at ${1_000 / TRICKLE_MS} a second, ms`
    row(
      `to first call ${at}, p50`,
      quantile(latencies.bare, 0.5).toFixed(1),
      quantile(latencies.product, 0.5).toFixed(1),
      '',
    )
    row(
      `to first call ${at}, p99`,
      quantile(latencies.bare, 0.99).toFixed(1),
      quantile(latencies.product, 0.99).toFixed(1),
      'under 20',
    )
    row('resident memory, MB', memory.bare.now.toFixed(0), memory.product.now.toFixed(0), 'under 150')
    row('  at its highest', memory.bare.peak.toFixed(0), memory.product.peak.toFixed(0), '')
  } finally {
    await Promise.all([bare.subject.stop(), product.subject.stop()])
  }
}

interface Running {
  readonly subject: Subject
  readonly account: Account
}

async function startBare(): Promise<Running> {
  const account = farEnd.account(TOKENS.bare)
  const polled = account.polled()
  const subject = startSubject([join(import.meta.dirname, 'bare-bot.mjs')], {
    BOT_TOKEN: TOKENS.bare,
    BOT_API_ROOT: farEnd.apiRoot,
  })
  await polled
  return { subject, account }
}

async function startProduct(): Promise<Running & { readonly url: string }> {
  const account = farEnd.account(TOKENS.product)
  const polled = account.polled()
  const subject = startSubject(
    [...NODE_FLAGS, join(import.meta.dirname, 'product.mjs')],
    settings(farEnd, join(folder, 'load')),
  )
  await polled
  return { subject, account, url: addressIn(await subject.firstLine) }
}

/** Links the customers' group and opens the tickets from the panel; answers with their cards in the group. */
async function openTickets({ account, url }: Running & { readonly url: string }): Promise<readonly number[]> {
  const panel = createPanel(() => url, { sub: 'u-1', name: 'Bench', org: TESTCO }, Date.now)
  await expectStatus(201, panel.call('POST', '/api/v1/telegram-groups', { groupId: CUSTOMERS.id }))
  for (let index = 0; index < TICKETS; index++) {
    const ticket = {
      title: `Ticket ${index}`,
      description: 'It does not work.',
      priority: 'normal',
      category: 'technical',
    }
    await expectStatus(201, panel.call('POST', '/api/v1/tickets', ticket))
  }
  // A card in either group for each, and the welcome.
  while (account.cards.length < TICKETS || account.calls('sendMessage') < 2 * TICKETS + 1)
    await new Promise(setImmediate)
  return account.cards
}

async function expectStatus(
  status: number,
  answer: Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<void> {
  const got = await answer
  if (got.status !== status) throw new Error(`The panel got ${got.status}: ${JSON.stringify(got.body)}`)
}

/** Many people, each answering in many tickets. */
function loadOf(cards: readonly number[]): (index: number) => Load {
  return (index) => ({
    personId: 500_000_000 + (index % PEOPLE),
    replyTo: cards[(index * 7) % cards.length] ?? 1,
  })
}

/** From the start of the process to its first request for updates, as `npm start` starts what is built. */
async function measureStart(): Promise<void> {
  const account = farEnd.account(TOKENS.product)
  const times: Record<'fresh' | 'again', number[]> = { fresh: [], again: [] }
  const memories: number[] = []
  for (let index = 0; index < STARTS; index++) {
    for (const kind of ['fresh', 'again'] as const) {
      const polled = account.polled()
      const startedAt = performance.now()
      const subject = startSubject(
        [...NODE_FLAGS, join(root, 'dist/main.js')],
        settings(farEnd, join(folder, `start-${index}`)),
      )
      await Promise.all([polled, subject.firstLine])
      times[kind].push(performance.now() - startedAt)
      memories.push((await subject.memory()).now)
      await subject.stop()
    }
  }
  row('start-up to first poll, ms', '', show(spreadOf(times.again)), 'under 1000')
  row('  with a new database', '', show(spreadOf(times.fresh)), '')
  row('  resident memory then, MB', '', show(spreadOf(memories)), '')
}

function settings({ apiRoot }: FarEnd, dataDir: string): Record<string, string> {
  return {
    BOT_TOKEN: TOKENS.product,
    BOT_API_ROOT: apiRoot,
    STAFF_CHAT_ID: String(STAFF.id),
    PANEL_JWT_SECRET: PANEL_SECRET,
    API_RATE_LIMIT: '0',
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
  }
}

function addressIn(banner: string): string {
  const address = /https?:\/\/\S+/.exec(banner)?.[0]
  if (address === undefined) throw new Error(`No address in what the product says of itself: ${banner}`)
  return address
}

function show({ median, least, most }: Spread, digits = 0): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`
}

function row(...cells: readonly string[]): void {
  const widths = [42, 20, 20, 14]
  print(
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join(' '),
  )
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
