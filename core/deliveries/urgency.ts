import type { Priority } from '../tickets/ticket.ts'
import type { Payload } from './delivery.ts'

/** How pressing a delivery is: the smaller, the sooner it goes out where Telegram's limits make some wait. */
export const URGENCY = {
  /** Somebody waits for what they have just done. */
  awaited: 1,
  /** Answers to customers, and closings. */
  answer: 2,
  /** New critical and urgent tickets, and what is said in them. */
  pressing: 3,
  /** Other tickets, new, and what is said in them. */
  usual: 4,
  notice: 5,
  /** A state to show: it need not keep its place among what is said, and shows the latest whenever it comes. */
  state: 6,
} as const

export type Urgency = (typeof URGENCY)[keyof typeof URGENCY]

/** What a waiting delivery is about, as far as its urgency depends on it. */
export interface About {
  readonly payload: Payload
  /** Null for a delivery that belongs to no ticket. */
  readonly priority: Priority | null
  /** Whether the ticket has its card in the room already. */
  readonly hasCard: boolean
}

/** How pressing a delivery is. */
export function urgencyOf({ payload, priority, hasCard }: About): Urgency {
  const ofTicket = priority === 'critical' || priority === 'urgent' ? URGENCY.pressing : URGENCY.usual
  switch (payload.kind) {
    case 'welcome':
    case 'greeting':
    case 'form_timeout':
      return URGENCY.awaited
    case 'sms':
      return URGENCY.answer
    case 'message':
    case 'late_files':
    case 'edit':
      return payload.room === 'customer' ? URGENCY.answer : ofTicket
    case 'files':
      return ofTicket
    case 'card':
      return hasCard ? URGENCY.state : ofTicket
    case 'notice':
      return payload.room === 'customer' && payload.notice.kind === 'closed' ? URGENCY.answer : URGENCY.notice
    case 'farewell':
    case 'delete':
      return URGENCY.notice
    case 'receipt':
      return URGENCY.state
  }
}

/** Whether it leaves the last places that Telegram's limits have to what people wait for. */
export function yields(urgency: Urgency): boolean {
  return urgency >= URGENCY.notice
}
