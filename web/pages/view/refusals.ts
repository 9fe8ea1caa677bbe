import type { DeskErrorCode } from '../../../core/foundation/errors.ts'
import type { FailureReason } from '../../../core/tickets/message.ts'
import { EXAMPLE_GROUP_ID } from '../../problems/document.ts'
import type { View } from './view.ts'

/** Says what to do about a group that could not be linked; null for a refusal that is not about the group. */
export function groupRefusal({ t }: View, code: DeskErrorCode): string | null {
  switch (code) {
    case 'invalid_group_id':
      return t('page-telegram-refused-id', { example: EXAMPLE_GROUP_ID })
    case 'bot_not_in_group':
    case 'group_linked_elsewhere':
    case 'group_not_ready':
    case 'bot_muted':
    case 'too_many_attempts':
    case 'telegram_unavailable':
      return t(`page-telegram-refused-${code}`)
    case 'not_found':
    case 'forbidden':
    case 'invalid_request':
    case 'ticket_closed':
    case 'ticket_open':
    case 'already_taken':
    case 'storage_unavailable':
    case 'link_code_unknown':
    case 'link_code_spent':
    case 'link_code_expired':
    case 'storage_full':
    case 'storage_quota_exceeded':
      return null
  }
}

/** Says why a customer's message has not reached the agents on Telegram. */
export function failureWords({ t }: View, reason: FailureReason | null): string {
  switch (reason) {
    case 'bot_removed':
    case 'chat_gone':
    case 'no_rights':
    case 'file_unavailable':
      return t(`page-delivery-${reason}`)
    // These happen in customers' chats only; of the staff group they would mean a refusal.
    case 'blocked_by_user':
    case 'user_not_started':
    case 'group_not_linked':
    case 'membership_ended':
    case 'refused':
    case 'internal_error':
    case null:
      return t('page-delivery-refused')
  }
}
