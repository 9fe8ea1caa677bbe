import type { Outcome } from '../../core/deliveries/delivery.ts'
import type { TelegramFault } from '../telegram/errors.ts'

/** Whose chat something went wrong in: the staff's, a ticket's customer's, or a group as such. */
export type Audience = 'staff' | 'customer' | 'group'

/** What a fault means for a delivery. Total, so that every answer of Telegram can be read off a table. */
export function outcomeOf(fault: TelegramFault, audience: Audience, detail: string): Outcome {
  switch (fault.kind) {
    case 'rate_limited':
      return { kind: 'retry', reason: detail, afterMs: fault.afterMs }
    case 'transient':
    case 'unauthorized':
    case 'migrated':
    case 'unknown':
      return { kind: 'retry', reason: detail }
    case 'sent_and_gone':
    case 'not_modified':
    case 'topic_not_modified':
    case 'stale_query':
      return { kind: 'delivered' }
    case 'chat_lost':
      return lost(fault.reason, audience, detail)
    case 'no_rights':
    case 'thread_missing':
    case 'topic_closed':
    case 'not_a_forum':
      // In the staff group an operator mends it; nothing of a customer's may be given up meanwhile.
      return audience === 'staff'
        ? { kind: 'retry', reason: detail }
        : { kind: 'failed', reason: 'no_rights', detail }
    case 'file_unavailable':
    case 'photo_refused':
      return { kind: 'failed', reason: 'file_unavailable', detail }
    case 'target_missing':
    case 'target_has_no_text':
    case 'reply_target_missing':
    case 'bad_entities':
    case 'refused':
      return { kind: 'failed', reason: 'refused', detail }
  }
}

type LostReason = Extract<TelegramFault, { kind: 'chat_lost' }>['reason']

/** What a ticket's customer is to read waits for the chat to come back; a welcome does not. */
function lost(reason: LostReason, audience: Audience, detail: string): Outcome {
  switch (audience) {
    case 'staff':
      return { kind: 'retry', reason: detail }
    case 'customer':
      return { kind: 'parked', reason }
    case 'group':
      return { kind: 'failed', reason, detail }
  }
}
