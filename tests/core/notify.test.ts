import { describe, expect, test } from 'vitest'
import type { Actor } from '../../core/foundation/actor.ts'
import { afterMove, cards, toRoom } from '../../core/policies/notify.ts'
import type { LifecycleEvent } from '../../core/tickets/lifecycle.ts'
import { move } from '../../core/tickets/move.ts'
import type { Status, Ticket } from '../../core/tickets/ticket.ts'
import { AGENT, buildTicket, HOME, inShort, LATER, MEMBER, PANEL, SYSTEM } from './_world.ts'

function heard(status: Status, event: LifecycleEvent, actor: Actor, ticket: Partial<Ticket> = {}) {
  const moved = move(buildTicket({ ...ticket, status }), event, actor, LATER)
  if (!moved) throw new Error(`${event} is refused on ${status}.`)
  return afterMove(moved, actor, { localId: 77, settleMs: 60_000 })
}

describe('who hears of a change of status', () => {
  const BOTH = ['staff card', 'chat card']

  test.each([
    ['awaiting_response', 'take', AGENT, [...BOTH, 'sms in_progress']],
    ['in_progress', 'agent_message', AGENT, [...BOTH, 'sms awaiting_customer']],
    ['awaiting_customer', 'customer_message', MEMBER, [...BOTH, 'sms awaiting_response']],
    ['closed', 'customer_message', MEMBER, ['staff notice reopened', ...BOTH, 'sms awaiting_response']],
    ['closed', 'agent_message', AGENT, [...BOTH, 'sms awaiting_customer']],
    ['in_progress', 'close', AGENT, ['chat notice closed', ...BOTH, 'sms closed']],
    ['in_progress', 'close', MEMBER, ['staff notice closed', ...BOTH, 'sms closed']],
    ['in_progress', 'close', PANEL, ['staff notice closed', 'chat notice closed', ...BOTH, 'sms closed']],
    [
      'awaiting_customer',
      'no_reply',
      SYSTEM,
      ['staff notice closed', 'chat notice closed', ...BOTH, 'sms closed'],
    ],
    ['closed', 'reopen', AGENT, [...BOTH, 'sms awaiting_response']],
    ['closed', 'reopen', MEMBER, ['staff notice reopened', ...BOTH, 'sms awaiting_response']],
    ['closed', 'reopen', PANEL, ['staff notice reopened', ...BOTH, 'sms awaiting_response']],
  ] as const)('%s, %s by %o: %j', (status, event, actor, expected) => {
    expect(heard(status, event, actor).map(inShort)).toEqual(expected)
  })

  test.each([
    ['awaiting_response', 'customer_message', MEMBER],
    ['in_progress', 'customer_message', PANEL],
    ['awaiting_customer', 'agent_message', AGENT],
  ] as const)('nobody when %s stays after %s by %o', (status, event, actor) => {
    expect(heard(status, event, actor)).toEqual([])
  })

  test('a ticket without a home has nobody there to tell', () => {
    expect(heard('in_progress', 'close', AGENT, { home: null }).map(inShort)).toEqual([
      'staff card',
      'sms closed',
    ])
    expect(cards(buildTicket({ home: null })).map(inShort)).toEqual(['staff card'])
    expect(toRoom(buildTicket({ home: null }), { kind: 'card', room: 'customer' })).toEqual([])
  })

  test('a notice names who did it; time has no name', () => {
    const notices = (actor: Actor, event: LifecycleEvent, status: Status) =>
      heard(status, event, actor).flatMap(({ payload }) =>
        payload.kind === 'notice' ? [payload.notice] : [],
      )
    expect(notices(AGENT, 'close', 'in_progress')).toEqual([{ kind: 'closed', by: 'agent', name: 'Nima' }])
    expect(notices(MEMBER, 'close', 'in_progress')).toEqual([{ kind: 'closed', by: 'customer', name: 'Ali' }])
    expect(notices(SYSTEM, 'no_reply', 'awaiting_customer')[0]).toEqual({
      kind: 'closed',
      by: 'time',
      name: '',
    })
    expect(notices(PANEL, 'reopen', 'closed')).toEqual([{ kind: 'reopened', by: 'customer', name: 'Sara' }])
  })

  test('each goes to its own place, and the SMS under its own number', () => {
    const deliveries = heard('in_progress', 'close', PANEL)
    expect(deliveries.every(({ ticketNumber }) => ticketNumber === 12)).toBe(true)
    expect(deliveries.find(({ payload }) => payload.kind === 'sms')).toMatchObject({
      destination: { kind: 'sms', ticketNumber: 12 },
      payload: { localId: 77 },
      runAt: new Date(LATER.getTime() + 60_000),
    })
    expect(deliveries.find(({ destination }) => destination.kind === 'chat')?.destination).toEqual({
      kind: 'chat',
      chatId: HOME,
    })
  })
})
