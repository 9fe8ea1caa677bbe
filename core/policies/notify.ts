import { type Actor, personKey } from '../foundation/actor.ts'
import type { Destination, NewDelivery, Notice, Payload, SmsTerms } from '../deliveries/delivery.ts'
import type { Room } from '../places/place.ts'
import type { Move } from '../tickets/move.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** Where deliveries to a ticket's room go; null for a customer's room that isn't on Telegram. */
function destinationOf(ticket: Ticket, room: Room): Destination | null {
  if (room === 'staff') return { kind: 'staff', ticketNumber: ticket.number }
  return ticket.home && { kind: 'chat', chatId: ticket.home.chatId }
}

/** A delivery to a room, or none where the ticket has no such room. */
export function toRoom(ticket: Ticket, payload: Payload & { readonly room: Room }): NewDelivery[] {
  const destination = destinationOf(ticket, payload.room)
  return destination ? [{ destination, ticketNumber: ticket.number, payload }] : []
}

/** A ticket's card in the staff group brought up to date. */
export function staffCard(ticketNumber: number): NewDelivery {
  return toStaff(ticketNumber, { kind: 'card', room: 'staff' })
}

/** A delivery to a ticket's place in the staff group. */
export function toStaff(ticketNumber: number, payload: Payload): NewDelivery {
  return { destination: { kind: 'staff', ticketNumber }, ticketNumber, payload }
}

/** Both cards brought up to date. */
export function cards(ticket: Ticket): NewDelivery[] {
  return [
    ...toRoom(ticket, { kind: 'card', room: 'staff' }),
    ...toRoom(ticket, { kind: 'card', room: 'customer' }),
  ]
}

/**
 * The deliveries after a change of status: both cards, an SMS to the creator, and a notice in a room where somebody
 * has to read it. None where the status did not change.
 */
export function afterMove(
  { ticket, history }: Move,
  actor: Actor,
  { localId, settleMs }: SmsTerms,
): NewDelivery[] {
  if (!history) return []
  return [
    ...notices(ticket, history.to === 'closed', history.from === 'closed', actor),
    ...cards(ticket),
    {
      destination: { kind: 'sms', ticketNumber: ticket.number },
      ticketNumber: ticket.number,
      payload: { kind: 'sms', status: ticket.status, localId },
      runAt: new Date(history.at.getTime() + settleMs),
    },
  ]
}

/** The side that did not close a ticket is told of it; of a reopening only the staff, who have to act. */
function notices(ticket: Ticket, closed: boolean, reopened: boolean, actor: Actor): NewDelivery[] {
  const name = actor.kind === 'system' ? '' : actor.name
  const side = actor.kind === 'agent' ? 'agent' : 'customer'
  const named = actor.kind === 'system' ? {} : { names: personKey(actor) }
  const tell = (room: Room, notice: Notice): NewDelivery[] =>
    toRoom(ticket, { kind: 'notice', room, notice }).map((delivery) => ({ ...delivery, ...named }))
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
