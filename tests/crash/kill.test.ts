import { describe, expect, it, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import type { Group, Message } from '../../sandbox/index.ts'
import { chooseMoments, killAt } from './_moments.ts'
import { chooseSeed, createRandom } from './_random.ts'
import { countUndone } from './_rows.ts'
import { createStory, type Said } from './_story.ts'
import { type CrashWorld, PATIENCE, startCrashWorld } from './_world.ts'

const KILLS = 20
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

/** Where the chats ended when a kill fell. */
type Mark = ReadonlyMap<Group, number>

describe.each(databases())(
  'killed at 20 moments of a stream of messages on $name (CRASH_SEED=' + seed + ')',
  ({ create }) => {
    it('loses nothing, stores nothing twice, and goes on', { timeout: 180_000 }, async () => {
      const database = await create()
      const world = await startCrashWorld(database)
      const { tg, product, group, staff } = world
      const random = createRandom(seed)
      const tickets: number[] = []
      while (tickets.length < TICKETS) tickets.push(await world.openTicket())
      const story = createStory(world, random, tickets)
      const told = story.begin()

      const marks: Mark[] = []
      for (const moment of chooseMoments(random, KILLS)) {
        await killAt(world, moment)
        marks.push(new Map([group, staff].map((place) => [place, place.chat.lastMessageId])))
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
      expectDelivered(story.said, copiesOf, marks, { customer: staff, agent: group })
      tg.assertClean()
      expect(await product.terminate()).toEqual({ code: 0, signal: null })
    })
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

/** Each text has reached the other side; it did twice only where a kill fell in between, and once a kill in a room. */
function expectDelivered(
  said: readonly Said[],
  copiesOf: (said: Said) => number[],
  marks: readonly Mark[],
  places: Record<Said['side'], Group>,
): void {
  const repeats = new Map<string, string[]>()
  for (const each of said) {
    const [first, ...others] = copiesOf(each)
    expect(first, `${each.text} was delivered`).toBeDefined()
    let before = Number(first)
    for (const copy of others) {
      const kill = marks.findIndex(
        (mark) => before <= (mark.get(places[each.side]) ?? 0) && copy > (mark.get(places[each.side]) ?? 0),
      )
      expect(kill, `${each.text} was repeated because of a kill`).toBeGreaterThanOrEqual(0)
      const lane = each.side === 'agent' ? 'group' : `topic of ${each.ticket}`
      repeats.set(`${kill} ${lane}`, [...(repeats.get(`${kill} ${lane}`) ?? []), each.text])
      before = copy
    }
  }
  for (const [kill, texts] of repeats) expect(texts, `repeats of kill ${kill}`).toHaveLength(1)
}
