import { type Actor, partyOf } from '../foundation/actor.ts'
import { transition, type LifecycleEvent } from './lifecycle.ts'
import type { Cause, HistoryEntry, Ticket } from './ticket.ts'

export interface Move {
  readonly ticket: Ticket
  /** The new history entry; null where the status did not change. */
  readonly history: HistoryEntry | null
}

/** Applies an event: the ticket after it with its dates kept true, or null where the lifecycle refuses it. */
export function move(ticket: Ticket, event: LifecycleEvent, actor: Actor, now: Date): Move | null {
  const to = transition(ticket.status, event)
  if (to === null) return null
  const next: Ticket = {
    ...ticket,
    status: to,
    assignee: ticket.status === 'closed' && to === 'awaiting_response' ? null : ticket.assignee,
    updatedAt: now,
    closedAt: to === 'closed' ? (ticket.closedAt ?? now) : null,
    autoCloseAt: to === 'awaiting_customer' ? ticket.autoCloseAt : null,
  }
  if (to === ticket.status) return { ticket: next, history: null }
  return {
    ticket: next,
    history: { at: now, from: ticket.status, to, by: partyOf(actor), cause: causeOf(event, actor) },
  }
}

function causeOf(event: LifecycleEvent, actor: Actor): Cause {
  const byAgent = actor.kind === 'agent'
  switch (event) {
    case 'take':
      return 'taken'
    case 'close':
      return byAgent ? 'closed_by_agent' : 'closed_by_customer'
    case 'reopen':
      return byAgent ? 'reopened_by_agent' : 'reopened_by_customer'
    case 'agent_message':
    case 'customer_message':
    case 'no_reply':
      return event
  }
}
