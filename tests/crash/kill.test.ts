import { describe, expect, it, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import type { Message } from '../../sandbox/index.ts'
import { chooseMoments, killAt } from './_moments.ts'
import { chooseSeed, createRandom } from './_random.ts'
import { countUndone } from './_rows.ts'
import { createStory, type Said } from './_story.ts'
import { type CrashWorld, PATIENCE, startCrashWorld } from './_world.ts'

/** More of them for a longer run. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? 20)
const TICKETS = 3
const seed = chooseSeed()

interface TicketJson {
  readonly ref: string
  readonly title: string
  readonly description: string
  readonly status: string
  readonly history: readonly { readonly from: string | null; readonly to: string }[]
}

interface MessageJson {
  readonly text: string
  readonly attachments: readonly unknown[]
}

describe.each(databases())(
  `killed at ${KILLS} moments of a stream of messages on $name (CRASH_SEED=${seed})`,
  ({ create }) => {
    it(
      'loses nothing, stores and shows nothing twice, and goes on',
      { timeout: 90_000 + KILLS * 5_000 },
      async () => {
        const database = await create()
        const world = await startCrashWorld(database)
        const { tg, product, group, staff } = world
        const random = createRandom(seed)
        const tickets: number[] = []
        while (tickets.length < TICKETS) tickets.push(await world.openTicket())
        const story = createStory(world, random, tickets)
        const told = story.begin()

        for (const moment of chooseMoments(random, KILLS)) {
          await killAt(world, moment)
          await product.start()
        }
        story.end()
        await told
        await tg.settled(PATIENCE)
        await vi.waitFor(async () => expect(await countUndone(database)).toBe(0), {
          timeout: 60_000,
          interval: 100,
        })

        const rooms = new Map(
          tickets.map((ticket) => [
            ticket,
            { customer: () => staff.messages(world.topicOf(ticket)), agent: () => group.messages() },
          ]),
        )
        const copiesOf = ({ ticket, side, text }: Said): number[] =>
          (rooms.get(ticket)?.[side]() ?? [])
            .filter((message) => message.from.id === world.bot.id && wordsOf(message).includes(text))
            .map(({ id }) => id)

        await expectNumbersWithoutGaps(world, TICKETS + story.opened.length)
        await expectForms(world, story.opened)
        for (const ticket of tickets) {
          await expectConsistentHistory(world, ticket)
          const own = story.said.filter((each) => each.ticket === ticket)
          await expectStoredOnce(world, ticket, own)
          for (const side of ['customer', 'agent'] as const)
            await expectOrder(
              world,
              ticket,
              own.filter((each) => each.side === side),
              copiesOf,
            )
        }
        for (const said of story.said) expect(copiesOf(said), `copies of ${said.text}`).toHaveLength(1)
        tg.assertClean()
        expect(await product.terminate()).toEqual({ code: 0, signal: null })
      },
    )
  },
)

function wordsOf({ text, caption }: Message): string {
  return text || caption
}

async function expectNumbersWithoutGaps(world: CrashWorld, count: number): Promise<void> {
  const { items } = await world.demand<{ items: TicketJson[] }>(
    'GET',
    '/api/v1/tickets?sort=ref&pageSize=100',
  )
  expect(items.map(({ ref }) => ref)).toEqual(Array.from({ length: count }, (_, index) => `KT-${index + 1}`))
}

async function expectForms(
  world: CrashWorld,
  opened: readonly { readonly title: string; readonly description: string }[],
): Promise<void> {
  const { items } = await world.demand<{ items: TicketJson[] }>('GET', '/api/v1/tickets?pageSize=100')
  const forms = items
    .filter(({ title }) => title.startsWith('[form'))
    .map(({ title, description }) => ({ title, description }))
  const byTitle = (a: { title: string }, b: { title: string }) => (a.title < b.title ? -1 : 1)
  expect(forms.toSorted(byTitle)).toEqual(opened.toSorted(byTitle))
}

async function expectConsistentHistory(world: CrashWorld, ticket: number): Promise<void> {
  const { history, status } = await world.demand<TicketJson>('GET', `/api/v1/tickets/KT-${ticket}`)
  expect(history.map(({ from }) => from)).toEqual([null, ...history.slice(0, -1).map(({ to }) => to)])
  expect(history.at(-1)?.to).toBe(status)
}

async function storedOf(world: CrashWorld, ticket: number): Promise<MessageJson[]> {
  const messages: MessageJson[] = []
  for (let page = 1; ; page++) {
    const { items } = await world.demand<{ items: MessageJson[] }>(
      'GET',
      `/api/v1/tickets/KT-${ticket}/messages?page=${page}&pageSize=100`,
    )
    messages.push(...items)
    if (items.length < 100) return messages
  }
}

async function expectStoredOnce(world: CrashWorld, ticket: number, said: readonly Said[]): Promise<void> {
  const stored = (await storedOf(world, ticket)).map(
    ({ text, attachments }) => `${text} ${attachments.length}`,
  )
  expect(stored.toSorted()).toEqual(said.map(({ text, files }) => `${text} ${files}`).toSorted())
}

/** What one person says stays in the order it was said; what a room reads is in the order of the history. */
async function expectOrder(
  world: CrashWorld,
  ticket: number,
  said: readonly Said[],
  copiesOf: (said: Said) => number[],
): Promise<void> {
  const stored = (await storedOf(world, ticket)).map(({ text }) => text)
  for (const by of new Set(said.map((each) => each.by))) {
    const texts = said.filter((each) => each.by === by).map(({ text }) => text)
    expect(stored.filter((text) => texts.includes(text))).toEqual(texts)
  }
  const shown = said
    .toSorted((a, b) => Number(copiesOf(a)[0]) - Number(copiesOf(b)[0]))
    .map(({ text }) => text)
  expect(shown).toEqual(stored.filter((text) => shown.includes(text)))
}
