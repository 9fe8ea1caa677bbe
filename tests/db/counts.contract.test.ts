import { beforeEach, describe, expect, test } from 'vitest'
import type { Counts } from '../../core/doorways/counts.ts'
import { PRIORITIES } from '../../core/tickets/ticket.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import {
  buildFile,
  card,
  type Clock,
  createClock,
  due,
  HOME,
  open,
  settlement,
  START,
  toChat,
  write,
} from './_world.ts'

const BOT = 8_000_000_001
const NOTHING: Counts = {
  inbox: { waiting: 0, aside: 0 },
  outbox: { waiting: 0, parked: 0, failed: 0 },
  latestDeliveryMs: 0,
  openTickets: { awaiting_response: 0, in_progress: 0, awaiting_customer: 0 },
  filesToFetch: 0,
  ticketsToIndex: 0,
}

describe.each(databases())('counts on $name', (database) => {
  let clock: Clock
  let stores: Stores
  beforeEach(async () => {
    clock = createClock()
    ;({ stores } = await database.open({ clock }))
  })

  const count = () => stores.counts(BOT)()

  test('of an empty database are all zero', async () => {
    expect(await count()).toEqual(NOTHING)
  })

  test('one bot’s updates, by what became of them', async () => {
    const updates = [1, 2, 3, 4].map((updateId) => ({ updateId, lane: 'a', payload: {} }))
    await stores.inbox(BOT).accept(updates)
    await stores.inbox(BOT + 1).accept(updates)
    await stores.inbox(BOT).finish(1, [])
    await stores.inbox(BOT).setAside(2, [])
    expect((await count()).inbox).toEqual({ waiting: 2, aside: 1 })
  })

  test('deliveries by state, and how late the latest of them is', async () => {
    await stores.outbox.enqueue([1, 2, 3, 4].map((chat) => toChat(HOME - chat, { kind: 'welcome' })))
    await stores.outbox.enqueue([card(5, new Date(START.getTime() + 60_000))])
    const [first, second, third] = await due(stores, clock())
    if (!first || !second || !third) throw new Error('Three are due.')
    await stores.outbox.settle([
      settlement(first, { kind: 'failed', reason: 'refused' }),
      settlement(second, { kind: 'parked', reason: 'bot_removed' }),
      settlement(third, { kind: 'parked', reason: 'bot_removed' }),
    ])
    expect((await count()).outbox).toEqual({ waiting: 2, parked: 2, failed: 1 })

    clock.pass(90_000)
    expect((await count()).latestDeliveryMs).toBe(90_000)
    await stores.outbox.settle(
      (await due(stores, clock())).map((each) => settlement(each, { kind: 'delivered' })),
    )
    expect(await count()).toEqual({ ...NOTHING, outbox: { waiting: 0, parked: 2, failed: 1 } })
    await stores.outbox.enqueue([card(6, new Date(clock().getTime() + 60_000))])
    expect((await count()).latestDeliveryMs).toBe(0)
  })

  test('open tickets, files to fetch and tickets to index, of all organizations', async () => {
    await open(stores, { status: 'closed' })
    await open(stores, { status: 'in_progress' })
    const { number } = await open(stores, { status: 'awaiting_customer', organizationId: 'other' })
    await open(stores, { status: 'awaiting_customer' })
    await write(stores, number, { attachments: [buildFile()] })
    expect(await count()).toEqual({
      ...NOTHING,
      openTickets: { awaiting_response: 0, in_progress: 1, awaiting_customer: 2 },
      filesToFetch: 1,
      ticketsToIndex: 4,
    })
    await stores.search.catchUp(100)
    expect((await count()).ticketsToIndex).toBe(0)
  })

  test('tickets opened within a stretch of time are an organization’s, by priority', async () => {
    const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000)
    for (const organizationId of ['testco', 'testco', 'other']) {
      for (const minute of [-1, 0, 9, 10]) {
        const priority = PRIORITIES[minute + 1] ?? 'low'
        await open(stores, { organizationId, priority, createdAt: at(minute), updatedAt: at(minute + 30) })
      }
    }
    const within = { from: at(0), to: at(10) }
    expect(await stores.tickets.openedWithin('testco', within)).toEqual(
      new Map([
        ['urgent', 2],
        ['low', 2],
      ]),
    )
    expect(await stores.tickets.openedWithin('other', within)).toEqual(
      new Map([
        ['urgent', 1],
        ['low', 1],
      ]),
    )
    expect(await stores.tickets.openedWithin('nobody', within)).toEqual(new Map())
  })
})
