import type { Ticket } from '../../core/tickets/ticket.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import { edit } from '../telegram/calls.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import { type ChannelDeps, customerLocale, takePlace } from './deps.ts'
import { post, type Target } from './post.ts'
import type { TicketRoom } from './room.ts'

/** A ticket's place in the chat it lives in. The caller has made sure that the chat still is the customer's. */
export function createCustomerRoom(deps: ChannelDeps): TicketRoom {
  const { api, desk, limits, read, texts } = deps
  const { links } = read

  return {
    within,
    async showCard(ticket) {
      const card = renderTicketCard(texts, await customerLocale(deps, ticket), ticket)
      const { chatId, replyTo: shown } = await targetOf(ticket)
      if (shown !== null && (await edit(api, chatId, shown, card))) return
      takePlace(limits, chatId, 'message')
      await within(ticket, async (target) => {
        const { keyboard, ...content } = card
        const [sent] = await post(
          api,
          { ...target, replyTo: null },
          { kind: 'text', role: 'header', content },
          keyboard,
        )
        if (sent) await keepCard(ticket, target, sent.message_id)
      })
    },
  }

  /** A topic of the customer's own group that is gone or closed is theirs to mend: until then the group will do. */
  async function within(ticket: Ticket, act: (target: Target) => Promise<void>): Promise<void> {
    const target = await targetOf(ticket)
    try {
      await act(target)
    } catch (error) {
      const { kind } = classifyTelegramError(error)
      if (target.threadId === null || (kind !== 'thread_missing' && kind !== 'topic_closed')) throw error
      await act({ ...target, threadId: null })
    }
  }

  async function targetOf({ number, home }: Ticket): Promise<Target> {
    if (!home) throw new Error(`Ticket ${number} lives in no chat.`)
    const known = await links.place(number, 'customer')
    const replyTo = known?.chatId === home.chatId ? known.cardMessageId : null
    return { chatId: home.chatId, threadId: home.threadId, replyTo, inTopic: false }
  }

  async function keepCard(
    { number }: Ticket,
    { chatId, threadId }: Target,
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
