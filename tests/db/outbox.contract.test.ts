import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Delivery, NewDelivery } from '../../core/deliveries/delivery.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import {
  buildMessage,
  card,
  type Clock,
  createClock,
  drain,
  due,
  from,
  HOME,
  NIMA,
  open,
  settlement,
  toChat,
  toStaff,
  write,
} from './_world.ts'

const delivered = { kind: 'delivered' } as const
const wait = { kind: 'retry', reason: 'Too Many Requests' } as const
const welcome = { kind: 'welcome' } as const

describe.each(databases())('the outbox on $name', (database) => {
  let clock: Clock
  let stores: Stores
  beforeEach(async () => {
    clock = createClock()
    ;({ stores } = await database.open({ clock }))
  })

  test('settling and changing one ticket at once wait for each other in one order only', async () => {
    const { number } = await open(stores)
    const sms = (localId: number): NewDelivery => ({
      destination: { kind: 'sms', ticketNumber: number },
      ticketNumber: number,
      payload: { kind: 'sms', status: 'closed', localId },
    })
    let decided = 0
    const change = (localId: number) =>
      stores.tickets.change<void>(number, () => {
        decided++
        return { result: undefined, deliveries: [card(number), sms(localId)] }
      })
    for (let round = 1; round <= 20; round++) {
      await change(round)
      const heads = await due(stores, clock())
      await Promise.all([
        change(round),
        stores.outbox.settle(
          heads.map((each) =>
            settlement(each, delivered, each.payload.kind === 'sms' ? { smsFailure: null } : {}),
          ),
        ),
        change(round),
      ])
    }
    // PostgreSQL ends a deadlock by taking one of the two back: a decision would be made again.
    expect(decided).toBe(60)
  })

  const later = (ms: number) => new Date(clock().getTime() + ms)
  const receipt = (messageId: number) => ({ kind: 'receipt', messageId }) as const
  async function head(): Promise<Delivery> {
    const [first] = await due(stores, clock())
    if (!first) throw new Error('Nothing is due.')
    return first
  }

  test('empty, it has no head and nothing to wait for', async () => {
    expect(await due(stores, clock())).toEqual([])
    expect(await stores.outbox.nextAt()).toBeNull()
  })

  test('a delivery comes out as it went in', async () => {
    const sms = {
      destination: { kind: 'sms', ticketNumber: 3 },
      ticketNumber: 3,
      payload: { kind: 'sms', status: 'closed', localId: 2 ** 47 - 1 },
    } as const
    const news = [
      toChat(HOME, welcome),
      toStaff(4, receipt(9)),
      sms,
      toChat(5, { kind: 'delete', messageId: 6 }, 7),
    ]
    await stores.outbox.enqueue(news)
    const heads = await due(stores, clock())
    expect(
      heads.map(({ destination, ticketNumber, payload }) => ({ destination, ticketNumber, payload })),
    ).toEqual(news)
    expect(heads[0]).toMatchObject({ attempts: 0, revision: 1, createdAt: clock() })
  })

  test('each lane shows its oldest, oldest lane first', async () => {
    await stores.outbox.enqueue([
      toStaff(1, receipt(1)),
      toChat(HOME, welcome),
      toStaff(1, receipt(2)),
      toStaff(2, receipt(3)),
    ])
    const payloads = (heads: Delivery[]) => heads.map(({ payload }) => payload)
    expect(payloads(await due(stores, clock()))).toEqual([receipt(1), welcome, receipt(3)])
    expect(await stores.outbox.lanes('', 2)).toEqual([`chat:${HOME}`, 'staff:1'])
    expect(await stores.outbox.lanes('staff:1', 2)).toEqual(['staff:2'])
    expect((await stores.outbox.waiting(['staff:2', 'staff:1'])).map(({ lane }) => lane)).toEqual([
      'staff:1',
      'staff:1',
      'staff:2',
    ])
    expect(await drain(stores, clock())).toEqual([receipt(1), welcome, receipt(3), receipt(2)])
  })

  test('nothing overtakes what has to wait in its lane', async () => {
    await stores.outbox.enqueue([
      { ...toStaff(1, receipt(1)), runAt: later(5_000) },
      toStaff(1, receipt(2)),
      toStaff(2, receipt(3)),
    ])
    expect(await drain(stores, clock())).toEqual([receipt(3)])
    expect(await stores.outbox.nextAt()).toEqual(later(5_000))
    clock.pass(4_999)
    expect(await due(stores, clock())).toEqual([])
    clock.pass(1)
    expect(await drain(stores, clock())).toEqual([receipt(1), receipt(2)])
  })

  test('a retry counts and waits', async () => {
    await stores.outbox.enqueue([toStaff(1, receipt(1)), toStaff(1, receipt(2))])
    await stores.outbox.settle([settlement(await head(), wait, { runAt: later(30_000) })])
    expect(await due(stores, clock())).toEqual([])
    expect(await stores.outbox.nextAt()).toEqual(later(30_000))
    clock.pass(30_000)
    expect(await head()).toMatchObject({ attempts: 1, payload: receipt(1) })
  })

  test('faults of ours are counted apart from waits for the world', async () => {
    await stores.outbox.enqueue([toStaff(1, receipt(1))])
    for (const outcome of [wait, { ...wait, isOurs: true } as const, wait])
      await stores.outbox.settle([settlement(await head(), outcome, { runAt: clock() })])
    expect(await head()).toMatchObject({ attempts: 3, faults: 1 })
  })

  test('the clock starts with the newest answer that has arrived, of a ticket that awaits its customer', async () => {
    const { number } = await open(stores, { status: 'awaiting_customer' })
    const older = await write(stores, number, { author: NIMA })
    const newer = await write(stores, number, { author: NIMA })
    await write(stores, number, { author: NIMA, kind: 'note' })
    const autoCloseAt = later(48 * 3_600_000)
    const arrived = async (messageId: number, ticketNumber = number) => {
      await stores.outbox.enqueue([toChat(HOME, welcome, ticketNumber)])
      const clockOf = { ticketNumber, messageId, autoCloseAt }
      await stores.outbox.settle([settlement(await head(), delivered, { clock: clockOf })])
      return (await stores.tickets.get(ticketNumber))?.autoCloseAt
    }
    expect(await arrived(older)).toBeNull()
    expect(await arrived(newer)).toEqual(autoCloseAt)
    const closed = await open(stores, { status: 'closed' })
    expect(await arrived(await write(stores, closed.number, { author: NIMA }), closed.number)).toBeNull()
  })

  test('what was set aside for a fault of ours is taken back, and nothing else', async () => {
    const { number } = await open(stores)
    const messageId = await write(stores, number, { author: NIMA })
    const message = { kind: 'message', room: 'customer', messageId } as const
    const fault = { kind: 'failed', reason: 'internal_error' } as const
    const sms = { kind: 'sms', status: 'closed', localId: 7 } as const
    await stores.outbox.enqueue([
      toChat(HOME, message, number),
      toStaff(number + 1, receipt(2)),
      { destination: { kind: 'sms', ticketNumber: number }, ticketNumber: number, payload: sms },
    ])
    const marked = {
      id: messageId,
      delivery: { state: 'failed', until: null, reason: fault.reason },
    } as const
    const [first, ...others] = await due(stores, clock())
    if (!first) throw new Error('Nothing is due.')
    await stores.outbox.settle([
      settlement(first, fault, { message: marked }),
      ...others.map((other) => settlement(other, fault)),
    ])
    await stores.outbox.enqueue([toChat(HOME, receipt(3), number)])
    await stores.outbox.settle([settlement(await head(), { kind: 'failed', reason: 'refused' })])
    const told = vi.fn<() => void>()
    stores.outbox.onEnqueued(told)
    expect(await stores.outbox.takeBack(number)).toBe(1)
    expect(told).toHaveBeenCalledTimes(1)
    expect(await due(stores, clock())).toMatchObject([{ payload: message, attempts: 0, faults: 0 }])
    expect(await stores.tickets.message(messageId)).toMatchObject({
      delivery: { state: 'queued', reason: null },
    })
    expect(await stores.outbox.takeBack(number)).toBe(0)
  })

  test('what failed for good stands in nobody’s way', async () => {
    await stores.outbox.enqueue([card(1), toStaff(1, receipt(2))])
    await stores.outbox.settle([
      settlement(await head(), { kind: 'failed', reason: 'refused', detail: 'Bad Request' }),
    ])
    expect(await head()).toMatchObject({ payload: receipt(2) })
    await stores.outbox.enqueue([card(1)])
    expect(await drain(stores, clock())).toEqual([receipt(2), { kind: 'card', room: 'staff' }])
  })

  test('what was refused before its chat was heard of is neither parked nor the loss of the chat', async () => {
    await stores.outbox.enqueue([toChat(HOME, welcome)])
    const before = await head()
    await stores.groups.setState(HOME, 'active', null, () => [])
    const lose = (learnedBy: Delivery) =>
      stores.groups.setState(HOME, 'suspended', 'bot_removed', () => [toChat(HOME - 1, welcome)], learnedBy)
    const refused = { kind: 'parked', reason: 'bot_removed' } as const
    await lose(before)
    await stores.outbox.settle([settlement(before, refused)])
    const after = await head()
    expect(after).toMatchObject({ id: before.id, attempts: 1 })
    expect(await due(stores, clock())).toHaveLength(1)

    await lose(after)
    await stores.outbox.settle([settlement(after, refused)])
    expect(await due(stores, clock())).toMatchObject([{ destination: { chatId: HOME - 1 } }])
  })

  test('a refusal and the news of its chat at the same time leave nothing parked', async () => {
    for (let round = 0; round < 20; round++) {
      await stores.outbox.enqueue([toChat(HOME - 10 - round, welcome)])
      const attempt = await head()
      await Promise.all([
        stores.outbox.settle([settlement(attempt, { kind: 'parked', reason: 'bot_removed' })]),
        stores.groups.setState(HOME - 10 - round, 'active', null, () => []),
      ])
      const again = await head()
      expect(again.id).toBe(attempt.id)
      await stores.outbox.settle([settlement(again, { kind: 'delivered' })])
    }
  })

  test('what is parked waits until its chat is heard of', async () => {
    await stores.outbox.enqueue([toChat(HOME, welcome), toChat(HOME, { kind: 'greeting' })])
    await stores.outbox.settle([settlement(await head(), { kind: 'parked', reason: 'bot_removed' })])
    await stores.outbox.settle([settlement(await head(), { kind: 'parked', reason: 'bot_removed' })])
    expect(await stores.outbox.nextAt()).toBeNull()
    const told = vi.fn<() => void>()
    stores.outbox.onEnqueued(told)
    await stores.groups.setState(HOME - 1, 'active', null, () => [])
    expect(told).not.toHaveBeenCalled()
    await stores.groups.setState(HOME, 'active', null, () => [])
    expect(told).toHaveBeenCalledTimes(1)
    expect(await drain(stores, clock())).toEqual([welcome, { kind: 'greeting' }])
  })

  test('listeners hear of commits that put something in, and of no others', async () => {
    const told = vi.fn<() => void>()
    const off = stores.outbox.onEnqueued(told)
    const { number } = await open(stores)
    await stores.outbox.enqueue([])
    await expect(
      stores.tickets.change(number, () => ({
        result: undefined,
        deliveries: () => {
          throw new Error('no')
        },
      })),
    ).rejects.toThrow('no')
    expect(told).not.toHaveBeenCalled()
    await stores.outbox.enqueue([card(1), toStaff(2, receipt(1))])
    expect(told).toHaveBeenCalledTimes(1)
    await write(stores, number, {}, undefined, [card(number)])
    expect(told).toHaveBeenCalledTimes(2)
    off()
    await stores.outbox.enqueue([card(9)])
    expect(told).toHaveBeenCalledTimes(2)
  })

  describe('cards', () => {
    test('waiting ones of one ticket and room are one', async () => {
      await Promise.all(Array.from({ length: 10 }, () => stores.outbox.enqueue([card(1), card(2)])))
      await stores.outbox.enqueue([toChat(HOME, { kind: 'card', room: 'customer' }, 1)])
      const heads = await due(stores, clock())
      expect(heads.map(({ destination, revision }) => [destination.kind, revision])).toEqual([
        ['staff', 10],
        ['staff', 10],
        ['chat', 1],
      ])
    })

    test('a change while it is sent is sent too', async () => {
      await stores.outbox.enqueue([card(1)])
      await stores.outbox.settle([settlement(await head(), wait, { runAt: clock() })])
      const sending = await head()
      await stores.outbox.enqueue([card(1)])
      await stores.outbox.settle([settlement(sending, delivered)])
      const again = await head()
      expect(again).toMatchObject({ id: sending.id, revision: 2, attempts: 0 })
      await stores.outbox.settle([settlement(again, delivered)])
      expect(await due(stores, clock())).toEqual([])
    })

    test.each([
      ['a retry', wait],
      ['a failure', { kind: 'failed', reason: 'refused' }],
      ['a parking', { kind: 'parked', reason: 'bot_removed' }],
    ] as const)('%s of what was sent before a change does not hold the change', async (_name, outcome) => {
      await stores.outbox.enqueue([card(1)])
      const sending = await head()
      await stores.outbox.enqueue([card(1)])
      await stores.outbox.settle([settlement(sending, outcome, { runAt: later(1_000) })])
      expect(await head()).toMatchObject({ id: sending.id, revision: 2, attempts: 0 })
    })

    test('a new change makes a waiting or parked one due, and a later one delays nothing', async () => {
      await stores.outbox.enqueue([card(1)])
      await stores.outbox.settle([settlement(await head(), wait, { runAt: later(60_000) })])
      await stores.outbox.enqueue([card(1, later(90_000))])
      expect(await stores.outbox.nextAt()).toEqual(later(60_000))
      await stores.outbox.enqueue([card(1)])
      await stores.outbox.settle([settlement(await head(), { kind: 'parked', reason: 'bot_removed' })])
      expect(await due(stores, clock())).toEqual([])
      await stores.outbox.enqueue([card(1)])
      expect(await head()).toMatchObject({ payload: { kind: 'card' } })
    })

    test('changes and sendings that race end with the last change sent', async () => {
      for (let round = 0; round < 10; round++) {
        await stores.outbox.enqueue([card(1)])
        const sending = await head()
        await Promise.all([
          stores.outbox.enqueue([card(1)]),
          stores.outbox.settle([settlement(sending, delivered)]),
        ])
        expect(await drain(stores, clock())).toHaveLength(1)
      }
    })
  })

  describe('the SMS of a ticket', () => {
    const sms = (localId: number, runAt: Date): NewDelivery => ({
      destination: { kind: 'sms', ticketNumber: 3 },
      ticketNumber: 3,
      payload: { kind: 'sms', status: localId % 2 === 0 ? 'closed' : 'in_progress', localId },
      runAt,
    })

    test('that waits is one: the last one, when the first was due', async () => {
      await stores.outbox.enqueue([sms(1, later(60_000))])
      const first = later(60_000)
      clock.pass(30_000)
      await stores.outbox.enqueue([sms(2, later(60_000))])
      expect(await stores.outbox.nextAt()).toEqual(first)
      clock.pass(30_000)
      expect(await drain(stores, clock())).toEqual([{ kind: 'sms', status: 'closed', localId: 2 }])
    })

    test('that is being sent, or was tried in vain, gives its place to one that begins anew', async () => {
      await stores.outbox.enqueue([sms(1, clock())])
      const sending = await head()
      clock.pass(1_000)
      await stores.outbox.enqueue([sms(2, later(60_000))])
      await stores.outbox.settle([settlement(sending, wait, { runAt: later(5_000) })])
      expect(await stores.outbox.nextAt()).toEqual(later(60_000))
      clock.pass(60_000)
      const second = await head()
      expect(second).toMatchObject({ attempts: 0, createdAt: later(-60_000), payload: { localId: 2 } })
      await stores.outbox.settle([settlement(second, wait, { runAt: later(300_000) })])
      await stores.outbox.enqueue([sms(3, later(60_000))])
      expect(await stores.outbox.nextAt()).toEqual(later(60_000))
      clock.pass(60_000)
      expect(await head()).toMatchObject({ attempts: 0, payload: { localId: 3 } })
    })
  })

  test('a budget of SMS counts for a day, for all its keys or for none', async () => {
    const limits = { ticket: 2, number: 3, day: 5 }
    const spend = async (ticket: string, number: string, day = '2026-11-27') => {
      const refusal = await stores.smsBudget.spend(day, { ticket, number, day }, limits)
      return refusal && [refusal.scope, refusal.limit, refusal.isFirst]
    }
    expect(await Promise.all([spend('1', 'a'), spend('1', 'a')])).toEqual([null, null])
    expect(await spend('1', 'a')).toEqual(['ticket', 2, true])
    expect(await spend('1', 'a')).toEqual(['ticket', 2, false])
    expect(await spend('2', 'a')).toBeNull()
    expect(await spend('2', 'a')).toEqual(['number', 3, true])
    expect(await spend('2', 'b')).toBeNull()
    expect(await spend('3', 'c')).toBeNull()
    expect(await spend('4', 'd')).toEqual(['day', 5, true])
    expect(await spend('5', 'e')).toEqual(['day', 5, false])
    expect(await spend('1', 'a', '2026-11-28')).toBeNull()
    expect(await spend('1', 'a')).toBeNull()
  })

  test('settling writes all that follows', async () => {
    const { number } = await open(stores)
    const id = await write(stores, number, buildMessage({ author: NIMA }), from(1), ({ messageId }) => [
      toChat(HOME, { kind: 'message', room: 'customer', messageId }, number),
    ])
    const until = later(40_000)
    await stores.outbox.settle([
      settlement(await head(), wait, {
        runAt: until,
        message: { id, delivery: { state: 'queued', until, reason: null } },
      }),
    ])
    expect((await stores.tickets.message(id))?.delivery).toEqual({ state: 'queued', until, reason: null })
    clock.pass(40_000)
    const links = [2, 3].map((messageId) => ({
      chatId: HOME,
      messageId,
      ticketNumber: number,
      storedId: id,
      role: 'copy' as const,
    }))
    await stores.outbox.settle([
      settlement(await head(), delivered, {
        links,
        message: { id, delivery: { state: 'sent', until: null, reason: null } },
        next: [toStaff(number, receipt(id))],
      }),
    ])
    expect((await stores.tickets.message(id))?.delivery).toEqual({ state: 'sent', until: null, reason: null })
    expect((await stores.links.ofMessage(id)).map(({ messageId, role }) => [messageId, role])).toEqual([
      [1, 'source'],
      [2, 'copy'],
      [3, 'copy'],
    ])
    expect(await drain(stores, clock())).toEqual([receipt(id)])
  })

  test('why an SMS was refused stands on the ticket until one is taken', async () => {
    const { number } = await open(stores)
    const sms = {
      destination: { kind: 'sms', ticketNumber: number },
      ticketNumber: number,
      payload: { kind: 'sms', status: 'closed', localId: 1 },
    } as const
    const failure = async (smsFailure: string | null | undefined) => {
      await stores.outbox.enqueue([sms])
      await stores.outbox.settle([
        settlement(await head(), delivered, smsFailure === undefined ? {} : { smsFailure }),
      ])
      return (await stores.tickets.get(number))?.smsFailure
    }
    expect(await failure('418')).toBe('418')
    expect(await failure(undefined)).toBe('418')
    expect(await failure(null)).toBeNull()
  })

  test('a batch is settled whole or not at all', async () => {
    const { number } = await open(stores)
    await stores.outbox.enqueue([toStaff(1, receipt(1)), toStaff(2, receipt(2))])
    const heads = await due(stores, clock())
    const told = vi.fn<() => void>()
    stores.outbox.onEnqueued(told)
    const broken = { ...toStaff(number, receipt(1)), destination: null } as never
    await expect(
      stores.outbox.settle(
        heads.map((each, index) =>
          settlement(each, delivered, { next: [index === 1 ? broken : toStaff(3, receipt(3))] }),
        ),
      ),
    ).rejects.toThrow(/null/i)
    expect(await due(stores, clock())).toEqual(heads)
    expect(told).not.toHaveBeenCalled()
  })
})

