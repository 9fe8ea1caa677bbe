import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import type { Message } from '../../sandbox/index.ts'
import { countUndone } from './_rows.ts'
import { type CrashWorld, PATIENCE, startCrashWorld } from './_world.ts'

const PROBE_TOPIC = /^بررسی ارسال/

describe.each(databases())('a kill on $name', ({ create }) => {
  it('as a topic is made leaves one topic, with one card in it', { timeout: 60_000 }, async () => {
    const database = await create()
    const world = await startCrashWorld(database)
    const trap = killAtCall(world, 'createForumTopic')
    await world.demand('POST', '/api/v1/tickets', {
      title: 'T',
      description: 'D',
      priority: 'normal',
      category: 'technical',
    })
    await trap
    await world.product.start()
    await untilDone(world, database)
    const topics = world.staff.topics().filter(({ name }) => name.startsWith('KT-1 '))
    expect(topics).toHaveLength(1)
    expect(saidIn(world, topics[0]?.id ?? 0)).toHaveLength(1)
    world.tg.assertClean()
  })

  it(
    'while a message is read back leaves no copy, and the next start finds it',
    { timeout: 60_000 },
    async () => {
      const database = await create()
      const world = await startCrashWorld(database)
      const number = await world.openTicket()
      await untilDone(world, database)
      const [maryam] = world.agents
      const lost = killAtCall(world, 'sendMessage')
      maryam?.in(world.staff, world.topicOf(number)).send('Done.')
      await lost
      const asked = killAtCall(world, 'forwardMessage', ({ error }) => !error)
      await world.product.start()
      await asked
      expect(copiesIn(world)).toHaveLength(1)
      await world.product.start()
      await untilDone(world, database)
      expect(copiesIn(world)).toEqual([])
      expect(world.group.messages().filter(({ text }) => text.includes('Done.'))).toHaveLength(1)
      expect(world.staff.topics().filter(({ name }) => PROBE_TOPIC.test(name))).toHaveLength(1)
      world.tg.assertClean()
    },
  )

  it('as a joined post is taken shows each of its messages once', { timeout: 60_000 }, async () => {
    const database = await create()
    const world = await startCrashWorld(database, { entry: 'dist/main.js' })
    const number = await world.openTicket()
    await untilDone(world, database)
    const { tg, group, product } = world
    const wordsIn = (text: unknown): readonly string[] => String(text).match(/word \d+\./g) ?? []
    const killed = killAtCall(world, 'sendMessage', ({ params }) => wordsIn(params['text']).length > 1)
    // More than the staff group takes in a minute.
    const words = Array.from({ length: 40 }, (_, at) => `word ${at + 1}.`)
    const [ali] = world.customers
    for (const word of words) ali?.in(group).reply(world.cardOf(number), word)
    await killed
    await product.start()
    await untilDone(world, database)
    const posts = saidIn(world, world.topicOf(number)).map(({ text }) => wordsIn(text))
    expect(posts.some((said) => said.length > 1)).toBe(true)
    expect(posts.flat()).toEqual(words)
    tg.assertClean()
  })
})

/** Ends the product as Telegram has carried a call out, and before it answers. */
function killAtCall(
  { tg, bot, product }: CrashWorld,
  method: string,
  isIt: (call: CrashWorld['bot']['calls'][number]) => boolean = () => true,
): Promise<unknown> {
  const before = bot.calls.length
  return new Promise((resolve) => {
    const stop = tg.onChange(() => {
      const isMade = bot.calls.slice(before).some((call) => call.method === method && isIt(call))
      if (!isMade) return
      stop()
      resolve(product.kill())
    })
    onTestFinished(stop)
  })
}

async function untilDone({ tg }: CrashWorld, database: Parameters<typeof countUndone>[0]): Promise<void> {
  await tg.settled(PATIENCE)
  await vi.waitFor(async () => expect(await countUndone(database)).toBe(0), { timeout: 40_000, interval: 50 })
}

function saidIn({ staff, bot }: CrashWorld, topic: number): Message[] {
  return staff
    .messages(topic)
    .filter((message) => message.from.id === bot.id && message.service === undefined)
}

function copiesIn(world: CrashWorld): Message[] {
  return world.staff
    .topics()
    .filter(({ name }) => PROBE_TOPIC.test(name))
    .flatMap(({ id }) => saidIn(world, id))
}
