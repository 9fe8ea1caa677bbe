import type { Actor } from '../foundation/actor.ts'
import type { Destination, NewDelivery, Notice, Payload } from '../deliveries/delivery.ts'
import type { Room } from '../places/place.ts'
import type { Move } from '../tickets/move.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** Where a room of a ticket is; null where it has none (a panel ticket of an organization without a group). */
function roomOf(ticket: Ticket, room: Room): Destination | null {
  if (room === 'staff') return { kind: 'staff', ticketNumber: ticket.number }
  return ticket.home && { kind: 'chat', chatId: ticket.home.chatId }
}

/** A delivery to a room, or none where the ticket has no such room. */
export function toRoom(ticket: Ticket, payload: Payload & { readonly room: Room }): NewDelivery[] {
  const destination = roomOf(ticket, payload.room)
  return destination ? [{ destination, ticketNumber: ticket.number, payload }] : []
}

/** Both cards brought up to date. */
export function cards(ticket: Ticket): NewDelivery[] {
  return [
    ...toRoom(ticket, { kind: 'card', room: 'staff' }),
    ...toRoom(ticket, { kind: 'card', room: 'customer' }),
  ]
}

/**
 * Who hears of a change of status, and how: both cards, the creator's mobile, and a message of its own only where
 * somebody has to read it. Nothing when the status stayed.
 */
export function afterMove({ ticket, history }: Move, actor: Actor, localId: number): NewDelivery[] {
  if (!history) return []
  return [
    ...notices(ticket, history.to === 'closed', history.from === 'closed', actor),
    ...cards(ticket),
    {
      destination: { kind: 'sms', ticketNumber: ticket.number },
      ticketNumber: ticket.number,
      payload: { kind: 'sms', status: ticket.status, localId },
    },
  ]
}

/** The side that did not close a ticket is told of it; of a reopening only the staff, who have to act. */
function notices(ticket: Ticket, closed: boolean, reopened: boolean, actor: Actor): NewDelivery[] {
  const name = actor.kind === 'system' ? '' : actor.name
  const side = actor.kind === 'agent' ? 'agent' : 'customer'
  const tell = (room: Room, notice: Notice) => toRoom(ticket, { kind: 'notice', room, notice })
  if (closed) {
    const notice: Notice = { kind: 'closed', by: actor.kind === 'system' ? 'time' : side, name }
    return [
      ...(side === 'agent' ? [] : tell('staff', notice)),
      ...(actor.kind === 'member' ? [] : tell('customer', notice)),
    ]
  }
  if (reopened && side === 'customer') return tell('staff', { kind: 'reopened', by: side, name })
  return []
}
