import { describe, expect, it, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import type { Group, Message } from '../../sandbox/index.ts'
import { killAt } from './_moments.ts'
import { chooseSeed, createRandom } from './_random.ts'
import { countUndone } from './_rows.ts'
import { type CrashWorld, PATIENCE, startCrashWorld } from './_world.ts'

const MESSAGES = 60
const TICKETS = 8
const KILLS_A_ROUND = 8
/** More of them for a longer run. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? KILLS_A_ROUND)
const seed = chooseSeed()

describe.each(databases())(`${MESSAGES} messages at once on $name (CRASH_SEED=${seed})`, ({ create }) => {
  it(
    `are each shown once, however often the product is killed (${KILLS} times)`,
    { timeout: 90_000 + KILLS * 10_000 },
    async () => {
      const database = await create()
      const world = await startCrashWorld(database)
      const { tg, product } = world
      const random = createRandom(seed)
      const tickets: number[] = []
      while (tickets.length < TICKETS) tickets.push(await world.openTicket())

      for (let round = 0, kills = 0; kills < KILLS; round++) {
        const said = sayAtOnce(world, tickets, round)
        for (let kill = 0; kill < KILLS_A_ROUND && kills < KILLS; kill++, kills++) {
          await killAt(world, {
            after: 'call',
            count: random.between(1, 12),
            delayMs: random.pick([0, 0, 1, 3]),
          })
          await product.start()
        }
        await tg.settled(PATIENCE)
        await vi.waitFor(async () => expect(await countUndone(database)).toBe(0), {
          timeout: 60_000,
          interval: 100,
        })
        const shown = said.map(({ text, room }) => [text, copiesIn(room(), world, text)])
        expect(shown).toEqual(said.map(({ text }) => [text, 1]))
      }
      for (const ticket of tickets)
        expect(world.staff.topics().filter(({ name }) => name.startsWith(`KT-${ticket} `))).toHaveLength(1)
      tg.assertClean()
      expect(await product.terminate()).toEqual({ code: 0, signal: null })
    },
  )
})

interface Said {
  readonly text: string
  /** What stands where it is to be read. */
  readonly room: () => Message[]
}

/** Customers and agents by turns, one message right after the other. */
function sayAtOnce(world: CrashWorld, tickets: readonly number[], round: number): Said[] {
  const { customers, agents, group, staff } = world
  return Array.from({ length: MESSAGES }, (_, index) => {
    const ticket = tickets[index % tickets.length] ?? 0
    const topic = world.topicOf(ticket)
    const text = `[${round}:${index}]`
    if (index % 3 === 0) agents[index % 2]?.in(staff, topic).send(text)
    else if (index % 10 === 1)
      customers[index % 3]?.in(group).album([{ caption: text }, {}], { replyTo: world.cardOf(ticket) })
    else customers[index % 3]?.in(group).reply(world.cardOf(ticket), text)
    return { text, room: () => (index % 3 === 0 ? group.messages() : staff.messages(topic)) }
  })
}

function copiesIn(messages: readonly Message[], { bot }: { readonly bot: Pick<Group, 'id'> }, text: string) {
  return messages.filter(
    (message) => message.from.id === bot.id && (message.text || message.caption).includes(text),
  ).length
}