describe.each(databases())('attempts that were begun on $name', (database) => {
  const RESET = { kind: 'retry', reason: 'reset' } as const

  async function begin() {
    const clock = createClock()
    const { stores } = await database.open({ clock })
    await stores.outbox.enqueue([toChat(HOME, welcome), toChat(HOME - 1, welcome)])
    const [first, other] = await due(stores, clock())
    if (!first || !other) throw new Error('Nothing is due.')
    await stores.outbox.begin([{ delivery: first, after: 2 ** 33, joinedTo: null }])
    return { ...stores, clock, first, since: clock() }
  }

  test('are known again by whoever comes next, with what was known in the chat', async () => {
    const { outbox, clock, first, since } = await begin()
    const doubt = { since, after: 2 ** 33, joinedTo: null }
    expect(first.doubt).toBeNull()
    expect(await outbox.begun()).toEqual([{ delivery: { ...first, doubt }, runAt: since }])
    clock.pass(1_000)
    const [again] = await due({ outbox }, clock())
    expect(again?.doubt).toEqual(doubt)
    await outbox.begin([{ delivery: first, after: 2 ** 34, joinedTo: first.id }])
    expect((await outbox.begun()).map(({ delivery }) => delivery.doubt)).toEqual([doubt])
  })

  test('as one post know the post they were part of', async () => {
    const { outbox, first } = await begin()
    const [, other] = await due({ outbox }, first.createdAt)
    if (!other) throw new Error('Nothing else is due.')
    await outbox.begin([{ delivery: other, after: 1, joinedTo: first.id }])
    const joined = (await outbox.begun()).map(({ delivery }) => delivery.doubt?.joinedTo)
    expect(joined).toEqual([null, first.id])
    await outbox.settle([settlement(other, RESET, { runAt: first.createdAt })])
    const [, again] = await due({ outbox }, first.createdAt)
    expect(again?.doubt).toBeNull()
    await outbox.begin([{ delivery: other, after: 1, joinedTo: null }])
    expect((await outbox.begun())[1]?.delivery.doubt?.joinedTo).toBeNull()
  })

  test.each([
    ['delivered', delivered, 0],
    ['refused', { kind: 'failed', reason: 'refused' }, 0],
    ['not taken', RESET, 0],
    ['answered by nobody', { ...RESET, isUnclear: true }, 1],
  ] as const)('and %s leave no doubt where the end is known', async (_name, outcome, left) => {
    const { outbox, first, since } = await begin()
    const runAt = outcome.kind === 'retry' ? since : null
    await outbox.settle([settlement(first, outcome, { runAt })])
    expect(await outbox.begun()).toHaveLength(left)
  })

  test('stay in doubt until they are delivered', async () => {
    const { outbox, clock } = await begin()
    for (const outcome of [RESET, { kind: 'parked', reason: 'bot_removed' }] as const) {
      const [{ delivery } = {}] = await outbox.begun()
      if (!delivery) throw new Error('Nothing is in doubt.')
      await outbox.settle([
        settlement(delivery, outcome, { runAt: outcome.kind === 'retry' ? clock() : null }),
      ])
    }
    // What is parked waits for nothing but its chat.
    expect(await outbox.begun()).toEqual([])
  })
})

