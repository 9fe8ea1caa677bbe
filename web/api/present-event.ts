import { z } from 'zod'
import type { EventCursor, TicketEvent } from '../../core/tickets/event.ts'
import { formatReference, STATUSES } from '../../core/tickets/ticket.ts'

const common = { ref: z.string(), at: z.iso.datetime() }

/** The `data` of each kind of event, by its name. */
export const eventSchemas = {
  'ticket.opened': z.object(common),
  'ticket.status': z.object({ ...common, from: z.enum(STATUSES), to: z.enum(STATUSES) }),
  'message.created': z.object({ ...common, id: z.string(), side: z.enum(['customer', 'agent', 'system']) }),
}

interface Presented {
  readonly name: keyof typeof eventSchemas
  readonly data: { readonly ref: string; readonly at: string }
}

/** An event as the stream shows it. */
export function presentEvent(event: TicketEvent): Presented {
  const data = { ref: formatReference(event.ticketNumber), at: event.at.toISOString() }
  switch (event.kind) {
    case 'opened':
      return { name: 'ticket.opened', data }
    case 'status':
      return { name: 'ticket.status', data: { ...data, from: event.from, to: event.to } as Presented['data'] }
    case 'message':
      return {
        name: 'message.created',
        data: { ...data, id: String(event.id), side: event.side } as Presented['data'],
      }
  }
}

/** A cursor as the `id` of an event. */
export function presentCursor({ history, message }: EventCursor): string {
  return `${history}-${message}`
}

/** Reads a `Last-Event-ID`; null for one that we never gave out. */
export function parseCursor(text: string): EventCursor | null {
  const [, history, message] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? []
  return history === undefined || message === undefined
    ? null
    : { history: Number(history), message: Number(message) }
}
