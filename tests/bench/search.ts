/**
 * `npm run bench:search`: lists and searches of an organization of 10,000 tickets in a base of 1,000,000, through the
 * desk, on SQLite and, where there is one, on PostgreSQL. `TICKETS` makes the base smaller.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AgentActor, PanelActor } from '../../core/foundation/actor.ts'
import { createReadTickets, type ReadTickets } from '../../core/reading/read-tickets.ts'
import { type DatabaseConfig, openDatabase } from '../../db/index.ts'
import { hasPostgres, startPostgres } from '../_support/postgres.ts'
import {
  createRandom,
  createTickets,
  createVocabulary,
  LARGE,
  LARGE_TICKETS,
  type Vocabulary,
} from './search-base.ts'
import { seedPostgres, seedSqlite } from './search-seed.ts'
import { quantile } from './statistics.ts'

const TICKETS = Number(process.env['TICKETS'] ?? 1_000_000)
const ROUNDS = { panel: 200, agent: 20 }
const WARM_UP = 10
const AIM_MS = 20

type Filter = Parameters<ReadTickets['list']>[1]

const member: PanelActor = {
  kind: 'panel',
  organizationId: LARGE,
  userId: 'u-1',
  name: 'Sara',
  role: 'admin',
}
const agent: AgentActor = { kind: 'agent', telegramId: 7, name: 'Nima' }
const only = new Set(process.argv.slice(2))

print(
  `Node ${process.versions.node}, ${availableParallelism()} cores; ${TICKETS} tickets, p95 under ${AIM_MS} ms`,
)
if (only.size === 0 || only.has('sqlite')) await onSqlite()
if (hasPostgres() && (only.size === 0 || only.has('postgres'))) await onPostgres()

async function onSqlite(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kubit-search-'))
  try {
    const path = join(folder, 'base.sqlite')
    const config = { kind: 'sqlite', path } as const
    await measure(config, async (tickets) => {
      seedSqlite(path, tickets)
      print(`${((await stat(path)).size / 2 ** 20).toFixed(0)} MB`)
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onPostgres(): Promise<void> {
  const server = await startPostgres()
  try {
    const url = await server.createDatabase()
    await measure({ kind: 'postgres', url }, (tickets) => seedPostgres(url, tickets))
  } finally {
    await server.stop()
  }
}

async function measure(
  config: DatabaseConfig,
  seed: (tickets: ReturnType<typeof createTickets>) => Promise<void>,
): Promise<void> {
  const clock = () => new Date()
  const random = createRandom()
  const vocabulary = createVocabulary(random)
  await (await openDatabase(config, { clock })).close()
  const started = performance.now()
  await seed(createTickets(TICKETS, random, vocabulary))
  print(`\n${config.kind}, seeded in ${((performance.now() - started) / 1_000).toFixed(0)} s`)

  const database = await openDatabase(config, { clock })
  try {
    const tickets = createReadTickets(database.stores)
    row('', 'found', 'p50 ms', 'p95 ms', 'max ms')
    for (const [name, actor, filterOf] of questions(vocabulary)) {
      const times: number[] = []
      let total = 0
      for (let round = -WARM_UP; round < ROUNDS[actor.kind]; round++) {
        const filter: Filter = { page: 1, pageSize: 10, ...filterOf(round + WARM_UP) }
        const begun = performance.now()
        const found = await tickets.list(actor, filter)
        await tickets.filesOf(actor, found.items)
        if (round >= 0) times.push(performance.now() - begun)
        total = found.total
      }
      const sorted = times.toSorted((a, b) => a - b)
      row(name, String(total), ...[0.5, 0.95, 1].map((share) => quantile(sorted, share).toFixed(2)))
    }
  } finally {
    await database.close()
  }
}

/** What is asked; each round asks with other words of the same frequency. */
function questions({
  words,
}: Vocabulary): [string, PanelActor | AgentActor, (round: number) => Partial<Filter>][] {
  const word = (from: number, width: number) => (round: number) => words[from + (round % width)] ?? ''
  const frequent = word(0, 5)
  const usual = word(50, 50)
  const rare = word(20_000, 5_000)
  const pages = LARGE_TICKETS / 10
  return [
    ['first page', member, () => ({})],
    ['100 a page', member, () => ({ pageSize: 100 })],
    ['open ones', member, () => ({ status: ['awaiting_response', 'in_progress', 'awaiting_customer'] })],
    [
      'three filters',
      member,
      () => ({ status: ['closed'], priority: ['low', 'high'], category: ['sales', 'technical'] }),
    ],
    ['by updatedAt', member, () => ({ sort: 'updatedAt' })],
    ['by -createdAt', member, () => ({ sort: '-createdAt' })],
    ['by -priority', member, () => ({ sort: '-priority' })],
    ['by -ref', member, () => ({ sort: '-ref' })],
    ['last page', member, () => ({ page: pages })],
    ['last page by priority', member, () => ({ page: pages, sort: 'priority' })],
    ['page 1,000,000', member, () => ({ page: 1_000_000, pageSize: 100 })],
    ['a frequent word', member, (round) => ({ q: frequent(round) })],
    ['the same, by priority', member, (round) => ({ q: frequent(round), sort: '-priority' })],
    ['the same, last page', member, (round) => ({ q: frequent(round), page: 100 })],
    ['a usual word', member, (round) => ({ q: usual(round) })],
    ['three words', member, (round) => ({ q: `${frequent(round)} ${frequent(round + 1)} ${usual(round)}` })],
    [
      'three frequent words',
      member,
      (round) => ({ q: `${frequent(round)} ${frequent(round + 1)} ${frequent(round + 2)}` }),
    ],
    ['half a word', member, (round) => ({ q: usual(round).slice(0, 3) })],
    ['two letters', member, (round) => ({ q: usual(round).slice(0, 2) })],
    [
      'a word with filters',
      member,
      (round) => ({ q: frequent(round), status: ['closed'], category: ['sales'] }),
    ],
    ['a half-space', member, () => ({ q: 'نمی‌شود' })],
    ['a rare word', member, (round) => ({ q: rare(round) })],
    ['a reference', member, (round) => ({ q: `KT-${Math.floor(TICKETS / LARGE_TICKETS) * (round + 1)}` })],
    ['no such word', member, () => ({ q: 'zzzzzz' })],
    ['200 letters', member, () => ({ q: 'ا ب '.repeat(50) })],
    ['agents: first page', agent, () => ({})],
    ['agents: a frequent word', agent, (round) => ({ q: frequent(round) })],
    ['agents: a usual word', agent, (round) => ({ q: usual(round) })],
    ['agents: half a word', agent, (round) => ({ q: usual(round).slice(0, 3) })],
    ['agents: a reference', agent, (round) => ({ q: `${round + 1}` })],
  ]
}

function row(name: string, ...cells: string[]): void {
  print(name.padEnd(26) + cells.map((cell) => cell.padStart(10)).join(''))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
