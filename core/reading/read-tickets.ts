import type { Actor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import type { SearchStore } from '../tickets/ports.ts'
import type { TicketReader } from '../tickets/reader.ts'
import type { Attachment } from '../files/attachment.ts'
import type { Message } from '../tickets/message.ts'
import type { Page, TicketFilter } from '../tickets/queries.ts'
import { parseSearch } from '../tickets/search-words.ts'
import type { HistoryEntry, Ticket } from '../tickets/ticket.ts'

export interface ReadTickets {
  /**
   * The actor's organization's tickets; all of them for an agent. `q` looks for words in title, description, messages
   * (not notes) and reference; a blank one does not filter, and one without a letter or digit finds nothing.
   */
  list(
    actor: Actor,
    filter: Omit<TicketFilter, 'organizationId' | 'words'> & { readonly q?: string },
  ): Promise<Page<Ticket>>
  /** Throws `not_found` for one that does not exist or is another organization's. */
  get(actor: Actor, number: number): Promise<Ticket>
  details(
    actor: Actor,
    number: number,
  ): Promise<{ readonly ticket: Ticket; readonly files: Attachment[]; readonly history: HistoryEntry[] }>
  /** The conversation, oldest first, without internal notes. */
  messages(
    actor: Actor,
    number: number,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<Message>>
  /** The files of the descriptions of tickets that were listed, by number. */
  filesOf(actor: Actor, listed: readonly Ticket[]): Promise<ReadonlyMap<number, Attachment[]>>
  /** One message of a ticket; throws `not_found` for a note too. */
  message(actor: Actor, number: number, id: number): Promise<Message>
  /** Indexes up to `limit` changed tickets ahead of the next search; returns how many. */
  indexTexts(limit: number): Promise<number>
  /** The newest `limit` messages that are not notes, oldest first. */
  latest(actor: Actor, number: number, limit: number): Promise<Message[]>
}

export interface ReadTicketsPorts {
  readonly tickets: TicketReader
  readonly search: SearchStore
}

/** Changed tickets that a search indexes before it looks; with more of them, the indexing job is behind. */
const CATCH_UP_MAX = 200

/** Builds the reading use cases; each shows only what its actor may see. */
export function createReadTickets({ tickets, search }: ReadTicketsPorts): ReadTickets {
  return {
    async list(actor, { q = '', ...filter }) {
      authorize(actor, 'read_ticket')
      const scope =
        actor.kind === 'member' || actor.kind === 'panel'
          ? { organizationId: actor.organizationId }
          : undefined
      const words = parseSearch(q)
      if (!words) return await tickets.list({ ...filter, ...scope })
      if (words.length === 0) return { items: [], total: 0, page: filter.page, pageSize: filter.pageSize }
      await search.catchUp(CATCH_UP_MAX, scope?.organizationId)
      return await tickets.list({ ...filter, ...scope, words })
    },
    get,
    async details(actor, number) {
      const ticket = await get(actor, number)
      return { ticket, files: await tickets.files(number), history: await tickets.history(number) }
    },
    async messages(actor, number, page) {
      await get(actor, number)
      return await tickets.messages(number, { ...page, notes: false })
    },
    async filesOf(actor, listed) {
      for (const ticket of listed) authorize(actor, 'read_ticket', ticket)
      return await tickets.filesOf(listed.map((ticket) => ticket.number))
    },
    async message(actor, number, id) {
      await get(actor, number)
      const message = await tickets.message(id)
      if (message?.ticketNumber !== number || message.kind === 'note') throw new DeskError('not_found')
      return message
    },
    indexTexts: (limit) => search.catchUp(limit),
    async latest(actor, number, limit) {
      await get(actor, number)
      return await tickets.latestMessages(number, limit)
    },
  }

  async function get(actor: Actor, number: number): Promise<Ticket> {
    const ticket = await tickets.get(number)
    if (!ticket) throw new DeskError('not_found')
    authorize(actor, 'read_ticket', ticket)
    return ticket
  }
}
