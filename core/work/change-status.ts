import type { ChangePorts } from '../changes/ports.ts'
import type { Actor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import { afterMove } from '../policies/notify.ts'
import { move } from '../tickets/move.ts'
import { formatReference, type Ticket } from '../tickets/ticket.ts'

export type ChangeStatus = (actor: Actor, number: number) => Promise<Ticket>

/** Closes an open ticket. Throws DeskError `ticket_closed` where it is closed already. */
export function createCloseTicket(ports: ChangePorts): ChangeStatus {
  return (actor, number) => changeStatus(ports, actor, number, 'close')
}

/** Reopens a closed ticket. Throws DeskError `ticket_open` where it is open already. */
export function createReopenTicket(ports: ChangePorts): ChangeStatus {
  return (actor, number) => changeStatus(ports, actor, number, 'reopen')
}

async function changeStatus(
  { tickets, smsTerms }: ChangePorts,
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
    return { result: undefined, ...moved, deliveries: afterMove(moved, actor, smsTerms()) }
  })
  return ticket
}
