import type { Stretch } from '../calendar/month.ts'
import type { Attachment } from '../files/attachment.ts'
import type { Message } from './message.ts'
import type { Page, TicketFilter } from './queries.ts'
import type { HistoryEntry, Priority, Ticket } from './ticket.ts'

/** Reads tickets and their messages. */
export interface TicketReader {
  get(number: number): Promise<Ticket | null>
  list(filter: TicketFilter): Promise<Page<Ticket>>
  /** How many tickets of an organization were opened in a stretch of time; a priority without any is missing. */
  openedWithin(organizationId: string, within: Stretch): Promise<ReadonlyMap<Priority, number>>
  /** Tickets whose `autoCloseAt` has passed. */
  expired(now: Date, limit: number): Promise<number[]>
  history(number: number): Promise<HistoryEntry[]>
  /** The last change of its status, or its opening; null without such a ticket. */
  latestMove(number: number): Promise<HistoryEntry | null>
  /** The files of the description. */
  files(number: number): Promise<Attachment[]>
  /** The same for many tickets at once; a ticket without files may be missing from the map. */
  filesOf(numbers: readonly number[]): Promise<ReadonlyMap<number, Attachment[]>>
  messages(
    number: number,
    page: { readonly page: number; readonly pageSize: number; readonly notes: boolean },
  ): Promise<Page<Message>>
  /** The newest `limit` messages that are not notes, oldest first. */
  latestMessages(number: number, limit: number): Promise<Message[]>
  message(id: number): Promise<Message | null>
  /** The ticket that an earlier item of an album was written to. */
  ofAlbum(chatId: number, albumId: string): Promise<number | null>
}