describe.each(databases())('links on $name', (database) => {
  test('the same pair again is fine, and the last word counts', async () => {
    const { stores } = await database.open()
    const link = { chatId: HOME, messageId: 2 ** 31, ticketNumber: 1, storedId: 4, role: 'copy' } as const
    await stores.links.add([link, link])
    await Promise.all([stores.links.add([link]), stores.links.add([link])])
    expect(await stores.links.find(HOME, 2 ** 31)).toEqual(link)
    await stores.links.add([{ ...link, ticketNumber: 2, storedId: null, role: 'notice' }])
    expect(await stores.links.find(HOME, 2 ** 31)).toEqual({
      ...link,
      ticketNumber: 2,
      storedId: null,
      role: 'notice',
    })
    expect(await stores.links.ofMessage(4)).toEqual([])
    expect(await stores.links.find(HOME, 1)).toBeNull()
  })

  test('a joined post is found by each message it carries, and forgets them when its id comes again', async () => {
    const { stores } = await database.open()
    const post = { chatId: HOME, messageId: 7, ticketNumber: 1, storedId: null, role: 'copy' } as const
    const source = { ...post, messageId: 9, storedId: 5, role: 'source' } as const
    await stores.links.add([source, { ...post, parts: [6, 5] }])
    expect(await stores.links.find(HOME, 7)).toEqual(post)
    expect(await stores.links.partsOf(HOME, 7)).toEqual([6, 5])
    expect(await stores.links.ofMessage(5)).toEqual([post, source])
    expect(await stores.links.ofMessage(6)).toEqual([post])
    await stores.links.add([{ ...post, storedId: 8 }])
    expect(await stores.links.partsOf(HOME, 7)).toEqual([])
    expect(await stores.links.ofMessage(6)).toEqual([])
    await stores.links.add([{ ...post, parts: [6] }])
    await stores.links.remove(HOME, 7)
    expect(await stores.links.ofMessage(6)).toEqual([])
  })

  test('a place is found by its room and by its topic', async () => {
    const { stores } = await database.open()
    const place = {
      ticketNumber: 3,
      room: 'staff',
      chatId: HOME,
      threadId: 12,
      cardMessageId: null,
      topicName: 'KT-3',
      topicClosed: false,
    } as const
    await stores.links.savePlace(place)
    await stores.links.savePlace({ ...place, cardMessageId: 13, topicClosed: true })
    expect(await stores.links.place(3, 'staff')).toEqual({ ...place, cardMessageId: 13, topicClosed: true })
    expect(await stores.links.place(3, 'customer')).toBeNull()
    expect(await stores.links.ticketOfThread(HOME, 12)).toBe(3)
    expect(await stores.links.ticketOfThread(HOME, 13)).toBeNull()
  })
})
