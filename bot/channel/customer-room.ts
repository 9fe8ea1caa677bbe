import type { Ticket } from '../../core/tickets/ticket.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import { edit } from '../telegram/edit.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import { type ChannelDeps, localeIn } from './deps.ts'
import { post } from './post.ts'
import type { RoomTarget, TicketRoom } from './room.ts'
import { takeSlot } from './slot.ts'

/** A ticket's place in its customer's chat. The caller has checked that the chat is still the customer's. */
export function createCustomerRoom(deps: ChannelDeps): TicketRoom {
  const { api, budget, desk, read, texts } = deps
  const { links } = read

  return {
    within,
    async showCard(ticket, hasPostSlot) {
      const card = renderTicketCard(texts, await localeIn('customer', deps, ticket), ticket)
      const { chatId, replyTo: shown } = await targetOf(ticket)
      if (shown !== null && (await edit(api, chatId, shown, card))) return
      if (!hasPostSlot) takeSlot(budget, chatId, 'message')
      await within(ticket, async (target) => {
        const parcel = { kind: 'text', role: 'card', content: card } as const
        const [sent] = await post(api, { ...target, replyTo: null }, parcel)
        if (sent) await keepCard(ticket, target, sent.message_id)
      })
    },
  }

  /**
   * The customer's group may have topics too. Where the ticket's is gone or closed, the group itself is used, without a
   * reply: Telegram would put it into the topic of what it replies to.
   */
  async function within(ticket: Ticket, act: (target: RoomTarget) => Promise<void>): Promise<void> {
    const target = await targetOf(ticket)
    try {
      await act(target)
    } catch (error) {
      const { kind } = classifyTelegramError(error)
      if (target.threadId === null || (kind !== 'thread_missing' && kind !== 'topic_closed')) throw error
      await act({ ...target, threadId: null, replyTo: null, isAside: true })
    }
  }

  async function targetOf({ number, home }: Ticket): Promise<RoomTarget> {
    if (!home) throw new Error(`Ticket ${number} lives in no chat.`)
    const known = await links.place(number, 'customer')
    const replyTo = known?.chatId === home.chatId ? known.cardMessageId : null
    return { chatId: home.chatId, threadId: home.threadId, replyTo, inTopic: false }
  }

  async function keepCard(
    { number }: Ticket,
    { chatId, threadId }: RoomTarget,
    messageId: number,
  ): Promise<void> {
    await desk.places.save({
      ticketNumber: number,
      room: 'customer',
      chatId,
      threadId,
      cardMessageId: messageId,
      topicName: null,
      topicClosed: false,
    })
    await desk.places.link([{ chatId, messageId, ticketNumber: number, storedId: null, role: 'card' }])
  }
}
