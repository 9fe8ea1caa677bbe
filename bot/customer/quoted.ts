import { questionIn, referenceIn } from '../quoting/reference.ts'
import type { ReadQuoted } from '../quoting/find-quoted.ts'
import type { BotContext, BotDeps } from '../update/context.ts'

/**
 * What the bot's messages in a customer's chat are about. Only a ticket that lives there counts; in a group it also
 * has to be of the organization that the group is linked to.
 */
export function createReadQuoted(ctx: BotContext, { read, texts }: BotDeps): ReadQuoted {
  return async ({ chat, text, caption = '' }) => {
    const words = text ?? caption
    const asked = questionIn(texts, 'ticket-reply-ask', words)
    const ticketNumber = asked ?? referenceIn(words)
    const ticket = ticketNumber === null ? null : await read.tickets.get(ticketNumber)
    if (ticket?.home?.chatId !== chat.id) return null
    const group = ctx.chat?.type === 'private' ? null : await read.groups.find(chat.id)
    if (group && group.organizationId !== ticket.organizationId) return null
    return { ticketNumber: ticket.number, role: asked === null ? 'notice' : 'question' }
  }
}
