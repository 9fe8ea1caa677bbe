import type { Status } from '../tickets/ticket.ts'

/** Numbers that an operator watches. */
export interface Counts {
  /** Updates of Telegram that wait to be handled, and those set aside after too many failures. */
  readonly inbox: Readonly<Record<'waiting' | 'aside', number>>
  readonly outbox: Readonly<Record<'waiting' | 'parked' | 'failed', number>>
  /** How long the most overdue delivery has been due; 0 where none is overdue. */
  readonly latestDeliveryMs: number
  readonly openTickets: Readonly<Record<Exclude<Status, 'closed'>, number>>
  /** Files that are still to be fetched from Telegram. */
  readonly filesToFetch: number
  /** Changed tickets that the search does not know of yet, counted up to 1,000. */
  readonly ticketsToIndex: number
}

/** Counts what is in the database now. Reads indexes alone, so that it stays cheap. */
export type Count = () => Promise<Counts>
