import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { DatabaseConfig } from '../../db/index.ts'
import type { Message } from '../../sandbox/index.ts'
import { databases } from '../_support/databases.ts'
import { countUndone } from './_rows.ts'
import { type CrashWorld, PATIENCE, startCrashWorld } from './_world.ts'

interface MessagesJson {
  readonly items: readonly { readonly text: string }[]
}

/** From the acceptance of the agent's message to the mark that it has been delivered. */
const POINTS = ['as it is confirmed', 1, 2, 3, 4, 5, 6] as const

describe.each(databases())('a kill while an agent answers on $name', ({ create }) => {
  it(
    'leaves one message in the history and one in the group, at every call',
    { timeout: 110_000 },
    async () => {
      const database = await create()
      const world = await startCrashWorld(database)
      const { tg, product, group, staff, agents } = world
      const number = await world.openTicket()
      const [maryam] = agents
      if (!maryam) throw new Error('Maryam is missing.')

      const texts: string[] = []
      for (const point of POINTS) {
        const text = `[answer at ${point}]`
        texts.push(text)
        await vi.waitFor(async () => expect(await countUndone(database)).toBe(0), {
          timeout: 20_000,
          interval: 20,
        })
        const trap = setTrap(world, point)
        const answer = maryam.in(staff, world.topicOf(number)).send(text)
        await Promise.race([trap.sprung, untilQuiet(world, database, answer)])
        trap.remove()
        await product.kill()
        await product.start()
        await tg.until(() => answer.reactions.some(({ by }) => by === world.bot.id), {
          what: `${text} is marked as delivered`,
          ...PATIENCE,
        })
        const copies = group.messages().filter((message) => message.text.includes(text))
        expect(copies, text).toHaveLength(1)
      }
      const { items } = await world.demand<MessagesJson>('GET', `/api/v1/tickets/KT-${number}/messages`)
      expect(items.map(({ text }) => text)).toEqual(texts)
      tg.assertClean()
    },
  )

  it('repeats an SMS under the same id, which the provider knows again', { timeout: 60_000 }, async () => {
    const ids: string[] = []
    let world: CrashWorld | null = null
    const kavenegar = createServer((request, response) => {
      let form = ''
      request.on('data', (chunk: Buffer) => {
        form += chunk.toString()
      })
      request.on('end', () => {
        ids.push(String(new URLSearchParams(form).get('localid')))
        if (ids.length === 1) void world?.product.kill()
        else
          response.end(
            JSON.stringify({ return: { status: 200, message: '' }, entries: [{ messageid: 1, status: 1 }] }),
          )
      })
    })
    await new Promise<void>((resolve) => {
      kavenegar.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => void kavenegar.close())
    const { port } = kavenegar.address() as AddressInfo
    world = await startCrashWorld(await create(), {
      env: {
        SMS_PROVIDER: 'kavenegar',
        KAVENEGAR_API_KEY: 'key',
        KAVENEGAR_API_ROOT: `http://127.0.0.1:${port}`,
      },
    })
    const number = await world.openTicket()
    const { product, agents, staff } = world

    agents[0]?.in(staff, world.topicOf(number)).send('Done.')
    await vi.waitFor(() => expect(ids).toHaveLength(1), { timeout: 20_000 })
    await product.kill()
    await product.start()
    await vi.waitFor(() => expect(ids).toHaveLength(2), { timeout: 20_000 })
    expect(ids[0]).toMatch(/^\d+$/)
    expect(ids[1]).toBe(ids[0])
  })
})

/** An answer may need fewer calls than there are points. */
async function untilQuiet({ tg }: CrashWorld, database: DatabaseConfig, answer: Message): Promise<void> {
  await tg.until(() => answer.reactions.length > 0, PATIENCE).catch(() => {})
  await vi.waitFor(async () => expect(await countUndone(database)).toBe(0), {
    timeout: PATIENCE.timeoutMs,
    interval: 20,
  })
}

/** Kills it before it hears of its n-th call from now on, or as the update is confirmed. */
function setTrap(
  { tg, bot, product }: CrashWorld,
  point: (typeof POINTS)[number],
): { readonly sprung: Promise<unknown>; remove(): void } {
  const calls = bot.calls.length
  const updates = bot.lastUpdateId
  const isNow = () =>
    typeof point === 'number'
      ? bot.calls.length >= calls + point
      : bot.lastUpdateId > updates && bot.pending.length === 0
  let remove = () => {}
  const sprung = new Promise((resolve) => {
    remove = tg.onChange(() => {
      if (!isNow()) return
      remove()
      resolve(product.kill())
    })
  })
  return { sprung, remove: () => remove() }
}
