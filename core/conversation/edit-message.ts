import type { AgentActor, CustomerActor } from '../foundation/actor.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import type { Room } from '../places/place.ts'
import { type Action, authorize } from '../policies/access.ts'
import { createEditTicket } from './edit-ticket.ts'
import { toRoom } from '../policies/notify.ts'
import type { MessageEdit } from '../changes/change.ts'
import type { MessageLink } from '../places/place.ts'
import type { TicketStore } from '../changes/ports.ts'
import type { LinkReader } from '../places/reader.ts'
import { isVisible } from '../foundation/text.ts'
import { rewritten } from '../tickets/captions.ts'
import type { Content, Message } from '../tickets/message.ts'
import type { Ticket } from '../tickets/ticket.ts'

export interface EditInput {
  readonly chatId: number
  readonly messageId: number
  readonly content: Content
}

export type EditMessage = (
  actor: CustomerActor | AgentActor,
  input: EditInput,
) => Promise<'edited' | 'unknown' | 'same'>

export interface EditMessagePorts {
  readonly tickets: TicketStore
  readonly links: LinkReader
  readonly clock: () => Date
}

/**
 * Stores an edit of a message and sends it to the message's copies, with the new file if it has one. An edited note
 * stays a note; an edit of what a ticket was written in is the ticket's. Returns `unknown` for what is no stored
 * message, and `same` where nothing changed. Throws DeskError `not_found` where the ticket is another organization's,
 * `forbidden`, `invalid_request`.
 */
export function createEditMessage({ tickets, links, clock }: EditMessagePorts): EditMessage {
  const editTicket = createEditTicket({ tickets })
  return async (actor, { chatId, messageId, content }) => {
    const link = await links.find(chatId, messageId)
    if (link?.role === 'title' || link?.role === 'description')
      return await editTicket(actor, link, content.text)
    if (!link?.storedId || link.role !== 'source') return 'unknown'
    const message = await tickets.message(link.storedId)
    const ticket = await tickets.get(link.ticketNumber)
    if (!message || !ticket) return 'unknown'
    authorize(actor, actionOf(actor, message), ticket)
    const around = content.attachments.length > 0 ? await links.ofMessage(message.id) : []
    const file = fileOf(message, link, around, content)
    if (message.attachments.length === 0 && !file && !isVisible(content.text)) return 'same'
    // A message that still waits is rendered when it is sent, and then with this file.
    const isSent = around.some(({ role }) => role === 'copy' || role === 'header')
    const says = rewritten(message, messageId, content)
    const edited = await tickets.editMessage(message.id, { ...says, file }, clock(), (ids) =>
      deliveriesOf(ticket, message, isSent ? ids.attachmentIds : []),
    )
    return edited ? 'edited' : 'same'
  }
}

/** Who may write a message may edit it. */
function actionOf({ kind }: CustomerActor | AgentActor, message: Message): Action {
  if (kind !== 'agent') return 'write_message'
  return message.kind === 'note' ? 'write_note' : 'answer'
}

/**
 * The new file of an edit; null where it has none. Each Telegram message of an album has one of its files, in order.
 */
function fileOf(
  { attachments }: Message,
  { chatId, messageId }: MessageLink,
  around: readonly MessageLink[],
  content: Content,
): MessageEdit['file'] {
  const [file] = content.attachments
  const isKnown = attachments.some(({ fileUniqueId }) => fileUniqueId === file?.fileUniqueId)
  if (!file || isKnown) return null
  const sources = around.filter((link) => link.role === 'source' && link.chatId === chatId)
  const at = sources.findIndex((link) => link.messageId === messageId)
  const replaces = attachments[at]?.id ?? null
  return { file, replaces, position: replaces === null ? attachments.length : at }
}

function deliveriesOf(ticket: Ticket, message: Message, attachmentIds: readonly string[]): NewDelivery[] {
  if (message.kind === 'note') return []
  const room: Room = message.author.side === 'agent' ? 'customer' : 'staff'
  const messageId = message.id
  return [
    ...toRoom(ticket, { kind: 'edit', room, messageId }),
    ...(attachmentIds.length > 0
      ? toRoom(ticket, { kind: 'late_files', room, messageId, attachmentIds })
      : []),
  ]
}
