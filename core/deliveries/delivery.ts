import type { Room } from '../places/place.ts'
import type { FailureReason } from '../tickets/message.ts'
import type { Status } from '../tickets/ticket.ts'
import type { SmsScope } from './sms-budget.ts'

/** What the bot itself says about a ticket. */
export type Notice =
  | { readonly kind: 'closed'; readonly by: 'customer' | 'agent' | 'time'; readonly name: string }
  | { readonly kind: 'reopened'; readonly by: 'customer' | 'agent'; readonly name: string }
  | { readonly kind: 'undelivered'; readonly messageId: number; readonly reason: FailureReason }
  /** Something of the ticket's failed in our code too often and waits for somebody to send it again. */
  | { readonly kind: 'set_aside' }
  /** The customer has blocked the bot in the private chat that the ticket lives in. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'delayed'; readonly messageId: number; readonly until: string }
  /** The words of a message have arrived, and of its files only the names: the customer's chat takes none. */
  | { readonly kind: 'files_forbidden'; readonly messageId: number }
  /** The description was written anew; the staff read all of it where their card does not show it. */
  | { readonly kind: 'description' }
  /** No more SMS today, and it is the first that stays unsent. */
  | { readonly kind: 'sms_budget'; readonly scope: SmsScope; readonly limit: number }

/** What to send. It only names what to show: the text is rendered from the stored state when its turn comes. */
export type Payload =
  /** Posts a ticket's card or brings it up to date. All that wait for one ticket and room are one row. */
  | { readonly kind: 'card'; readonly room: Room }
  /** The files of a ticket's description. */
  | { readonly kind: 'files'; readonly room: Room }
  | { readonly kind: 'message'; readonly room: Room; readonly messageId: number }
  /** Files of an album that came after the album had been sent on. */
  | {
      readonly kind: 'late_files'
      readonly room: Room
      readonly messageId: number
      readonly attachmentIds: readonly string[]
    }
  | { readonly kind: 'edit'; readonly room: Room; readonly messageId: number }
  | { readonly kind: 'notice'; readonly room: Room; readonly notice: Notice }
  /** The mark on a message that has reached the other side. */
  | { readonly kind: 'receipt'; readonly messageId: number }
  /** The status is a state to reach, too: pending ones of one ticket are one row, with the last one's number. */
  | { readonly kind: 'sms'; readonly status: Status; readonly localId: number }
  /** After activation: says that the group is linked. */
  | { readonly kind: 'welcome' }
  /**
   * After the bot was added: the welcome, or how to link the group. Nothing is sent where the group was only
   * upgraded.
   */
  | { readonly kind: 'greeting' }
  | { readonly kind: 'farewell'; readonly organization: string }
  /** A form that its owner left: its question is deleted, its menu says that the form has ended. */
  | {
      readonly kind: 'form_timeout'
      readonly ownerId: number
      readonly threadId: number
      readonly questionId: number | null
      readonly menuId: number | null
    }
  /** A message of the bot's to delete; the id is Telegram's. */
  | { readonly kind: 'delete'; readonly messageId: number }

/** The payload without whom it names. */
export function withoutName(payload: Payload): Payload {
  if (payload.kind === 'form_timeout') return { ...payload, ownerId: 0 }
  if (payload.kind !== 'notice' || !('name' in payload.notice)) return payload
  return { ...payload, notice: { ...payload.notice, name: '' } }
}

/** Where it goes. Order holds within a lane; lanes do not wait for each other. */
export type Destination =
  | { readonly kind: 'staff'; readonly ticketNumber: number }
  | { readonly kind: 'chat'; readonly chatId: number }
  | { readonly kind: 'sms'; readonly ticketNumber: number }

export interface NewDelivery {
  readonly destination: Destination
  readonly ticketNumber: number | null
  readonly payload: Payload
  /** Whom the payload names, as `personKey` writes it: that is taken out when they are forgotten. */
  readonly names?: string
  /** Not before; absent means at once. */
  readonly runAt?: Date
}

/** An attempt that was begun and whose end nobody noted: its messages may stand in the chat. */
export interface Doubt {
  readonly since: Date
  /** The newest message that was known in the chat before it; 0 where none was. */
  readonly after: number
  /** The first delivery of the joined post that it was part of; null where it went alone. */
  readonly joinedTo: number | null
}

export interface Delivery {
  readonly id: number
  readonly destination: Destination
  readonly ticketNumber: number | null
  readonly payload: Payload
  readonly attempts: number
  /** How many of the attempts failed in our own code. */
  readonly faults: number
  /** Counts the changes merged into a waiting card, so that one made while it is sent is not lost. */
  readonly revision: number
  readonly createdAt: Date
  readonly doubt: Doubt | null
}

/** How the reason of a retry begins where the staff group took nothing: the bot is out, or may not write. */
export const STAFF_SHUT = 'staff group shut'

/** The result of one attempt to send. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'retry'
      readonly reason: string
      readonly afterMs?: number
      readonly isOurs?: true
      /** Nobody knows whether it was carried out: the answer was lost. */
      readonly isUnclear?: boolean
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly detail?: string }
  /** The chat can't be reached. The delivery waits until Telegram reports the chat again. */
  | { readonly kind: 'parked'; readonly reason: FailureReason }

/** Whether an attempt may have been carried out although nobody heard of it. */
export function leavesDoubt(outcome: Outcome): boolean {
  return outcome.kind === 'retry' && (outcome.isUnclear === true || outcome.isOurs === true)
}

/** What an SMS about a change of status goes out under. */
export interface SmsTerms {
  /** The provider's number for one SMS. */
  readonly localId: number
  /** How long a change waits for another one to take its place. */
  readonly settleMs: number
}

/**
 * The lane's name in storage. A greeting has a lane of its own: it waits for news of an upgrade, and holds nothing
 * up.
 */
export function laneOf({ destination, payload }: Pick<NewDelivery, 'destination' | 'payload'>): string {
  switch (destination.kind) {
    case 'staff':
      return `staff:${destination.ticketNumber}`
    case 'chat':
      return `${payload.kind === 'greeting' ? 'greeting' : 'chat'}:${destination.chatId}`
    case 'sms':
      return `sms:${destination.ticketNumber}`
  }
}

/** Waiting deliveries with the same key become one row; null for those that are never merged. */
export function mergeKeyOf(delivery: NewDelivery): string | null {
  if (delivery.payload.kind === 'sms') return `sms:${delivery.ticketNumber}`
  if (delivery.payload.kind !== 'card') return null
  return `card:${delivery.payload.room}:${delivery.ticketNumber}`
}
