import { describe, expect, test } from 'vitest'
import type { Sent } from '../../core/deliveries/channel.ts'
import type { Delivery } from '../../core/deliveries/delivery.ts'
import { URGENCY } from '../../core/deliveries/urgency.ts'
import { type Head, headOf, type Waiting } from '../../core/deliveries/waiting.ts'
import { beginningsOf, createJoins } from '../../core/sending/joins.ts'
import { buildDelivery } from './_world.ts'

const NOW = 1_000_000

function waiting(id: number, given: Partial<Waiting> = {}): Waiting {
  return {
    id,
    lane: 'staff:1',
    destination: { kind: 'staff', ticketNumber: 1 },
    kind: 'message',
    urgency: URGENCY.usual,
    organizationId: 'testco',
    hasCard: true,
    isBegun: false,
    runAt: new Date(NOW),
    ...given,
  }
}

function lane(...given: Waiting[]): Head {
  const head = headOf(given)
  if (!head) throw new Error('The lane is empty.')
  return head
}

function message(id: number, given: Partial<Delivery> = {}): Delivery {
  return buildDelivery(
    { kind: 'message', room: 'staff', messageId: id },
    { id, ticketNumber: 1, destination: { kind: 'staff', ticketNumber: 1 }, ...given },
  )
}

const begun = (id: number, joinedTo: number | null) =>
  message(id, { doubt: { since: new Date(NOW), after: 0, joinedTo } })

/** `left` places in every chat, and `fit` messages in a post. */
const joinsWith = (left: number, fit = 20) =>
  createJoins({ placesLeft: () => left, fitting: (given) => Promise.resolve(Math.min(fit, given.length)) })

const idsOf = (post: readonly Delivery[]) => post.map(({ id }) => id)

describe('what may go with the head of a lane', () => {
  const [first, second, third] = [waiting(1), waiting(2), waiting(3)]
  const card = waiting(2, { kind: 'card', urgency: URGENCY.state })
  const edit = waiting(2, { kind: 'edit' })
  const later = waiting(2, { runAt: new Date(NOW + 1) })

  test.each([
    ['nothing where each has a place', 2, [first, second, third], []],
    ['all where one is missing', 1, [first, second, third], [2, 3]],
    ['what stands behind a state to show', 0, [first, card, third], [3]],
    ['nothing behind something else that is said', 0, [first, edit, third], []],
    ['nothing that is not due', 0, [first, later, third], []],
    ['nothing with what is no message', 0, [waiting(1, { kind: 'notice' }), second], []],
    ['all with one in doubt', 9, [waiting(1, { isBegun: true }), second], [2]],
  ] as const)('%s', (_name, left, given, expected) => {
    expect(joinsWith(left).behind(lane(...given), NOW)).toEqual(expected)
  })

  test('all that had to wait, and not what came once there was room again', () => {
    const joins = joinsWith(9)
    joins.closed(waiting(7, { lane: 'staff:7' }), NOW)
    expect(joins.behind(lane(first, second), NOW)).toEqual([2])
    const fresh = { runAt: new Date(NOW + 1) }
    expect(joins.behind(lane(waiting(1, fresh), waiting(2, fresh)), NOW + 1)).toEqual([])
    const elsewhere = { lane: 'chat:-5', destination: { kind: 'chat', chatId: -5 } } as const
    expect(joins.behind(lane(waiting(1, elsewhere), waiting(2, elsewhere)), NOW)).toEqual([])
  })

  test('nothing where only what yields had to wait', () => {
    const joins = joinsWith(9)
    joins.closed(waiting(7, { kind: 'notice', urgency: URGENCY.notice }), NOW)
    expect(joins.behind(lane(first, second), NOW)).toEqual([])
  })
})

describe('a post', () => {
  const otherTicket = message(3, { ticketNumber: 2 })
  const otherRoom = { ...message(3), payload: { kind: 'message', room: 'customer', messageId: 3 } } as const

  test.each([
    ['holds what fits', 2, message(1), [message(2), message(3)], [1, 2]],
    ['ends before another ticket', 9, message(1), [message(2), otherTicket, message(4)], [1, 2]],
    ['ends before another room', 9, message(1), [message(2), otherRoom, message(4)], [1, 2]],
    ['ends before what is in doubt', 9, message(1), [begun(2, null), message(3)], [1]],
    ['is made again as it was', 1, begun(1, 1), [begun(2, 1), message(3)], [1, 2]],
    ['goes alone again', 9, begun(1, null), [message(2)], [1]],
    ['falls apart after faults of ours', 9, message(1, { faults: 5 }), [message(2)], [1]],
    ['leaves out what has such faults', 9, message(1), [message(2, { faults: 5 })], [1]],
  ])('%s', async (_name, fit, first, behind, expected) => {
    expect(idsOf(await joinsWith(0, fit).postOf(first, behind))).toEqual(expected)
  })

  test('is noted with its first, one alone without', () => {
    expect(beginningsOf([message(1)], 7)).toMatchObject([{ after: 7, joinedTo: null }])
    expect(beginningsOf([message(1), message(2)], 7)).toMatchObject([{ joinedTo: 1 }, { joinedTo: 1 }])
  })

  test('that is refused goes out one by one, and may be joined again after that', async () => {
    const joins = joinsWith(0)
    const [first, second] = [message(1), message(2)]
    const refused: Sent = { outcome: { kind: 'failed', reason: 'refused' }, links: [] }
    expect(joins.sentOf([first, second], refused).map(({ outcome }) => outcome.kind)).toEqual([
      'retry',
      'retry',
    ])
    expect(idsOf(await joins.postOf(first, [second]))).toEqual([1])
    expect(joins.sentOf([first], refused)).toEqual([refused])
    expect(idsOf(await joins.postOf(message(3), [second]))).toEqual([3])
    joins.sentOf([second], refused)
    expect(idsOf(await joins.postOf(message(3), [second]))).toEqual([3, 2])
  })

  test('gives its one link to the first', () => {
    const link = {
      chatId: -1,
      messageId: 5,
      ticketNumber: 1,
      storedId: null,
      role: 'copy',
      parts: [1, 2],
    } as const
    const sent: Sent = { outcome: { kind: 'delivered' }, links: [link] }
    expect(
      joinsWith(0)
        .sentOf([message(1), message(2)], sent)
        .map(({ links }) => links),
    ).toEqual([[link], []])
  })
})
