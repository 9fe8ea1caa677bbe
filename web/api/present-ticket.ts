import { z } from 'zod'
import type { Attachment } from '../../core/files/attachment.ts'
import {
  CATEGORIES,
  formatReference,
  type HistoryEntry,
  PRIORITIES,
  STATUSES,
  type Ticket,
} from '../../core/tickets/ticket.ts'
import { attachmentSchema, presentAttachment } from './present-attachment.ts'

const named = z.object({ name: z.string() })

/** The schema of a ticket in a list. */
export const ticketSchema = z
  .object({
    ref: z.string(),
    title: z.string(),
    description: z.string(),
    status: z.enum(STATUSES),
    priority: z.enum(PRIORITIES),
    category: z.enum(CATEGORIES),
    source: z.enum(['telegram', 'panel']),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    createdBy: named,
    assignee: named.nullable(),
    attachments: z.array(attachmentSchema),
  })
  .meta({ id: 'Ticket' })

const historyEntrySchema = z
  .object({
    at: z.iso.datetime(),
    from: z.enum(STATUSES).nullable(),
    to: z.enum(STATUSES),
    by: z.object({ side: z.enum(['customer', 'agent', 'system']), name: z.string() }),
    cause: z.string(),
  })
  .meta({ id: 'HistoryEntry' })

/** The schema of a ticket that is read by itself. */
export const ticketDetailsSchema = ticketSchema
  .extend({ history: z.array(historyEntrySchema) })
  .meta({ id: 'TicketDetails' })

/** A ticket as lists show it. */
export function presentTicket(ticket: Ticket, files: readonly Attachment[]): z.output<typeof ticketSchema> {
  return {
    ref: formatReference(ticket.number),
    title: ticket.title,
    description: ticket.description,
    status: ticket.status,
    priority: ticket.priority,
    category: ticket.category,
    source: ticket.source,
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    closedAt: ticket.closedAt?.toISOString() ?? null,
    createdBy: { name: ticket.creator.name },
    assignee: ticket.assignee && { name: ticket.assignee.name },
    attachments: files.map(presentAttachment),
  }
}

/** A ticket that is read by itself: with its history. */
export function presentTicketDetails(read: {
  readonly ticket: Ticket
  readonly files: readonly Attachment[]
  readonly history: readonly HistoryEntry[]
}): z.output<typeof ticketDetailsSchema> {
  return { ...presentTicket(read.ticket, read.files), history: read.history.map(presentHistoryEntry) }
}

function presentHistoryEntry({ at, from, to, by, cause }: HistoryEntry): z.output<typeof historyEntrySchema> {
  return { at: at.toISOString(), from, to, by: { side: by.side, name: by.name }, cause }
}
