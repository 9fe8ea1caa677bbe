import { Busy } from '../../core/foundation/errors.ts'
import { GrammyError, HttpError } from 'grammy'
import { ProxyError } from '../route/proxy.ts'

/** How a call to Telegram failed, told apart as far as it makes a difference to what is done next. */
export type TelegramFault =
  /** 429: to be tried again after this long, and not before. */
  | { readonly kind: 'rate_limited'; readonly afterMs: number }
  /** The chat is out of reach until it is heard of again. */
  | { readonly kind: 'chat_lost'; readonly reason: LostReason }
  /** The group has become a supergroup. */
  | { readonly kind: 'migrated'; readonly to: number }
  | { readonly kind: 'thread_missing' }
  | { readonly kind: 'topic_closed' }
  /** The topic is already as it was to be: closed, reopened or so named. */
  | { readonly kind: 'topic_not_modified' }
  | { readonly kind: 'not_a_forum' }
  | { readonly kind: 'not_modified' }
  /** A message to edit, delete or react to is gone or can't be changed. */
  | { readonly kind: 'target_missing' }
  /** A message to forward is protected, or its chat is. */
  | { readonly kind: 'protected' }
  /** A message of a kind that is never forwarded. */
  | { readonly kind: 'not_forwardable' }
  /** The message to edit has a caption and no text. */
  | { readonly kind: 'target_has_no_text' }
  | { readonly kind: 'reply_target_missing' }
  | { readonly kind: 'file_unavailable' }
  /** More bytes than Telegram takes with one call. */
  | { readonly kind: 'file_too_large' }
  /** A picture that Telegram does not take as a photo; as a document it does. */
  | { readonly kind: 'photo_refused' }
  | { readonly kind: 'no_rights' }
  | { readonly kind: 'bad_entities' }
  | { readonly kind: 'stale_query' }
  | { readonly kind: 'unauthorized' }
  /** Telegram took the message and removed it at once (an anti-spam bot). */
  | { readonly kind: 'sent_and_gone' }
  /**
   * A fault of a server or the network, or a call given up: nobody knows whether it was done, unless it never reached
   * anybody.
   */
  | { readonly kind: 'transient'; readonly isUnclear: boolean }
  /** Refused, for a reason that is none of the above. */
  | { readonly kind: 'refused' }
  /** A bug of ours: Telegram had no part in it. */
  | { readonly kind: 'unknown' }

type LostReason = 'bot_removed' | 'chat_gone' | 'blocked_by_user' | 'user_not_started'

/** More bytes than Telegram takes: it isn't even asked. */
export class TooLargeFileError extends Error {
  constructor() {
    super('Telegram takes no file of this size.')
    this.name = 'TooLargeFileError'
  }
}

/** Neither Telegram nor our own storage has a file any more. */
export class LostFileError extends Error {
  constructor() {
    super('There are no bytes of this file.')
    this.name = 'LostFileError'
  }
}

/**
 * Tells how a call to Telegram failed by what it threw. The code counts first, then fragments of the description in any
 * case: the Bot API has no finer codes.
 */
export function classifyTelegramError(error: unknown): TelegramFault {
  if (error instanceof HttpError) return { kind: 'transient', isUnclear: !neverArrived(error.error) }
  if (isAbort(error)) return { kind: 'transient', isUnclear: true }
  if (error instanceof LostFileError) return { kind: 'file_unavailable' }
  if (error instanceof TooLargeFileError) return { kind: 'file_too_large' }
  if (!(error instanceof GrammyError)) return { kind: 'unknown' }
  const { error_code: code, description, parameters } = error
  if (parameters.migrate_to_chat_id !== undefined)
    return { kind: 'migrated', to: parameters.migrate_to_chat_id }
  if (code === 429) return { kind: 'rate_limited', afterMs: (parameters.retry_after ?? 1) * 1_000 }
  if (code === 413) return { kind: 'file_too_large' }
  if (code === 401) return { kind: 'unauthorized' }
  if (code >= 500) {
    return /message was immediately deleted/i.test(description)
      ? { kind: 'sent_and_gone' }
      : { kind: 'transient', isUnclear: true }
  }
  const lost = LOST.find(([pattern]) => pattern.test(description))
  if (lost) return { kind: 'chat_lost', reason: lost[1] }
  if (UNKNOWN_CHAT.test(description))
    return { kind: 'chat_lost', reason: isPrivate(error) ? 'user_not_started' : 'chat_gone' }
  return { kind: REFUSALS.find(([pattern]) => pattern.test(description))?.[1] ?? 'refused' }
}

