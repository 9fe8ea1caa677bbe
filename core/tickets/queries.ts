import type { SearchQuery } from './search-words.ts'
import type { Category, Priority, Status } from './ticket.ts'

export interface Page<Item> {
  readonly items: Item[]
  readonly total: number
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

/** With a minus the greatest come first. `priority` has the most urgent first, `-priority` the least urgent. */
export const TICKET_SORTS = [
  '-updatedAt',
  'updatedAt',
  '-createdAt',
  'createdAt',
  '-ref',
  'ref',
  'priority',
  '-priority',
] as const
export type TicketSort = (typeof TICKET_SORTS)[number]

/** Which tickets; an absent or empty field does not filter. */
export interface TicketFilter {
  /** Absent only for the staff's own lists. */
  readonly organizationId?: string
  readonly status?: readonly Status[]
  readonly priority?: readonly Priority[]
  readonly category?: readonly Category[]
  /** Tickets in whose texts all words are found; without an organization only the newest 10,000 are searched. */
  readonly words?: SearchQuery
  readonly sort?: TicketSort
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}
