import type { Room } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { Target } from '../telegram/target.ts'

export interface RoomTarget extends Target {
  /** Whether it is the ticket's own topic: a message that Telegram puts anywhere else has failed. */
  readonly inTopic: boolean
  /** Whether it stands in for the ticket's own topic, into which Telegram would put whatever replies to a message there. */
  readonly isAside?: true
}

/** One of the two rooms where a ticket is shown and talked about. */
export interface TicketRoom {
  /**
   * Calls `act` with the ticket's place in this room. Where that turns out to be gone, it calls `act` again with another
   * one, and then everything has to be posted anew.
   */
  within(ticket: Ticket, act: (target: RoomTarget) => Promise<void>): Promise<void>
  /** Brings the ticket's card up to date, or posts it, for which it may have a slot already. */
  showCard(ticket: Ticket, hasPostSlot: boolean): Promise<void>
}

export type Rooms = Readonly<Record<Room, TicketRoom>>