/** How long to wait when an error is Telegram's, the network's or the database's and passes by itself; null for others. */
export function faultOfTheWorld(error: unknown): { readonly afterMs: number | null } | null {
  if (error instanceof Busy) return { afterMs: null }
  const fault = classifyTelegramError(error)
  switch (fault.kind) {
    case 'rate_limited':
      return { afterMs: fault.afterMs }
    case 'transient':
      return { afterMs: null }
    default:
      return null
  }
}

/** Lets pass what Telegram refuses. Throws what another attempt may mend, and bugs of ours. */
export function ignoreRefusal(error: unknown): void {
  const { kind } = classifyTelegramError(error)
  if (kind === 'rate_limited' || kind === 'transient' || kind === 'unknown') throw error
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** There was no connection on which the call could have gone. */
function neverArrived(cause: unknown): boolean {
  if (cause instanceof ProxyError) return true
  return cause instanceof Error && 'code' in cause && NO_CONNECTION.has(String(cause.code))
}

/** For a user who never pressed Start, Telegram has the same words as for a chat that is gone. */
function isPrivate({ payload }: GrammyError): boolean {
  return typeof payload['chat_id'] === 'number' && payload['chat_id'] > 0
}

const LOST: readonly (readonly [RegExp, LostReason])[] = [
  [/blocked by the user/i, 'blocked_by_user'],
  [/user is deactivated|group chat was (deleted|deactivated)/i, 'chat_gone'],
  [/can't initiate conversation/i, 'user_not_started'],
  [/bot was kicked|bot is not a member/i, 'bot_removed'],
]

const UNKNOWN_CHAT = /chat not found|PEER_ID_INVALID|CHANNEL_PRIVATE|CHANNEL_INVALID/i

type PlainKind = Exclude<
  TelegramFault['kind'],
  'rate_limited' | 'chat_lost' | 'migrated' | 'unknown' | 'transient'
>

/** The first that matches counts. */
const REFUSALS: readonly (readonly [RegExp, PlainKind])[] = [
  [/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i, 'thread_missing'],
  [/TOPIC_CLOSED/i, 'topic_closed'],
  [/TOPIC_NOT_MODIFIED/i, 'topic_not_modified'],
  [/chat is not a (forum|supergroup)|CHANNEL_FORUM_MISSING/i, 'not_a_forum'],
  [/message is not modified|MESSAGE_NOT_MODIFIED/i, 'not_modified'],
  [/message to be replied not found|replied message not found|QUOTE_TEXT_INVALID/i, 'reply_target_missing'],
  [/has protected content/i, 'protected'],
  [/message can't be forwarded/i, 'not_forwardable'],
  [/there is no text in the message to edit/i, 'target_has_no_text'],
  [
    /message to (edit|delete|copy|forward|react|pin) not found|message can't be (edited|deleted)|no caption in the message|MESSAGE_ID_INVALID|MESSAGE_EDIT_TIME_EXPIRED/i,
    'target_missing',
  ],
  [
    /wrong (remote )?file[ _]id|invalid file_id|file is (too big|temporarily unavailable)|failed to get HTTP URL content|wrong type of the web page content|MEDIA_EMPTY|FILE_REFERENCE_|can't use file of type/i,
    'file_unavailable',
  ],
  [/IMAGE_PROCESS_FAILED|PHOTO_\w*INVALID|too big for a photo/i, 'photo_refused'],
  [
    /not enough rights|administrator rights|no write access|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|CHAT_ADMIN_REQUIRED|CHAT_SEND_\w+_FORBIDDEN|VOICE_MESSAGES_FORBIDDEN/i,
    'no_rights',
  ],
  [
    /can't parse entit|can't parse message entit|entity (begins|beginning|ends|has)|ENTIT(Y|IES)_/i,
    'bad_entities',
  ],
  [/query is too old|QUERY_ID_INVALID/i, 'stale_query'],
]
