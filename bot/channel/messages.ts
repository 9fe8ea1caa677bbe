import type { Outcome } from '../../core/deliveries/delivery.ts'
import type { Room } from '../../core/places/place.ts'
import type { Locale } from '../../core/people/person.ts'
import type { Attachment } from '../../core/files/attachment.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import { renderHeader, renderMessage } from '../render/message.ts'
import { bold, type RichText } from '../render/rich.ts'
import type { Attempt } from './attempt.ts'
import { carry, type CarryDeps, sentBefore } from './carry.ts'
import { type ChannelDeps, customerLocale } from './deps.ts'
import { pack, type Parcel } from './parcels.ts'
import type { Rooms } from './room.ts'

export interface Messages {
  message(attempt: Attempt, ticket: Ticket, room: Room, messageId: number): Promise<Outcome>
  /** The files of the description. */
  files(attempt: Attempt, ticket: Ticket, room: Room): Promise<Outcome>
  /** Files of an album that came after its message had been sent. */
  lateFiles(
    attempt: Attempt,
    ticket: Ticket,
    room: Room,
    messageId: number,
    attachmentIds: readonly string[],
  ): Promise<Outcome>
}

const DELIVERED: Outcome = { kind: 'delivered' }

/** Carries what people wrote into a room. An internal note goes nowhere, whatever the outbox says. */
export function createMessages(deps: ChannelDeps & CarryDeps, rooms: Rooms): Messages {
  const { read, texts, defaultLocale } = deps
  /** How far the files of a delivery got that has to be tried again. */
  const filesSent = new Map<number, number>()

  return {
    async message(attempt, ticket, room, messageId) {
      const message = await read.tickets.message(messageId)
      if (!message || message.kind === 'note') return DELIVERED
      attempt.message = message
      const locale = await localeOf(room, ticket)
      let again = attempt.delivery.attempts > 0
      await rooms[room].within(ticket, async (target) => {
        const view = { room, inTopic: target.inTopic }
        const parcels = pack(
          renderMessage(texts, locale, message, view),
          renderHeader(texts, locale, message, view),
          message.attachments,
        )
        const skip = again ? await sentBefore(deps, message, target.chatId) : 0
        again = false
        await carry(deps, attempt, target, parcels, {
          ticketNumber: ticket.number,
          storedId: messageId,
          skip,
          reportLostFiles: reporting(room),
        })
      })
      return DELIVERED
    },

    async files(attempt, ticket, room) {
      const files = await read.tickets.files(ticket.number)
      const header = bold(
        texts.t(await localeOf(room, ticket), 'delivery-files', { ref: formatReference(ticket.number) }),
      )
      return await carryFiles(attempt, ticket, room, { storedId: null, header, files })
    },

    async lateFiles(attempt, ticket, room, messageId, attachmentIds) {
      const message = await read.tickets.message(messageId)
      if (!message || message.kind === 'note') return DELIVERED
      const files = message.attachments.filter(({ id }) => attachmentIds.includes(id))
      const header = renderHeader(texts, await localeOf(room, ticket), message, { room, inTopic: false })
      return await carryFiles(attempt, ticket, room, { storedId: messageId, header, files })
    },
  }

  interface Files {
    readonly storedId: number | null
    readonly header: RichText
    readonly files: readonly Attachment[]
  }

  async function carryFiles(
    attempt: Attempt,
    ticket: Ticket,
    room: Room,
    { storedId, header, files }: Files,
  ): Promise<Outcome> {
    if (files.length === 0) return DELIVERED
    const { id } = attempt.delivery
    const parcels = pack(header, header, files).map((parcel): Parcel => ({ ...parcel, role: 'header' }))
    const before = filesSent.get(id) ?? 0
    let skip = before
    try {
      await rooms[room].within(ticket, async (target) => {
        const options = { ticketNumber: ticket.number, storedId, skip, reportLostFiles: reporting(room) }
        skip = 0
        await carry(deps, attempt, target, parcels, options)
      })
      filesSent.delete(id)
    } catch (error) {
      filesSent.set(id, before + attempt.links.length)
      throw error
    }
    return DELIVERED
  }

  async function localeOf(room: Room, ticket: Ticket): Promise<Locale> {
    return room === 'staff' ? defaultLocale() : await customerLocale(deps, ticket)
  }

  /** A customer's words reach the staff even when a file of theirs is lost; an agent is told and sends it again. */
  function reporting(room: Room): Locale | null {
    return room === 'staff' ? defaultLocale() : null
  }
}
