import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Payload } from '../../core/deliveries/delivery.ts'
import { type Urgency, URGENCY, urgencyOf, yields } from '../../core/deliveries/urgency.ts'
import { type Head, headOf, type Waiting } from '../../core/deliveries/waiting.ts'
import { createHeap } from '../../core/sending/heap.ts'
import { createQueue } from '../../core/sending/queue.ts'

const START = 1_000_000

function waiting(id: number, given: Partial<Waiting> = {}): Waiting {
  return {
    id,
    lane: `staff:${id}`,
    destination: { kind: 'staff', ticketNumber: id },
    kind: 'message',
    urgency: URGENCY.usual,
    organizationId: 'testco',
    hasCard: true,
    isBegun: false,
    runAt: new Date(START),
    ...given,
  }
}

function head(id: number, given: Partial<Head> = {}): Head {
  return {
    ...waiting(id, given),
    laneUrgency: given.laneUrgency ?? given.urgency ?? URGENCY.usual,
    followers: [],
  }
}

const toChat = (id: number, given: Partial<Head> = {}) =>
  head(id, { lane: `chat:${-id}`, destination: { kind: 'chat', chatId: -id }, ...given })

function all(queue: ReturnType<typeof createQueue>, now = START): number[] {
  const ids: number[] = []
  for (let next = queue.next(now); next; next = queue.next(now)) ids.push(next.id)
  return ids
}

function queueOf(...heads: readonly Head[]) {
  const queue = createQueue()
  for (const each of heads) queue.put(each)
  return queue
}

describe('the urgency of a delivery', () => {
  const customer = { room: 'customer', messageId: 1 } as const
  const staff = { room: 'staff', messageId: 1 } as const
  const closed = { kind: 'closed', by: 'agent', name: '' } as const
  const table: [Payload, Partial<Parameters<typeof urgencyOf>[0]>, keyof typeof URGENCY][] = [
    [{ kind: 'welcome' }, {}, 'awaited'],
    [{ kind: 'greeting' }, {}, 'awaited'],
    [{ kind: 'message', ...customer }, {}, 'answer'],
    [{ kind: 'edit', ...customer }, {}, 'answer'],
    [{ kind: 'notice', room: 'customer', notice: closed }, {}, 'answer'],
    [{ kind: 'card', room: 'staff' }, { hasCard: false, priority: 'critical' }, 'pressing'],
    [{ kind: 'card', room: 'staff' }, { hasCard: false, priority: 'urgent' }, 'pressing'],
    [{ kind: 'card', room: 'staff' }, { hasCard: false, priority: 'high' }, 'usual'],
    [{ kind: 'files', room: 'staff' }, { priority: 'critical' }, 'pressing'],
    [{ kind: 'message', ...staff }, { priority: 'low' }, 'usual'],
    [{ kind: 'message', ...staff }, { priority: 'critical' }, 'pressing'],
    [{ kind: 'notice', room: 'staff', notice: closed }, { priority: 'critical' }, 'notice'],
    [{ kind: 'delete', messageId: 1 }, {}, 'notice'],
    [{ kind: 'card', room: 'staff' }, { hasCard: true, priority: 'critical' }, 'state'],
    [{ kind: 'receipt', messageId: 1 }, {}, 'state'],
  ]
  test.each(table)('%o %o', (payload, about, expected) => {
    expect(urgencyOf({ payload, priority: 'normal', hasCard: true, ...about })).toBe(URGENCY[expected])
  })

  test('cards, receipts and notices leave the last places to others', () => {
    const { notice, state, ...others } = URGENCY
    expect([notice, state].map(yields)).toEqual([true, true])
    expect(Object.values(others).map(yields)).not.toContain(true)
  })
})

describe('the head of a lane', () => {
  test('is its oldest, and what waits behind it presses, too', () => {
    expect(headOf([waiting(1), waiting(2, { urgency: URGENCY.answer })])).toMatchObject({
      id: 1,
      laneUrgency: 2,
    })
    expect(headOf([])).toBeNull()
  })

  test('is nothing that shows a state while something is to be said', () => {
    const state = waiting(1, { urgency: URGENCY.state })
    expect(headOf([state, waiting(2)])).toMatchObject({ id: 2 })
    expect(headOf([state])).toMatchObject({ id: 1 })
    expect(headOf([waiting(1), { ...state, id: 2, isBegun: true }])).toMatchObject({ id: 2 })
  })
})

