import type { Actor, AgentActor } from '../actor.ts'
import { DeskError } from '../errors.ts'
import { authorize } from '../policies/access.ts'
import { afterMove } from '../policies/notify.ts'
import type { Ports } from '../ports.ts'
import { move } from './move.ts'
import { formatReference, type Ticket } from './ticket.ts'

export type TakeTicket = (agent: AgentActor, number: number) => Promise<Ticket>
export type CloseTicket = (actor: Actor, number: number) => Promise<Ticket>
export type ReopenTicket = (actor: Actor, number: number) => Promise<Ticket>

/** Makes an agent the assignee and the ticket in progress. Throws `already_taken` (with the name) or `ticket_closed`. */
export function createTakeTicket({ tickets, randomId }: Ports): TakeTicket {
  return async (agent, number) => {
    const { ticket } = await tickets.change<void>(number, (found, now) => {
      authorize(agent, 'take_ticket', found.ticket)
      const moved = move(found.ticket, 'take', agent, now)
      if (!moved) throw refusal(found.ticket)
      const taken = {
        ...moved,
        ticket: { ...moved.ticket, assignee: { telegramId: agent.telegramId, name: agent.name } },
      }
      return { result: undefined, ...taken, deliveries: afterMove(taken, agent, randomId()) }
    })
    return ticket
  }
}

function refusal(ticket: Ticket): DeskError {
  const ref = formatReference(ticket.number)
  if (ticket.status === 'closed') return new DeskError('ticket_closed', { ref })
  return new DeskError('already_taken', { ref, name: ticket.assignee?.name ?? '' })
}

/** Closes an open ticket. Throws `ticket_closed` when somebody was faster. */
export function createCloseTicket(ports: Ports): CloseTicket {
  return (actor, number) => changeStatus(ports, actor, number, 'close')
}

/** Reopens a closed ticket. Throws `ticket_open` when it is open. */
export function createReopenTicket(ports: Ports): ReopenTicket {
  return (actor, number) => changeStatus(ports, actor, number, 'reopen')
}

async function changeStatus(
  { tickets, randomId }: Ports,
  actor: Actor,
  number: number,
  event: 'close' | 'reopen',
): Promise<Ticket> {
  const { ticket } = await tickets.change<void>(number, (found, now) => {
    authorize(actor, event === 'close' ? 'close_ticket' : 'reopen_ticket', found.ticket)
    const moved = move(found.ticket, event, actor, now)
    if (!moved)
      throw new DeskError(event === 'close' ? 'ticket_closed' : 'ticket_open', {
        ref: formatReference(number),
      })
    return { result: undefined, ...moved, deliveries: afterMove(moved, actor, randomId()) }
  })
  return ticket
}
