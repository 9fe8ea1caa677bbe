import { toRoom } from '../policies/notify.ts'
import type { Ports } from '../ports.ts'
import { isVisible } from '../text.ts'
import type { Content } from './message.ts'

export interface EditInput {
  readonly chatId: number
  readonly messageId: number
  readonly content: Pick<Content, 'text' | 'entities'>
}

export type EditMessage = (input: EditInput) => Promise<'edited' | 'unknown' | 'same'>

/** Carries an edit of a message that crossed to its copies; a note stays a note. */
export function createEditMessage({ tickets, links, clock }: Ports): EditMessage {
  return async ({ chatId, messageId, content }) => {
    const link = await links.find(chatId, messageId)
    if (!link?.storedId || link.role !== 'source') return 'unknown'
    const message = await tickets.message(link.storedId)
    const ticket = await tickets.get(link.ticketNumber)
    if (!message || !ticket) return 'unknown'
    if (message.attachments.length === 0 && !isVisible(content.text)) return 'same'
    const id = message.id
    const deliveries =
      message.kind === 'note'
        ? []
        : message.author.side === 'agent'
          ? toRoom(ticket, { kind: 'edit', room: 'customer', messageId: id })
          : toRoom(ticket, { kind: 'edit', room: 'staff', messageId: id })
    return (await tickets.editMessage(id, content, clock(), deliveries)) ? 'edited' : 'same'
  }
}
