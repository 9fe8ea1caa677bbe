import type { Side } from '../../core/foundation/actor.ts'
import type { EventCursor, TicketEvent } from '../../core/events/event.ts'
import { formatReference, type Status } from '../../core/tickets/ticket.ts'

/** An event of the stream: its name and its `data`. */
type Presented =
  | { readonly name: 'ticket.opened'; readonly data: About }
  | { readonly name: 'ticket.status'; readonly data: About & { readonly from: Status; readonly to: Status } }
  | { readonly name: 'message.created'; readonly data: About & { readonly id: string; readonly side: Side } }

interface About {
  readonly ref: string
  /** ISO 8601 */
  readonly at: string
}

/** An event as the stream shows it: enough to know what to read again, and nothing of what people wrote. */
export function presentEvent(event: TicketEvent): Presented {
  const about = { ref: formatReference(event.ticketNumber), at: event.at.toISOString() }
  switch (event.kind) {
    case 'opened':
      return { name: 'ticket.opened', data: about }
    case 'status':
      return { name: 'ticket.status', data: { ...about, from: event.from, to: event.to } }
    case 'message':
      return { name: 'message.created', data: { ...about, id: String(event.id), side: event.side } }
  }
}

/** A position in the stream, as the `id` of an event. */
export function presentCursor({ history, message }: EventCursor): string {
  return `${history}-${message}`
}

/** Parses a `Last-Event-ID`; null for what can't be an `id` of an event. */
export function parseCursor(text: string): EventCursor | null {
  const [, history, message] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? []
  return history === undefined || message === undefined
    ? null
    : { history: Number(history), message: Number(message) }
}
