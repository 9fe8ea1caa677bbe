import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { classifyTelegramError, type TelegramFault } from '../../bot/telegram/errors.ts'

const GROUP = -1001

const answers: readonly (readonly [code: number, description: string, fault: TelegramFault])[] = [
  [403, 'Forbidden: bot was blocked by the user', { kind: 'chat_lost', reason: 'blocked_by_user' }],
  [403, 'Forbidden: user is deactivated', { kind: 'chat_lost', reason: 'chat_gone' }],
  [
    403,
    "Forbidden: bot can't initiate conversation with a user",
    { kind: 'chat_lost', reason: 'user_not_started' },
  ],
  [403, "Forbidden: the bot can't send messages to the bot", { kind: 'refused' }],
  [403, 'Forbidden: bot was kicked from the group chat', { kind: 'chat_lost', reason: 'bot_removed' }],
  [403, 'Forbidden: bot was kicked from the supergroup chat', { kind: 'chat_lost', reason: 'bot_removed' }],
  [
    403,
    'Forbidden: bot is not a member of the supergroup chat',
    { kind: 'chat_lost', reason: 'bot_removed' },
  ],
  [403, 'Forbidden: the group chat was deleted', { kind: 'chat_lost', reason: 'chat_gone' }],
  [400, 'Bad Request: chat not found', { kind: 'chat_lost', reason: 'chat_gone' }],
  [400, 'Bad Request: PEER_ID_INVALID', { kind: 'chat_lost', reason: 'chat_gone' }],
  [400, 'Bad Request: CHANNEL_PRIVATE', { kind: 'chat_lost', reason: 'chat_gone' }],
  [400, 'Bad Request: not enough rights to send photos to the chat', { kind: 'no_rights' }],
  [400, 'Bad Request: not enough rights to create a topic', { kind: 'no_rights' }],
  [400, 'Bad Request: have no write access to the chat', { kind: 'no_rights' }],
  [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', { kind: 'no_rights' }],
  [400, 'Bad Request: CHAT_RESTRICTED', { kind: 'no_rights' }],
  [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    { kind: 'not_modified' },
  ],
  [400, 'Bad Request: message to edit not found', { kind: 'target_missing' }],
  [400, 'Bad Request: message to delete not found', { kind: 'target_missing' }],
  [400, "Bad Request: message can't be edited", { kind: 'target_missing' }],
  [400, "Bad Request: message can't be deleted for everyone", { kind: 'target_missing' }],
  [400, 'Bad Request: message to react not found', { kind: 'target_missing' }],
  [400, 'Bad Request: there is no text in the message to edit', { kind: 'target_has_no_text' }],
  [400, 'Bad Request: there is no caption in the message to edit', { kind: 'target_missing' }],
  [400, 'Bad Request: message to be replied not found', { kind: 'reply_target_missing' }],
  [400, 'Bad Request: QUOTE_TEXT_INVALID', { kind: 'reply_target_missing' }],
  [
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
    { kind: 'stale_query' },
  ],
  [400, "Bad Request: can't parse entities: unsupported start tag", { kind: 'bad_entities' }],
  [
    400,
    'Bad Request: entity beginning at UTF-16 offset 3 ends after the end of the text',
    { kind: 'bad_entities' },
  ],
  [400, 'Bad Request: wrong file identifier/HTTP URL specified', { kind: 'file_unavailable' }],
  [400, 'Bad Request: wrong remote file identifier specified: wrong padding', { kind: 'file_unavailable' }],
  [400, 'Bad Request: wrong file_id or the file is temporarily unavailable', { kind: 'file_unavailable' }],
  [400, 'Bad Request: file is too big', { kind: 'file_unavailable' }],
  [400, 'Bad Request: message thread not found', { kind: 'thread_missing' }],
  [400, 'Bad Request: TOPIC_DELETED', { kind: 'thread_missing' }],
  [400, 'Bad Request: TOPIC_ID_INVALID', { kind: 'thread_missing' }],
  [400, 'Bad Request: TOPIC_CLOSED', { kind: 'topic_closed' }],
  [400, 'Bad Request: TOPIC_NOT_MODIFIED', { kind: 'topic_not_modified' }],
  [400, 'Bad Request: the chat is not a forum', { kind: 'not_a_forum' }],
  [400, 'Bad Request: message is too long', { kind: 'refused' }],
  [400, 'Bad Request: BUTTON_DATA_INVALID', { kind: 'refused' }],
  [401, 'Unauthorized', { kind: 'unauthorized' }],
  [404, 'Not Found: method not found', { kind: 'refused' }],
  [418, 'Something new', { kind: 'refused' }],
  [500, 'Internal Server Error: restart', { kind: 'transient', isUnclear: true }],
  [502, 'Bad Gateway', { kind: 'transient', isUnclear: true }],
  [
    500,
    "Internal Server Error: sent message was immediately deleted and can't be returned",
    { kind: 'sent_and_gone' },
  ],
]

describe('an answer of Telegram', () => {
  test.each(answers)('%i %s', (code, description, fault) => {
    expect(classifyTelegramError(refusal(code, description))).toEqual(fault)
  })

  test('429 says how long to wait', () => {
    expect(
      classifyTelegramError(refusal(429, 'Too Many Requests: retry after 7', { retry_after: 7 })),
    ).toEqual({
      kind: 'rate_limited',
      afterMs: 7_000,
    })
  })

  test('a group that was upgraded says where it is now', () => {
    const error = refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1002,
    })
    expect(classifyTelegramError(error)).toEqual({ kind: 'migrated', to: -1002 })
  })

  test('a user who never pressed Start is not a chat that is gone', () => {
    const error = refusal(400, 'Bad Request: chat not found', {}, 12)
    expect(classifyTelegramError(error)).toEqual({ kind: 'chat_lost', reason: 'user_not_started' })
  })
})

test('the network and a call given up are ambiguous; all else is a bug of ours', () => {
  const aborted = new Error('This operation was aborted')
  aborted.name = 'AbortError'
  expect(classifyTelegramError(new HttpError('reset', new Error('ECONNRESET')))).toEqual({
    kind: 'transient',
    isUnclear: true,
  })
  expect(classifyTelegramError(aborted)).toEqual({ kind: 'transient', isUnclear: true })
  expect(classifyTelegramError(new TypeError('x is not a function'))).toEqual({ kind: 'unknown' })
  expect(classifyTelegramError('what?')).toEqual({ kind: 'unknown' })
})

function refusal(code: number, description: string, parameters = {}, chatId = GROUP): GrammyError {
  return new GrammyError(
    description,
    { ok: false, error_code: code, description, parameters },
    'sendMessage',
    {
      chat_id: chatId,
    },
  )
}

test.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
  'without a connection (%s) nothing can have been done',
  (code) => {
    const cause = Object.assign(new Error(code), { code })
    expect(classifyTelegramError(new HttpError('no way', cause))).toEqual({
      kind: 'transient',
      isUnclear: false,
    })
  },
)
