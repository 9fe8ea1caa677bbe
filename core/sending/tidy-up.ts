import type { OutboxStore } from '../deliveries/ports.ts'
import { toRoom } from '../policies/notify.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** What the bot could not do at once, left to the outbox. */
export interface TidyUp {
  /** Deletes one of the bot's messages. */
  removeMessage(chatId: number, messageId: number): Promise<void>
  /** Shows a ticket's card in its customer's chat. */
  showCard(ticket: Ticket): Promise<void>
}

/** Builds the use cases; each enqueues what Telegram did not accept at the first attempt. */
export function createTidyUp({ outbox }: { readonly outbox: OutboxStore }): TidyUp {
  return {
    async removeMessage(chatId, messageId) {
      await outbox.enqueue([
        { destination: { kind: 'chat', chatId }, ticketNumber: null, payload: { kind: 'delete', messageId } },
      ])
    },
    async showCard(ticket) {
      await outbox.enqueue(toRoom(ticket, { kind: 'card', room: 'customer' }))
    },
  }
}
