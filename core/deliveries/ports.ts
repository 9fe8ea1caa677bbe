import type { MessageLink } from '../places/place.ts'
import type { MessageDelivery } from '../tickets/message.ts'
import type { Status } from '../tickets/ticket.ts'
import type { Delivery, Doubt, NewDelivery, Outcome } from './delivery.ts'
import type { Waiting } from './waiting.ts'

/** Deliveries that wait, and what became of them. */
export interface OutboxStore {
  enqueue(deliveries: readonly NewDelivery[]): Promise<void>
  /** The names of lanes in which something waits, in their order, from the one after `after` on. */
  lanes(after: string, limit: number): Promise<string[]>
  /** What waits in these lanes, in order; of a long lane the beginning. */
  waiting(lanes: readonly string[]): Promise<Waiting[]>
  /** Those of these deliveries that wait, in order, to be tried now. */
  take(ids: readonly number[]): Promise<Delivery[]>
  /** When the next delivery is due; null where none waits. */
  nextAt(): Promise<Date | null>
  /**
   * Notes that attempts begin, before they do. A delivery whose note is found again later is in doubt; it keeps its
   * first note.
   */
  begin(attempts: readonly Beginning[]): Promise<void>
  /** Waiting deliveries whose attempt was begun, with when they are due, oldest first. */
  begun(): Promise<{ readonly delivery: Delivery; readonly runAt: Date }[]>
  /** Writes outcomes and all that follows from them in one transaction. */
  settle(settlements: readonly Settlement[]): Promise<void>
  /** Makes due what of a ticket, SMS apart, was set aside as `internal_error`; its messages are queued again. */
  takeBack(ticketNumber: number): Promise<number>
  /** Makes due at once what the staff group did not take for want of rights, or of the bot. */
  wakeStaff(): Promise<void>
  /** Makes due what was parked for want of rights, and has been so for its time. */
  retryForbidden(): Promise<void>
  /**
   * Calls the listener after each commit that put something in, with the lanes if they are known. Returns the function
   * that removes it.
   */
  onEnqueued(listener: (lanes?: readonly string[]) => void): () => void
}

/** What is noted of an attempt before it is made. */
export interface Beginning extends Omit<Doubt, 'since'> {
  readonly delivery: Delivery
}

/** The outcome of an attempt, with all that follows from it. */
export interface Settlement {
  readonly delivery: Delivery
  readonly outcome: Outcome
  /** When to try again; null where that is not a question of time. */
  readonly runAt: Date | null
  readonly links: readonly MessageLink[]
  readonly message?: { readonly id: number; readonly delivery: MessageDelivery }
  /** An agent's answer that has arrived: unless a newer one is there, its ticket closes at this time. */
  readonly clock?: { readonly ticketNumber: number; readonly messageId: number; readonly autoCloseAt: Date }
  readonly smsFailure?: string | null
  /** The status that the ticket's creator knows now. */
  readonly smsStatus?: Status
  /**
   * What was sent of a message with files. The store enqueues the files that have joined it since, as `late_files`, and
   * an `edit` for what they say.
   */
  readonly carried?: {
    readonly messageId: number
    readonly text: string
    readonly attachmentIds: readonly string[]
  }
  readonly next: readonly NewDelivery[]
}
