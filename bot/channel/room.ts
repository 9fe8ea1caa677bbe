import type { Room } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { Target } from './post.ts'

/** One of the two places where a ticket is shown and talked about. */
export interface TicketRoom {
  /**
   * Posts about a ticket where it belongs in this room. `act` may be called again with another target, where the
   * first is gone: then all of it has to go out anew.
   */
  within(ticket: Ticket, act: (target: Target) => Promise<void>): Promise<void>
  /** Brings the ticket's card up to date, or posts it. */
  showCard(ticket: Ticket): Promise<void>
}

export type Rooms = Readonly<Record<Room, TicketRoom>>
