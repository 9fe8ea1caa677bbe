import type { OutboxStore } from '../deliveries/ports.ts'
import type { AgentActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import type { TicketReader } from '../tickets/reader.ts'

export type Resend = (agent: AgentActor, number: number) => Promise<number>

export interface ResendPorts {
  readonly outbox: OutboxStore
  readonly tickets: TicketReader
}

/**
 * Makes due again what of a ticket was set aside for faults of ours; returns how many deliveries that are. SMS are
 * left out: what they say is old by then. Throws `not_found` without such a ticket.
 */
export function createResend({ outbox, tickets }: ResendPorts): Resend {
  return async (agent, number) => {
    const ticket = await tickets.get(number)
    if (!ticket) throw new DeskError('not_found')
    authorize(agent, 'resend', ticket)
    return await outbox.takeBack(number)
  }
}
