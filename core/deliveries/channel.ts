import type { MessageLink } from '../places/place.ts'
import type { Message } from '../tickets/message.ts'
import type { Status } from '../tickets/ticket.ts'
import type { Delivery, Outcome } from './delivery.ts'
import type { SmsRefusal } from './sms-budget.ts'

/** The way out: renders a delivery and sends it. A fault of the world is an outcome; what it throws is a bug. */
export interface Channel {
  send(delivery: Delivery): Promise<Sent>
  /** How long the far end's limits ask to wait with this one, in ms; 0 takes a slot in them. */
  waitMs(delivery: Delivery): number
}

export interface Sent {
  readonly outcome: Outcome
  /** The Telegram messages that carry it now. */
  readonly links: readonly MessageLink[]
  /** The stored message it carried, as it was when it was rendered. */
  readonly message?: Message
  /** The status that an SMS has told, or that its receiver knows without one. */
  readonly toldStatus?: Status
  /** The budget for which an SMS was not sent. */
  readonly smsRefusal?: SmsRefusal
}
