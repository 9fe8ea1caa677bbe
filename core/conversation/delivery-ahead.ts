import type { Actor } from '../foundation/actor.ts'
import type { NewDelivery, Payload } from '../deliveries/delivery.ts'
import type { MessageDelivery } from '../tickets/message.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** A new message's delivery state. */
export interface DeliveryAhead extends Pick<MessageDelivery, 'state' | 'reason'> {
  /** What the agent is told at once, where nothing will be sent. */
  readonly tell?: (messageId: number) => Payload
}

/**
 * A ticket that only the panel knows has no chat: an answer counts as sent once it is stored, for the panel reads it
 * there. A ticket from Telegram without a chat belonged to somebody who was forgotten: nobody will read its answers.
 */
export function deliveryAhead({ home, source }: Ticket, actor: Actor): DeliveryAhead {
  if (actor.kind !== 'agent' || home) return { state: 'queued', reason: null }
  if (source === 'panel')
    return { state: 'sent', reason: null, tell: (messageId) => ({ kind: 'receipt', messageId }) }
  const reason = 'chat_gone'
  return {
    state: 'failed',
    reason,
    tell: (messageId) => ({
      kind: 'notice',
      room: 'staff',
      notice: { kind: 'undelivered', messageId, reason },
    }),
  }
}

/** Something for the ticket's staff alone. */
export function tellAgent({ number }: Ticket, payload: Payload): NewDelivery[] {
  return [{ destination: { kind: 'staff', ticketNumber: number }, ticketNumber: number, payload }]
}
