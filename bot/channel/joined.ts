import type { Delivery } from '../../core/deliveries/delivery.ts'
import { isVisible } from '../../core/foundation/text.ts'
import type { Message } from '../../core/tickets/message.ts'
import { fitsOnePost, renderJoined } from '../render/joined.ts'
import { type ChannelDeps, localeIn } from './deps.ts'

/** Tells how many messages of a ticket, from the first on, go into one post. */
export type Fitting = (deliveries: readonly Delivery[]) => Promise<number>

/** Only texts are joined that reply to the same, and of which nothing has been sent yet. */
export function createFitting(deps: Pick<ChannelDeps, 'read' | 'texts' | 'defaultLocale'>): Fitting {
  const { read, texts } = deps

  return async ([first, ...others]) => {
    if (first?.payload.kind !== 'message' || first.ticketNumber === null) return 1
    const { room } = first.payload
    const ticket = await read.tickets.get(first.ticketNumber)
    const head = await joinable(first)
    if (!ticket || !head) return 1
    const locale = await localeIn(room, deps, ticket)
    const joined = [head]
    for (const other of others) {
      const message = await joinable(other)
      if (message?.replyToId !== head.replyToId) break
      const all = [...joined, message]
      // Where the ticket has to be named, headings are at their longest.
      if (!fitsOnePost(renderJoined(texts, locale, all, { room, inTopic: false }))) break
      joined.push(message)
    }
    return joined.length
  }

  async function joinable({ payload, attempts }: Delivery): Promise<Message | null> {
    const message = payload.kind === 'message' ? await read.tickets.message(payload.messageId) : null
    if (!message || message.kind === 'note' || message.attachments.length > 0 || !isVisible(message.text))
      return null
    // A long one may have been sent in part.
    const hasCopies =
      attempts > 0 && (await read.links.ofMessage(message.id)).some(({ role }) => role === 'copy')
    return hasCopies ? null : message
  }
}
