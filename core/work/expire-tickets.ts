import { afterMove } from '../policies/notify.ts'
import { authorize } from '../policies/access.ts'
import type { SystemActor } from '../foundation/actor.ts'
import type { Change, Found } from '../changes/change.ts'
import type { ChangePorts } from '../changes/ports.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { move } from '../tickets/move.ts'

export type ExpireTickets = () => Promise<void>

export interface ExpireTicketsPorts extends ChangePorts {
  readonly clock: () => Date
  readonly settings: Pick<DeskSettings, 'autoCloseAfterMs'>
}

const BATCH = 100
const CLOCK: SystemActor = { kind: 'system' }

/** Closes each ticket whose customer has not replied in time, unless that is switched off. */
export function createExpireTickets({
  tickets,
  settings,
  smsTerms,
  clock,
}: ExpireTicketsPorts): ExpireTickets {
  return async () => {
    if (settings.autoCloseAfterMs === null) return
    for (;;) {
      const due = await tickets.expired(clock(), BATCH)
      for (const number of due) await tickets.change(number, close)
      if (due.length < BATCH) return
    }
  }

  /** Checks again under the lock: a message that came first has moved or removed the deadline. */
  function close({ ticket }: Found, now: Date): Change<void> {
    authorize(CLOCK, 'expire_ticket', ticket)
    if (ticket.autoCloseAt === null || ticket.autoCloseAt > now) return { result: undefined }
    const moved = move(ticket, 'no_reply', CLOCK, now)
    if (!moved) return { result: undefined, ticket: { ...ticket, autoCloseAt: null } }
    return { result: undefined, ...moved, deliveries: afterMove(moved, CLOCK, smsTerms()) }
  }
}
