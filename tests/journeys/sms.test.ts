import { describe, expect, it } from 'vitest'
import { read, startWorld, type World } from '../_support/world.ts'
import { answerTicket, apiOf, inTopic, openTicket, press, staffCard, testcoPanel } from './_story.ts'

const SETTLE_MS = 60_000
const ONE_MINUTE = { SMS_SETTLE: '60s' }

const DAY_MS = 24 * 3_600_000
/** Noon in Tehran, of a day in UTC. */
const NOON_MS = 8.5 * 3_600_000

/** A ticket of the panel user with a mobile, and a colleague of theirs with another. */
async function openedInPanel(env: Readonly<Record<string, string>> = {}) {
  const world = await startWorld({ env: { ...ONE_MINUTE, ...env } })
  // From the next noon in Tehran on: a day's budget is not to begin anew while a test goes on.
  world.advance(DAY_MS - ((Date.now() - NOON_MS + DAY_MS) % DAY_MS))
  await apiOf(world.panel).open('سرور قطع است')
  await world.settle()
  const colleague = testcoPanel(world, { sub: 'u-2', name: 'نیما', mobile: '09351112222' })
  const change = async (verb: 'close' | 'reopen', panel = colleague, ref = 'KT-1') =>
    expect((await panel.call('POST', `/api/v1/tickets/${ref}/${verb}`)).status).toBe(200)
  return { world, colleague, change, told: () => toldIn(world) }
}

async function after(world: World, ms: number): Promise<void> {
  world.advance(ms)
  // An SMS waits for none of Telegram's limits.
  await world.app.settle()
}

const toldIn = ({ sms }: World) => sms.map(({ template }) => read(template?.status))

describe('the SMS of a change of status', () => {
  it('waits for a minute, and tells the last of many once', async () => {
    const { world, change, told } = await openedInPanel()
    for (let round = 0; round < 20; round++) {
      await change('close')
      await change('reopen')
      world.advance(1_000)
    }
    await change('close')
    await after(world, SETTLE_MS - 25_000)
    expect(told()).toEqual([])
    await after(world, 5_000)
    expect(told()).toEqual(['بسته'])
    await after(world, 10 * SETTLE_MS)
    expect(told()).toEqual(['بسته'])
  })

  it('is none where the status is back when the minute is over', async () => {
    const { world, change, told } = await openedInPanel()
    await change('close')
    await change('reopen')
    await after(world, SETTLE_MS)
    expect(told()).toEqual([])
    await change('close')
    await after(world, SETTLE_MS)
    expect(told()).toEqual(['بسته'])
    await change('reopen')
    await change('close')
    await after(world, SETTLE_MS)
    expect(told()).toEqual(['بسته'])
  })

  it('has the same number when it is tried again, and another one when it says something else', async () => {
    const { world, change } = await openedInPanel()
    await change('close')
    await after(world, SETTLE_MS)
    await change('reopen')
    await after(world, SETTLE_MS)
    expect(toldIn(world)).toEqual(['بسته', 'منتظر پاسخ'])
    expect(new Set(world.sms.map(({ localId }) => localId)).size).toBe(2)
  })

  it('does not go to whoever did it', async () => {
    const { world, change, told } = await openedInPanel()
    await change('close', world.panel)
    await after(world, SETTLE_MS)
    expect(told()).toEqual([])
    await answerTicket(world, 'هنوز مشکلی هست؟')
    await after(world, SETTLE_MS)
    expect(told()).toEqual(['در انتظار مشتری'])
    await change('close')
    await change('reopen', world.panel)
    await after(world, SETTLE_MS)
    expect(told()).toEqual(['در انتظار مشتری'])
  })

  it('knows them by their phone at the other door too', async () => {
    const world = await startWorld({ env: ONE_MINUTE })
    const { ali, sara, bot, panel } = world
    ali.start(bot)
    await world.settle()
    ali.chat(bot).contact({ own: true })
    await world.settle()
    const card = await openTicket(world)
    await panel.call('POST', '/api/v1/tickets/KT-1/close')
    await after(world, SETTLE_MS)
    expect(toldIn(world)).toEqual([])
    await press(world, sara, card, 'بازگشایی')
    await after(world, SETTLE_MS)
    expect(toldIn(world)).toEqual(['منتظر پاسخ'])
  })
})

describe('the budget of SMS', () => {
  it('of the day ends, staff are told once, and the ticket says so', async () => {
    const { world, change, told } = await openedInPanel({ SMS_DAILY_LIMIT: '2' })
    for (const verb of ['close', 'reopen', 'close'] as const) {
      await change(verb)
      await after(world, SETTLE_MS)
    }
    expect(told()).toEqual(['بسته', 'منتظر پاسخ'])
    expect(inTopic(world).filter((text) => text.includes('سقف پیامک امروز (۲ پیامک)'))).toHaveLength(1)
    expect(read(staffCard(world).text)).toContain('no more than 2 SMS a day')
    await answerTicket(world, 'هنوز هستیم')
    await after(world, SETTLE_MS)
    expect(told()).toHaveLength(2)
    expect(inTopic(world).filter((text) => text.includes('سقف پیامک امروز'))).toHaveLength(1)
    await after(world, 24 * 3_600_000)
    await change('close')
    await after(world, SETTLE_MS)
    expect(told()).toEqual(['بسته', 'منتظر پاسخ', 'بسته'])
  })

  it('of a ticket ends for it alone, and that of a number for all its tickets', async () => {
    const { world, change } = await openedInPanel()
    for (const title of ['دو', 'سه', 'چهار']) await apiOf(world.panel).open(title)
    await world.settle()
    const flip = async (ref: string, times: number) => {
      for (let time = 0; time < times; time++) {
        await change(time % 2 === 0 ? 'close' : 'reopen', undefined, ref)
        await after(world, SETTLE_MS)
      }
    }
    await flip('KT-1', 12)
    expect(world.sms).toHaveLength(10)
    expect(inTopic(world, 1).filter((text) => text.includes('این تیکت (۱۰ پیامک)'))).toHaveLength(1)
    for (const ref of ['KT-2', 'KT-3']) await flip(ref, 10)
    expect(world.sms).toHaveLength(30)
    await flip('KT-4', 2)
    expect(world.sms).toHaveLength(30)
    expect(inTopic(world, 4).filter((text) => text.includes('به شمارهٔ این مشتری'))).toHaveLength(1)
  }, 60_000)
})
