import type { Payload } from '../../core/deliveries/delivery.ts'
import type { Attachment } from '../../core/files/attachment.ts'
import type { Message } from '../../core/tickets/message.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import { bold } from '../render/compose.ts'
import { renderJoined } from '../render/joined.ts'
import { renderHeader, renderMessage } from '../render/message.ts'
import { renderWholeDescription } from '../render/staff-card.ts'
import { renderNotice } from '../render/notice.ts'
import type { RichText } from '../telegram/rich.ts'
import { type ChannelDeps, localeIn } from './deps.ts'
import { pack, type Parcel, textParcels } from './parcels.ts'
import { sourceOf } from './receipt.ts'

/** A payload that becomes new messages in a ticket's room. */
type NewPayload = Extract<Payload, { readonly kind: 'message' | 'files' | 'late_files' | 'notice' }>

/** What a delivery has to say in a room, rendered. */
export interface Outgoing {
  /** The stored message it carries whole; null for files and notices. */
  readonly message: Message | null
  /** The stored message that its Telegram messages are linked to. */
  readonly storedId: number | null
  /** Those of a joined post, in its order. */
  readonly parts?: readonly number[]
  /** The Telegram message of a chat that it replies to; null for the one that everything in the room replies to. */
  readonly replyTo: (chatId: number) => number | null
  /** The calls it takes. In the ticket's own topic it need not name the ticket. */
  readonly pack: (inTopic: boolean) => readonly Parcel[]
}

/**
 * Renders what a delivery names, with the messages that are joined to it; null where that is not there (any more). An
 * internal note is never rendered, whatever the outbox says.
 */
export function createOutgoing(
  deps: ChannelDeps,
): (ticket: Ticket, payload: NewPayload, joined?: readonly (Message | null)[]) => Promise<Outgoing | null> {
  const { read, texts, staffChatId } = deps

  return async (ticket, payload, joined) => {
    switch (payload.kind) {
      case 'message':
        return joined ? await joinedOf(ticket, payload, joined) : await messageOf(ticket, payload)
      case 'files':
        return await filesOf(ticket, payload)
      case 'late_files':
        return await lateFilesOf(ticket, payload)
      case 'notice':
        return await noticeOf(ticket, payload)
    }
  }

  async function messageOf(
    ticket: Ticket,
    { room, messageId }: Extract<Payload, { kind: 'message' }>,
  ): Promise<Outgoing | null> {
    const message = await read.tickets.message(messageId)
    if (!message || message.kind === 'note') return null
    const locale = await localeIn(room, deps, ticket)
    return {
      message,
      storedId: messageId,
      replyTo: await counterpartOf(message),
      pack(inTopic) {
        const content = renderMessage(texts, locale, message, { room, inTopic })
        const header = renderHeader(texts, locale, message, { room, inTopic })
        return pack(content, header, message.attachments)
      },
    }
  }

  async function joinedOf(
    ticket: Ticket,
    { room, messageId }: Extract<Payload, { kind: 'message' }>,
    joined: readonly (Message | null)[],
  ): Promise<Outgoing | null> {
    const message = await read.tickets.message(messageId)
    const messages = [message, ...joined].flatMap((each) => (each && each.kind !== 'note' ? [each] : []))
    const [first] = messages
    if (!first) return null
    const locale = await localeIn(room, deps, ticket)
    return {
      message,
      storedId: null,
      parts: messages.map(({ id }) => id),
      replyTo: await counterpartOf(first),
      pack: (inTopic) => textParcels(renderJoined(texts, locale, messages, { room, inTopic })),
    }
  }

  /** Where the other side sees the message that this one replies to: as it was written, or as a copy of it. */
  async function counterpartOf({ replyToId }: Message): Promise<Outgoing['replyTo']> {
    const seen = replyToId === null ? [] : await read.links.ofMessage(replyToId)
    return (chatId) =>
      seen.find((link) => link.chatId === chatId && ['source', 'copy'].includes(link.role))?.messageId ?? null
  }

  /** The files of a ticket's description. */
  async function filesOf(
    ticket: Ticket,
    { room }: Extract<Payload, { kind: 'files' }>,
  ): Promise<Outgoing | null> {
    const files = await read.tickets.files(ticket.number)
    const locale = await localeIn(room, deps, ticket)
    const header = bold(texts.t(locale, 'delivery-files', { ref: formatReference(ticket.number) }))
    return onlyFiles(null, header, files)
  }

  async function lateFilesOf(
    ticket: Ticket,
    { room, messageId, attachmentIds }: Extract<Payload, { kind: 'late_files' }>,
  ): Promise<Outgoing | null> {
    const message = await read.tickets.message(messageId)
    if (!message || message.kind === 'note') return null
    const files = message.attachments.filter(({ id }) => attachmentIds.includes(id))
    const locale = await localeIn(room, deps, ticket)
    return onlyFiles(messageId, renderHeader(texts, locale, message, { room, inTopic: false }), files)
  }

  async function noticeOf(
    ticket: Ticket,
    { room, notice }: Extract<Payload, { kind: 'notice' }>,
  ): Promise<Outgoing | null> {
    if (notice.kind === 'description') return descriptionOf(ticket)
    const content = renderNotice(texts, await localeIn(room, deps, ticket), room, ticket.number, notice)
    const source = 'messageId' in notice ? await sourceOf(read.links, staffChatId(), notice.messageId) : null
    // What is said of a delay or a failure is taken back once the message is there.
    const isPassing = notice.kind === 'undelivered' || notice.kind === 'delayed'
    const storedId = isPassing ? notice.messageId : null
    return {
      message: null,
      storedId,
      replyTo: () => source,
      pack: () => [{ kind: 'text', role: 'notice', content }],
    }
  }

  /** All of a description that the staff's card does not show whole. */
  function descriptionOf(ticket: Ticket): Outgoing | null {
    const whole = renderWholeDescription(texts, deps.defaultLocale(), ticket)
    if (!whole) return null
    const parcels = textParcels(whole, 'header')
    return { message: null, storedId: null, replyTo: () => null, pack: () => parcels }
  }
}

function onlyFiles(storedId: number | null, header: RichText, files: readonly Attachment[]): Outgoing | null {
  if (files.length === 0) return null
  const parcels = pack(header, header, files).map((parcel): Parcel => ({ ...parcel, role: 'header' }))
  return { message: null, storedId, replyTo: () => null, pack: () => parcels }
}
