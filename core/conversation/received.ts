import type { Changed } from '../changes/change.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** What became of a message, for the caller. */
export type Received =
  | ({ readonly kind: 'appended' | 'reopened'; readonly statusChanged: boolean } & Stored)
  | ({ readonly kind: 'duplicate' } & Stored)

interface Stored {
  readonly ticket: Ticket
  readonly messageId: number | null
}

/** What a decision returns about a message. */
export type Appended = { readonly kind: 'appended' | 'reopened'; readonly statusChanged: boolean }

/** Adds the ticket and the message's id to what was decided; a repeat is a `duplicate`. */
export function received(outcome: Changed<Appended>): Received {
  const { ticket, messageId } = outcome
  return outcome.duplicate
    ? { kind: 'duplicate', ticket, messageId }
    : { ...outcome.result, ticket, messageId }
}