describe('the queue', () => {
  test('goes by urgency, whatever came first', () => {
    const urgencies: Urgency[] = [6, 4, 2, 5, 1, 3]
    const queue = queueOf(...urgencies.map((urgency, at) => head(at + 1, { urgency, kind: 'message' })))
    expect(all(queue)).toEqual([5, 3, 6, 2, 4, 1])
  })

  test('lets organizations take turns, each with its oldest', () => {
    const flood = Array.from({ length: 1_000 }, (_, at) => head(at + 1))
    const queue = queueOf(
      ...flood,
      head(2_001, { organizationId: 'a' }),
      head(2_000, { organizationId: 'a' }),
    )
    expect(all(queue).slice(0, 5)).toEqual([1, 2_000, 2, 2_001, 3])
  })

  test('lets the staff group and the chats take turns', () => {
    const queue = queueOf(head(1), head(2), toChat(3), toChat(4))
    expect(all(queue)).toEqual([1, 3, 2, 4])
  })

  test('holds the staff group as a whole, and of it only what goes the same way', () => {
    const queue = queueOf(
      head(1),
      head(2),
      head(3, { kind: 'notice', urgency: URGENCY.notice }),
      head(4, { kind: 'card', urgency: URGENCY.state }),
      toChat(5),
    )
    const first = queue.next(START)
    if (!first) throw new Error('Nothing is due.')
    queue.close(first, START + 700)
    expect(all(queue)).toEqual([5, 4])
    expect(queue.nextAt(START)).toBe(START + 700)
    expect(all(queue, START + 699)).toEqual([])
    expect(all(queue, START + 700)).toEqual([1, 2, 3])
  })

  test('keeps what yields from the last places, and no other', () => {
    const queue = queueOf(head(1, { kind: 'notice', urgency: URGENCY.notice }), head(2))
    queue.close(head(1, { kind: 'notice', urgency: URGENCY.notice }), START + 9_000)
    expect(all(queue)).toEqual([2])
    expect(queue.nextAt(START)).toBe(START + 9_000)
  })

  test('holds a chat by itself', () => {
    const queue = queueOf(toChat(1), toChat(2))
    queue.close(toChat(1), START + 700)
    expect(all(queue)).toEqual([2])
    expect(queue.nextAt(START)).toBe(START + 700)
    expect(all(queue, START + 700)).toEqual([1])
  })

  test('lets nothing but SMS out while Telegram is closed', () => {
    const sms = head(3, { lane: 'sms:3', kind: 'sms', destination: { kind: 'sms', ticketNumber: 3 } })
    const queue = queueOf(head(1), toChat(2), sms)
    queue.closeTelegram(START + 300)
    expect(all(queue)).toEqual([3])
    expect(queue.nextAt(START)).toBe(START + 300)
  })

  test('waits for what is due later, to the millisecond', () => {
    const queue = queueOf(
      head(1, { runAt: new Date(START + 5_001) }),
      head(2, { runAt: new Date(START + 42) }),
    )
    expect(all(queue)).toEqual([])
    expect(queue.nextAt(START)).toBe(START + 42)
    expect(all(queue, START + 42)).toEqual([2])
    expect(queue.nextAt(START + 42)).toBe(START + 5_001)
    expect(queueOf().nextAt(START)).toBeNull()
  })

  test('puts a lane anew where it has changed, and forgets one that is gone', () => {
    const queue = queueOf(head(1), head(2))
    queue.put({ ...head(2), urgency: URGENCY.answer, laneUrgency: URGENCY.answer })
    queue.remove('staff:1')
    expect(all(queue)).toEqual([2])
  })

  test('gives a lane out of turn where it is asked for, once', () => {
    const queue = queueOf(head(1), head(2), head(3, { runAt: new Date(START + 1) }))
    expect(queue.claim('staff:2', START)?.id).toBe(2)
    expect(queue.claim('staff:2', START)).toBeNull()
    expect(queue.claim('staff:3', START)).toBeNull()
    expect(all(queue)).toEqual([1])
  })

  test('takes no longer for a step where ten times as much waits', () => {
    const costOf = (lanes: number): number => {
      const queue = queueOf(
        ...Array.from({ length: lanes }, (_, at) => head(at + 1, { organizationId: `${at % 50}` })),
      )
      let best = Infinity
      for (let round = 0; round < 20; round++) {
        const from = performance.now()
        for (let step = 0; step < 50; step++) {
          const next = queue.next(START)
          if (next) queue.close(next, START)
        }
        best = Math.min(best, performance.now() - from)
      }
      return best
    }
    costOf(1_000)
    expect(costOf(50_000)).toBeLessThan(3 * costOf(5_000) + 1)
  })
})

test('a heap gives back in order what it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = createHeap((each: number) => each)
      for (const each of numbers) heap.push(each)
      expect(numbers.map(() => heap.pop())).toEqual(numbers.toSorted((a, b) => a - b))
      expect(heap.pop()).toBeUndefined()
    }),
  )
})
