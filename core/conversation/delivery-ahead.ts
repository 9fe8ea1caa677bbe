import type { Actor } from '../foundation/actor.ts'
import type { NewDelivery, Payload } from '../deliveries/delivery.ts'
import type { MessageDelivery } from '../tickets/message.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** How a new message is on its way. */
export interface DeliveryAhead extends Pick<MessageDelivery, 'state' | 'reason'> {
  /** What the agent hears at once, where nothing is sent that could be waited for. */
  readonly tell?: (messageId: number) => Payload
}

/**
 * A ticket of the panel alone has no chat: its answers are where the panel reads them as soon as they are stored. One
 * that had a chat, whose owner asked to be forgotten, has nobody to read them.
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
