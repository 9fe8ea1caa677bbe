import type { NewDelivery, SmsTerms } from '../deliveries/delivery.ts'
import type { Origin } from '../tickets/message.ts'
import type { TicketReader } from '../tickets/reader.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { Change, Changed, Found, MessageEdit, Opening } from './change.ts'

/** What a use case needs to change tickets. */
export interface ChangePorts {
  readonly tickets: TicketStore
  /** What the SMS about a change goes out under; each has a number of its own. */
  readonly smsTerms: () => SmsTerms
}

/** Tickets as the use cases change them. */
export interface TicketStore extends TicketReader {
  /** Allocates the next number and writes the ticket; numbers count up without gaps. */
  open(opening: Opening): Promise<{ readonly ticket: Ticket; readonly created: boolean }>
  /**
   * Loads a ticket under its lock, calls `decide` (pure, synchronous), and writes what it returns in the same
   * transaction. `origin` makes a repeat harmless: what was stored under it before is not decided again, and the
   * result is `{ duplicate: true }`. Throws DeskError `not_found` without such a ticket, and whatever `decide`
   * throws.
   */
  change<Result>(
    number: number,
    decide: (found: Found, now: Date) => Change<Result>,
    origin?: Origin,
  ): Promise<Changed<Result>>
  /** Replaces a message's text, and a file of it; false when it is not stored or nothing is different. */
  editMessage(
    id: number,
    edit: MessageEdit,
    now: Date,
    deliveries: (ids: { readonly attachmentIds: readonly string[] }) => readonly NewDelivery[],
  ): Promise<boolean>
}
