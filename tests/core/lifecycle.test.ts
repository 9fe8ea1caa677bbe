import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../core/foundation/actor.ts'
import { type LifecycleEvent, transition } from '../../core/tickets/lifecycle.ts'
import { move } from '../../core/tickets/move.ts'
import { STATUSES, type Status, type Ticket } from '../../core/tickets/ticket.ts'
import { AGENT, buildTicket, LATER, MEMBER, PANEL, START, SYSTEM } from './_world.ts'

const EVENTS = ['take', 'agent_message', 'customer_message', 'no_reply', 'close', 'reopen'] as const

/** The status after each event, from awaiting_response, in_progress, awaiting_customer and closed; null is refused. */
const RULES = {
  take: ['in_progress', null, 'in_progress', null],
  agent_message: ['awaiting_customer', 'awaiting_customer', 'awaiting_customer', 'awaiting_customer'],
  customer_message: ['awaiting_response', 'in_progress', 'awaiting_response', 'awaiting_response'],
  no_reply: [null, null, 'closed', null],
  close: ['closed', 'closed', 'closed', null],
  reopen: [null, null, null, 'awaiting_response'],
} satisfies Record<LifecycleEvent, (Status | null)[]>

const rows = EVENTS.flatMap((event) =>
  STATUSES.map((status, index) => [event, status, RULES[event][index] ?? null] as const),
)

describe('the lifecycle', () => {
  test.each(rows)('%s on %s leads to %s', (event, status, to) => {
    expect(transition(status, event)).toBe(to)
  })

  test.each(rows)('%s on %s moves a ticket to %s, or leaves it alone', (event, status, to) => {
    const moved = move(buildTicket({ status }), event, AGENT, LATER)
    expect(moved?.ticket.status ?? null).toBe(to)
    expect(moved?.history ?? null).toEqual(
      to === null || to === status ? null : expect.objectContaining({ from: status, to, at: LATER }),
    )
  })
})

describe('a move', () => {
  const assignee = { telegramId: 8, name: 'Nima' }
  const after = (ticket: Partial<Ticket>, event: LifecycleEvent, actor: Actor = AGENT) =>
    move(buildTicket(ticket), event, actor, LATER)?.ticket

  test('dates a closing and undates a reopening', () => {
    expect(after({}, 'close')).toMatchObject({ closedAt: LATER, updatedAt: LATER })
    expect(after({ status: 'closed', closedAt: START }, 'reopen')).toMatchObject({
      closedAt: null,
      updatedAt: LATER,
    })
    expect(after({ status: 'closed', closedAt: START }, 'customer_message')).toMatchObject({ closedAt: null })
    expect(after({ status: 'closed', closedAt: START }, 'agent_message')).toMatchObject({ closedAt: null })
  })

  test('stops the closing clock with whatever answers the agent, and leaves it with what does not', () => {
    const waiting = { status: 'awaiting_customer', autoCloseAt: START } as const
    for (const event of ['customer_message', 'take', 'close', 'no_reply'] as const) {
      expect(after(waiting, event)?.autoCloseAt).toBeNull()
    }
    expect(after(waiting, 'agent_message')?.autoCloseAt).toEqual(START)
  })

  test('queues a reopened ticket without its assignee, and keeps the assignee otherwise', () => {
    expect(after({ status: 'closed', assignee }, 'reopen')?.assignee).toBeNull()
    expect(after({ status: 'closed', assignee }, 'customer_message')?.assignee).toBeNull()
    expect(after({ status: 'closed', assignee }, 'agent_message')?.assignee).toEqual(assignee)
    expect(after({ status: 'awaiting_customer', assignee }, 'customer_message')?.assignee).toEqual(assignee)
    expect(after({ status: 'in_progress', assignee }, 'close')?.assignee).toEqual(assignee)
  })

  test.each([
    ['take', AGENT, 'awaiting_response', 'taken'],
    ['close', AGENT, 'in_progress', 'closed_by_agent'],
    ['close', MEMBER, 'in_progress', 'closed_by_customer'],
    ['close', PANEL, 'in_progress', 'closed_by_customer'],
    ['reopen', AGENT, 'closed', 'reopened_by_agent'],
    ['reopen', PANEL, 'closed', 'reopened_by_customer'],
    ['agent_message', AGENT, 'in_progress', 'agent_message'],
    ['customer_message', MEMBER, 'closed', 'customer_message'],
    ['no_reply', SYSTEM, 'awaiting_customer', 'no_reply'],
  ] as const)('by %s of %o on %s is told as %s', (event, actor, status, cause) => {
    const { history } = move(buildTicket({ status }), event, actor, LATER) ?? {}
    expect(history).toMatchObject({ cause, by: { name: actor.kind === 'system' ? '' : actor.name } })
  })

  test('any row of events keeps the dates true and the history whole', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
        let ticket = buildTicket()
        let status: Status = ticket.status
        for (const [index, event] of events.entries()) {
          const now = new Date(START.getTime() + index * 1_000)
          const moved = move(ticket, event, AGENT, now)
          if (!moved) continue
          ticket = moved.ticket
          if (moved.history) {
            expect(moved.history.from).toBe(status)
            status = moved.history.to
          }
          expect(ticket.status).toBe(status)
          expect(ticket.updatedAt).toEqual(now)
          expect(ticket.closedAt !== null).toBe(status === 'closed')
          if (status !== 'awaiting_customer') expect(ticket.autoCloseAt).toBeNull()
        }
      }),
    )
  })
})
