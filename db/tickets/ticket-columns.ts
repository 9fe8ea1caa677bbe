import type { HistoryEntry, Ticket } from '../../core/tickets/ticket.ts'
import { partyFrom } from '../schema/party.ts'
import type { Tables } from '../schema/tables.ts'

export type TicketRow = Tables['tickets']['$inferSelect']
type HistoryRow = Tables['history']['$inferSelect']

/** The ticket that a row holds. */
export function ticketOf(row: TicketRow): Ticket {
  return {
    number: row.number,
    organizationId: row.organizationId,
    title: row.title,
    description: row.description,
    descriptionParts: row.descriptionParts ?? [],
    status: row.status,
    priority: row.priority,
    category: row.category,
    source: row.source,
    creator: partyFrom(row.creatorSide, row.creatorName, row.creatorTelegramId, row.creatorPanelUserId),
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

/** A ticket as columns to insert. */
export function ticketColumns(ticket: Ticket): Omit<TicketRow, 'requestKey' | 'searchStale'> {
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

/** The history entry that a row holds. */
export function historyOf(row: HistoryRow): HistoryEntry {
  return {
    at: row.at,
    from: row.from,
    to: row.to,
    by: partyFrom(row.bySide, row.byName, row.byTelegramId, row.byPanelUserId),
    cause: row.cause,
  }
}

/** A history entry as columns to insert. */
export function historyColumns(ticketNumber: number, entry: HistoryEntry): Omit<HistoryRow, 'id'> {
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
