import { expect, it } from 'vitest'
import { read, startWorld, type World } from '../_support/world.ts'
import { apiOf } from './_story.ts'

const MINUTE = 60_000

async function pass(world: World, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    world.advance(Math.min(left, 500))
    await world.app.settle()
  }
}

async function write({ panel }: World, ref: string, text: string): Promise<void> {
  expect((await panel.call('POST', `/api/v1/tickets/${ref}/messages`, { text })).status).toBe(201)
}

/** What the bot has posted in a topic. */
const postsIn = ({ staff, bot }: World, topic: number) =>
  staff.messages(topic).filter((message) => message.from.id === bot.id && message.service === undefined)

it(
  '150 messages over five tickets are in their topics after a minute, each of them once and in order',
  { timeout: 120_000 },
  async () => {
    const world = await startWorld({ limits: true })
    const { bot, staff } = world
    const api = apiOf(world.panel)
    const refs: string[] = []
    for (let n = 1; n <= 5; n++) refs.push((await api.open(`ticket ${n}`)).ref)
    await pass(world, 2 * MINUTE)
    for (let n = 1; n <= 30; n++) for (const ref of refs) await write(world, ref, `word ${n}.`)
    await world.app.settle()
    await pass(world, MINUTE + 2_000)
    const topics = staff.topics().filter(({ name }) => read(name).startsWith('KT-'))
    for (const { id } of topics) {
      const said = postsIn(world, id).flatMap(({ text }) => read(text).match(/word \d+\./g) ?? [])
      expect(said).toEqual(Array.from({ length: 30 }, (_, at) => `word ${at + 1}.`))
    }
    expect(bot.calls.filter(({ error }) => error?.code === 429)).toEqual([])
    world.tg.assertClean()
  },
)
