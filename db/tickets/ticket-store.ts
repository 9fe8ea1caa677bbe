import type { TicketStore } from '../../core/changes/ports.ts'
import type { Listeners } from '../engine/listeners.ts'
import { createMessageQueries } from '../messages/message-queries.ts'
import { createChange } from './change-ticket.ts'
import { createEditMessage } from './edit-message.ts'
import { createOpen } from './open-ticket.ts'
import { createTicketQueries } from './ticket-queries.ts'
import type { TicketParts } from './ticket-rows.ts'

/** Tickets with their messages, files and history; `changes` hears of each ticket that was opened or changed. */
export function createTicketStore(parts: TicketParts, changes: Listeners): TicketStore {
  const open = createOpen(parts)
  const change = createChange(parts)
  return {
    ...createTicketQueries(parts),
    ...createMessageQueries(parts.db, parts.messages),
    async open(opening) {
      const opened = await open(opening)
      changes.announce()
      return opened
    },
    async change(number, decide, origin) {
      const changed = await change(number, decide, origin)
      changes.announce()
      return changed
    },
    editMessage: createEditMessage(parts),
  }
}
