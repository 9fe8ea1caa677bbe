import { GrammyError } from 'grammy'
import { type Delivery, type Outcome, STAFF_SHUT } from '../../core/deliveries/delivery.ts'
import { classifyTelegramError, type TelegramFault } from '../telegram/errors.ts'
import type { ChannelDeps } from './deps.ts'
import { MisplacedError } from './post.ts'
import { PostponedError } from './slot.ts'

/** Who was to get a delivery that failed: the staff, a ticket's customer, or a group apart from any ticket. */
type Audience = 'staff' | 'customer' | 'group'

/** The outcome of a delivery that failed with an error. Throws the error again when it is a bug of ours. */
export function createOutcomes({
  desk,
  logger,
}: ChannelDeps): (delivery: Delivery, error: unknown) => Promise<Outcome> {
  return async (delivery, error) => {
    if (error instanceof PostponedError)
      return { kind: 'retry', reason: error.message, afterMs: error.afterMs }
    if (error instanceof MisplacedError) return { kind: 'retry', reason: error.message }
    const fault = classifyTelegramError(error)
    if (fault.kind === 'unknown') throw error
    const audience = audienceOf(delivery)
    if (fault.kind === 'chat_lost' && audience !== 'staff') await noteLoss(delivery, error, fault.reason)
    if (audience === 'staff' && fault.kind !== 'rate_limited' && fault.kind !== 'transient') {
      logger.error(
        { err: error, ticket: delivery.ticketNumber, delivery: delivery.payload.kind },
        'The staff group did not take a delivery.',
      )
    }
    return outcomeOf(
      fault,
      audience,
      error instanceof GrammyError ? error.description : String(error),
      delivery.attempts,
    )
  }

  async function noteLoss(delivery: Delivery, error: unknown, reason: LostReason): Promise<void> {
    const chatId = chatOf(error)
    if (chatId !== null && chatId < 0)
      await desk.chats.lost(chatId, reason === 'chat_gone' ? 'group_deleted' : 'bot_removed', delivery)
  }
}

/** Where a group has gone that has become a supergroup; null for any other error. */
export function movedChat(error: unknown): { readonly from: number; readonly to: number } | null {
  const fault = classifyTelegramError(error)
  const from = chatOf(error)
  return fault.kind === 'migrated' && from !== null ? { from, to: fault.to } : null
}

function chatOf(error: unknown): number | null {
  const chatId = error instanceof GrammyError ? error.payload['chat_id'] : null
  return typeof chatId === 'number' ? chatId : null
}

function audienceOf({ destination, ticketNumber }: Delivery): Audience {
  if (destination.kind !== 'chat') return 'staff'
  return ticketNumber === null ? 'group' : 'customer'
}

function outcomeOf(fault: TelegramFault, audience: Audience, detail: string, attempts: number): Outcome {
  switch (fault.kind) {
    case 'rate_limited':
      return { kind: 'retry', reason: detail, afterMs: fault.afterMs }
    case 'transient':
      return { kind: 'retry', reason: detail, isUnclear: fault.isUnclear }
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
      return withoutRights(audience, detail, attempts)
    case 'thread_missing':
    case 'topic_closed':
    case 'not_a_forum':
      // The operator has to mend the staff group; until then nothing of a customer's may be given up.
      return audience === 'staff'
        ? { kind: 'retry', reason: detail }
        : { kind: 'failed', reason: 'no_rights', detail }
    case 'file_unavailable':
    case 'file_too_large':
    case 'photo_refused':
      return { kind: 'failed', reason: 'file_unavailable', detail }
    case 'target_missing':
    case 'protected':
    case 'not_forwardable':
    case 'target_has_no_text':
    case 'reply_target_missing':
    case 'bad_entities':
    case 'refused':
      return { kind: 'failed', reason: 'refused', detail }
  }
}

/** After these attempts it is asked once an hour: Telegram tells when the bot's own rights change, not when all members' do. */
const HASTY_ATTEMPTS = 5
const RIGHTS_RETRY_MS = 3_600_000

/** What a ticket's customer is to read waits for Telegram's news that the bot's rights have changed. */
function withoutRights(audience: Audience, detail: string, attempts: number): Outcome {
  switch (audience) {
    case 'staff':
      return {
        kind: 'retry',
        reason: `${STAFF_SHUT}: ${detail}`,
        ...(attempts < HASTY_ATTEMPTS ? {} : { afterMs: RIGHTS_RETRY_MS }),
      }
    case 'customer':
      return { kind: 'parked', reason: 'no_rights' }
    case 'group':
      return { kind: 'failed', reason: 'no_rights', detail }
  }
}

type LostReason = Extract<TelegramFault, { kind: 'chat_lost' }>['reason']

/** What a ticket's customer is to read waits until the chat is back; a welcome does not. */
function lost(reason: LostReason, audience: Audience, detail: string): Outcome {
  switch (audience) {
    case 'staff':
      return { kind: 'retry', reason: `${STAFF_SHUT}: ${detail}` }
    case 'customer':
      return { kind: 'parked', reason }
    case 'group':
      return { kind: 'failed', reason, detail }
  }
}
