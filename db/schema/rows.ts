import type { Party } from '../../core/foundation/actor.ts'
import type { Attachment } from '../../core/files/attachment.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { HistoryEntry, Ticket } from '../../core/tickets/ticket.ts'
import type { Tables } from './tables.ts'

type TicketRow = Tables['tickets']['$inferSelect']
type MessageRow = Tables['messages']['$inferSelect']
type AttachmentRow = Tables['attachments']['$inferSelect']
type HistoryRow = Tables['history']['$inferSelect']

/** A stored ticket. */
export function ticketOf(row: TicketRow): Ticket {
  return {
    number: row.number,
    organizationId: row.organizationId,
    title: row.title,
    description: row.description,
    status: row.status,
    priority: row.priority,
    category: row.category,
    source: row.source,
    creator: party(row.creatorSide, row.creatorName, row.creatorTelegramId, row.creatorPanelUserId),
    assignee:
      row.assigneeTelegramId === null
        ? null
        : { telegramId: row.assigneeTelegramId, name: row.assigneeName ?? '' },
    home: row.homeChatId === null ? null : { chatId: row.homeChatId, threadId: row.homeThreadId },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    closedAt: row.closedAt,
    autoCloseAt: row.autoCloseAt,
    smsFailure: row.smsFailure,
    smsStatus: row.smsStatus,
  }
}

/** The columns of a ticket. */
export function ticketRow(ticket: Ticket): Omit<TicketRow, 'requestKey' | 'searchStale'> {
  const { creator, assignee, home, ...same } = ticket
  return {
    ...same,
    creatorSide: creator.side,
    creatorName: creator.name,
    creatorTelegramId: creator.telegramId,
    creatorPanelUserId: creator.panelUserId,
    assigneeTelegramId: assignee?.telegramId ?? null,
    assigneeName: assignee?.name ?? null,
    homeChatId: home?.chatId ?? null,
    homeThreadId: home?.threadId ?? null,
  }
}

/** A stored message with its files. */
export function messageOf(row: MessageRow, attachments: readonly Attachment[]): Message {
  return {
    id: row.id,
    ticketNumber: row.ticketNumber,
    kind: row.kind,
    author: party(row.authorSide, row.authorName, row.authorTelegramId, row.authorPanelUserId),
    text: row.text,
    entities: row.entities,
    attachments,
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    delivery: { state: row.deliveryState, until: row.deliveryUntil, reason: row.deliveryReason },
  }
}

/** A stored file. */
export function attachmentOf(row: AttachmentRow): Attachment {
  const { id, kind, name, type, size, fileId, fileUniqueId, bytes } = row
  return { id, kind, name, type, size, fileId, fileUniqueId, bytes }
}

/** A stored line of the history. */
export function historyOf(row: HistoryRow): HistoryEntry {
  return {
    at: row.at,
    from: row.from,
    to: row.to,
    by: party(row.bySide, row.byName, row.byTelegramId, row.byPanelUserId),
    cause: row.cause,
  }
}

/** The columns of a line of the history. */
export function historyRow(ticketNumber: number, entry: HistoryEntry): Omit<HistoryRow, 'id'> {
  const { by, ...same } = entry
  return {
    ...same,
    ticketNumber,
    bySide: by.side,
    byName: by.name,
    byTelegramId: by.telegramId,
    byPanelUserId: by.panelUserId,
  }
}

function party(
  side: Party['side'],
  name: string,
  telegramId: number | null,
  panelUserId: string | null,
): Party {
  return { side, name, telegramId, panelUserId }
}
