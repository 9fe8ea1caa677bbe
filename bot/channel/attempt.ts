import type { Delivery } from '../../core/deliveries/delivery.ts'
import type { MessageLink } from '../../core/places/place.ts'
import type { Message } from '../../core/tickets/message.ts'

/** One try at a delivery; what had been sent when it went wrong is not lost. */
export interface Attempt {
  readonly delivery: Delivery
  readonly links: MessageLink[]
  /** The stored message it carries, as it was when it was rendered. */
  message?: Message
}

/** A fresh start, for instance in a chat's new place. */
export function startAttempt(delivery: Delivery): Attempt {
  return { delivery, links: [] }
}
