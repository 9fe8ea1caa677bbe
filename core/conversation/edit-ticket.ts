import type { z } from 'zod'
import type { TicketStore } from '../changes/ports.ts'
import type { AgentActor, CustomerActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import type { MessageLink } from '../places/place.ts'
import { authorize } from '../policies/access.ts'
import { cards, toStaff } from '../policies/notify.ts'
import { joinDescription, rewritePart } from '../tickets/description.ts'
import { descriptionSchema, type Ticket, titleSchema } from '../tickets/ticket.ts'

/** Takes an edit of a message that a ticket's title, or a part of its description, was written in. */
export type EditTicket = (
  actor: CustomerActor | AgentActor,
  link: MessageLink,
  text: string,
) => Promise<'edited' | 'same'>

/**
 * Stores the new title or description; the cards and the topic's name follow. Throws DeskError `not_found` where the
 * ticket is another organization's, `invalid_request` with what is wrong with the text.
 */
export function createEditTicket({ tickets }: { readonly tickets: TicketStore }): EditTicket {
  return async (actor, link, text) => {
    const changed = await tickets.change<'edited' | 'same'>(link.ticketNumber, ({ ticket }, now) => {
      authorize(actor, 'write_message', ticket)
      const next = link.role === 'title' ? withTitle(ticket, text) : withPart(ticket, link.messageId, text)
      if (next.title === ticket.title && next.description === ticket.description) return { result: 'same' }
      const notice = { kind: 'notice', room: 'staff', notice: { kind: 'description' } } as const
      return {
        result: 'edited',
        ticket: { ...next, updatedAt: now },
        deliveries: [
          ...cards(ticket),
          ...(next.description === ticket.description ? [] : [toStaff(ticket.number, notice)]),
        ],
      }
    })
    return changed.duplicate ? 'same' : changed.result
  }
}

function withTitle(ticket: Ticket, text: string): Ticket {
  return { ...ticket, title: checked('title', titleSchema, text) }
}

function withPart(ticket: Ticket, messageId: number, text: string): Ticket {
  const descriptionParts = rewritePart(ticket.descriptionParts, messageId, text.trim())
  const description = checked('description', descriptionSchema, joinDescription(descriptionParts))
  return { ...ticket, description, descriptionParts }
}

function checked(field: string, schema: z.ZodType<string>, text: string): string {
  const { data, error } = schema.safeParse(text)
  if (error) throw new DeskError('invalid_request', { [field]: error.issues[0]?.message ?? 'empty' })
  return data
}
