import { expect, it } from 'vitest'
import { read, startWorld, type World } from '../_support/world.ts'
import { apiOf, openTicket, topicId } from './_story.ts'

const MINUTE = 60_000
const FLOOD = 60

/** The titles of the tickets that have a card in the staff group, in the order they came, and when. */
const cardsOf = ({ bot, staff }: World) =>
  bot
    .callsTo('sendMessage', staff)
    .filter(({ error, params }) => !error && params['reply_markup'])
    .flatMap(({ params, at }) => {
      const title = /(?:flood|answer|critical) ?\d*/.exec(read(String(params['text'])))?.[0]
      return title === undefined ? [] : [{ title, at }]
    })

const announced = (world: World) => cardsOf(world).map(({ title }) => title)

const refused = ({ bot }: World) => bot.calls.filter(({ error }) => error?.code === 429)

/** What goes out until Telegram takes no more, without a wait for that. */
async function rush(world: World): Promise<void> {
  await world.tg.settled()
  await world.app.settle()
}

async function pass(world: World, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    world.advance(Math.min(left, 500))
    await world.app.settle()
  }
}

it('a critical ticket waits for no other organization’s flood', { timeout: 120_000 }, async () => {
  const world = await startWorld({ limits: true })
  const other = world.panelFor({
    sub: 'u-9',
    name: 'نیما',
    org: { id: 'otherco', name: 'otherco', plan: 'large' },
  })
  for (let n = 1; n <= FLOOD; n++) await apiOf(world.panel).open(`flood ${n}`)
  await rush(world)
  await pass(world, 2_000)
  expect(announced(world).length).toBeLessThan(FLOOD)
  const input = { title: 'critical', description: 'x', priority: 'critical', category: 'technical' }
  expect((await other.call('POST', '/api/v1/tickets', input)).status).toBe(201)
  const before = announced(world).length
  await pass(world, MINUTE)
  // It makes its topic first, and others have theirs: what goes out at the same instant may overtake it.
  const first = cardsOf(world)[before]
  expect(cardsOf(world).find(({ title }) => title === 'critical')).toEqual({
    title: 'critical',
    at: first?.at,
  })
  expect(refused(world)).toEqual([])
})

it(
  'an answer goes ahead of new tickets, and all arrive with none refused',
  { timeout: 120_000 },
  async () => {
    const world = await startWorld({ limits: true })
    const { staff, maryam, group } = world
    await openTicket(world)
    await pass(world, 2 * MINUTE)
    for (let n = 1; n <= 30; n++) await apiOf(world.panel).open(`flood ${n}`)
    maryam.in(staff, topicId(world)).send('answer')
    await rush(world)
    await pass(world, 61_000)
    const texts = group.messages().map(({ text }) => read(text))
    expect(texts.some((text) => text.endsWith('answer'))).toBe(true)
    await pass(world, 2 * MINUTE)
    expect(announced(world)).toHaveLength(30)
    expect(refused(world)).toEqual([])
  },
)
