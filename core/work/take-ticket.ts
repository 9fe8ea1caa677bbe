import type { ChangePorts } from '../changes/ports.ts'
import type { AgentActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import { afterMove } from '../policies/notify.ts'
import { move } from '../tickets/move.ts'
import { formatReference, type Ticket } from '../tickets/ticket.ts'

export type TakeTicket = (agent: AgentActor, number: number) => Promise<Ticket>

/** Makes an agent the assignee and the ticket in progress. Throws `already_taken` (with the name) or `ticket_closed`. */
export function createTakeTicket({ tickets, smsTerms }: ChangePorts): TakeTicket {
  return async (agent, number) => {
    const { ticket } = await tickets.change<void>(number, (found, now) => {
      authorize(agent, 'take_ticket', found.ticket)
      const moved = move(found.ticket, 'take', agent, now)
      if (!moved) throw refusal(found.ticket)
      const taken = {
        ...moved,
        ticket: { ...moved.ticket, assignee: { telegramId: agent.telegramId, name: agent.name } },
      }
      return { result: undefined, ...taken, deliveries: afterMove(taken, agent, smsTerms()) }
    })
    return ticket
  }
}

function refusal(ticket: Ticket): DeskError {
  const ref = formatReference(ticket.number)
  if (ticket.status === 'closed') return new DeskError('ticket_closed', { ref })
  return new DeskError('already_taken', { ref, name: ticket.assignee?.name ?? '' })
}
