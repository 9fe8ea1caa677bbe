import { countMessages } from './_count-messages.ts'
import { countOrder } from './_count-order.ts'
import { countTickets } from './_count-tickets.ts'
import { countTimers } from './_count-timers.ts'
import type { Finding, Rest } from './_rest.ts'

/** Everything that is wrong with how a run has come to rest. */
export function count(rest: Rest): Finding[] {
  return [...countMessages(rest), ...countTickets(rest), ...countOrder(rest), ...countTimers(rest)]
}
