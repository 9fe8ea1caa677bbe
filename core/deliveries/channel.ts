import type { MessageLink } from '../places/place.ts'
import type { Message } from '../tickets/message.ts'
import type { Status } from '../tickets/ticket.ts'
import type { Delivery, Outcome } from './delivery.ts'
import type { SmsRefusal } from './sms-budget.ts'
import type { Waiting } from './waiting.ts'

/**
 * Renders a delivery and sends it. A fault of Telegram, the SMS provider or the network is an outcome; an exception
 * is a bug.
 */
export interface Channel {
  /**
   * For a delivery in doubt it first looks for what has been sent already. Nothing else of its chat is under way then;
   * `others` are those of the chat that are in doubt, too. `joined` go with it in one post.
   */
  send(delivery: Delivery, others?: readonly Delivery[], joined?: readonly Delivery[]): Promise<Sent>
  /** How many messages the delivery's chat takes now, one after the other, besides those that have their slot. */
  placesLeft(delivery: Waiting): number
  /** How many of these messages of a ticket go into one post, from the first on: at least 1. */
  fitting(deliveries: readonly Delivery[]): Promise<number>
  /** How many ms until anything may go to Telegram. */
  closedMs(): number
  /**
   * How long the receiver's limits ask to wait with this delivery, in ms. 0 means now, and counts it against them.
   */
  waitMs(delivery: Waiting): number
  /**
   * The newest message that is known in the delivery's chat, 0 where none is; null for a delivery that may be repeated
   * without anybody seeing it.
   */
  newestBefore(delivery: Delivery): Promise<number | null>
}

export interface Sent {
  readonly outcome: Outcome
  /** The Telegram messages that were sent. */
  readonly links: readonly MessageLink[]
  /** The stored message that was sent, as it was when it was rendered. */
  readonly message?: Message
  /** The same of each delivery that went with it. */
  readonly joined?: readonly (Message | null)[]
  /** The chat takes no files: only their names went. */
  readonly filesForbidden?: true
  /** The status that an SMS has told, or that its receiver knows without one. */
  readonly toldStatus?: Status
  /** The budget for which an SMS was not sent. */
  readonly smsRefusal?: SmsRefusal
}
