import type { Side } from '../foundation/actor.ts'
import type { Status } from '../tickets/ticket.ts'

/** Something that happened to a ticket, for those who are looking at it. */
export type TicketEvent = {
  /** The id of the message or of the history entry. */
  readonly id: number
  readonly organizationId: string
  readonly ticketNumber: number
  readonly at: Date
} & (
  | { readonly kind: 'opened' }
  | { readonly kind: 'status'; readonly from: Status; readonly to: Status }
  | { readonly kind: 'message'; readonly side: Side }
)

/** How far a follower has been told: the ids of the last rows of the history and of the messages. */
export interface EventCursor {
  readonly history: number
  readonly message: number
}

/** A row and its event; null for a note, which customers must not hear of. */
export interface EventRow {
  readonly table: keyof EventCursor
  readonly id: number
  readonly at: Date
  readonly event: TicketEvent | null
}

/** Merges the rows of both tables by time; within a table the order of ids stays. */
export function interleave(history: readonly EventRow[], messages: readonly EventRow[]): EventRow[] {
  const rows: EventRow[] = []
  const rest = [...messages]
  for (const entry of history) {
    while (rest[0] && rest[0].at < entry.at) rows.push(...rest.splice(0, 1))
    rows.push(entry)
  }
  return [...rows, ...rest]
}
