import type { Status } from './ticket.ts'

export type LifecycleEvent = 'take' | 'agent_message' | 'customer_message' | 'no_reply' | 'close' | 'reopen'

/** By event, the status after each status. A status that is missing in a row refuses the event. */
const TRANSITIONS: Readonly<Record<LifecycleEvent, Partial<Record<Status, Status>>>> = {
  take: { awaiting_response: 'in_progress', awaiting_customer: 'in_progress' },
  agent_message: {
    awaiting_response: 'awaiting_customer',
    in_progress: 'awaiting_customer',
    awaiting_customer: 'awaiting_customer',
    closed: 'awaiting_customer',
  },
  customer_message: {
    awaiting_response: 'awaiting_response',
    in_progress: 'in_progress',
    awaiting_customer: 'awaiting_response',
    closed: 'awaiting_response',
  },
  no_reply: { awaiting_customer: 'closed' },
  close: { awaiting_response: 'closed', in_progress: 'closed', awaiting_customer: 'closed' },
  reopen: { closed: 'awaiting_response' },
}

/** The status after an event, or null where the event is refused. */
export function transition(status: Status, event: LifecycleEvent): Status | null {
  return TRANSITIONS[event][status] ?? null
}
