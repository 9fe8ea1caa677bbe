import { cleanLine } from '../../core/foundation/text.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import { stripIsolates } from '../../locales/translate.ts'
import type { ReadQuoted } from '../quoting/find-quoted.ts'
import { questionIn, referenceIn } from '../quoting/reference.ts'
import { renderMessage } from '../render/message.ts'
import type { BotDeps } from '../update/context.ts'

/** An unnoted message is one of the ticket's last. */
const LATEST = 50

/**
 * What the bot's messages in the staff group are about. It holds all customers' tickets, so a reference counts only
 * where the customers have no hand in it: in a question, above a file, or where the ticket really reads so.
 */
export function createReadQuoted({ read, texts, defaultLocale }: BotDeps): ReadQuoted {
  return async ({ chat, text, caption = '' }) => {
    const words = text ?? caption
    const asked = questionIn(texts, 'staff-note-question', words)
    const ticketNumber = asked ?? referenceIn(words)
    const ticket = ticketNumber === null ? null : await read.tickets.get(ticketNumber)
    if (!ticket) return null
    if (asked !== null) return { ticketNumber: ticket.number, role: 'question' }
    const place = await read.links.place(ticket.number, 'staff')
    if (place?.chatId !== chat.id) return null
    const isOfTicket = text === undefined || (await reads(ticket, stripIsolates(text)))
    return isOfTicket ? { ticketNumber: ticket.number, role: 'notice' } : null
  }

  /** Whether a text is a ticket's card, or one of its messages from the beginning. */
  async function reads(ticket: Ticket, text: string): Promise<boolean> {
    const locale = defaultLocale()
    const heading = texts.t(locale, 'card-heading', {
      ref: formatReference(ticket.number),
      title: cleanLine(ticket.title),
    })
    if (text.startsWith(`${stripIsolates(heading)}\n`)) return true
    const messages = await read.tickets.latestMessages(ticket.number, LATEST)
    return messages.some((message) => {
      if (message.text === '') return false
      const whole = renderMessage(texts, locale, message, { room: 'staff', inTopic: false })
      return stripIsolates(whole.text).startsWith(text) && text.includes('\n')
    })
  }
}
