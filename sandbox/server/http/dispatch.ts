import { checkParams, type Upload } from '../schema/check.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { violation } from '../rules/errors.ts'
import { albumMethods } from '../methods/album.ts'
import { callbackMethods } from '../methods/callbacks.ts'
import { chatMethods } from '../methods/chats.ts'
import { editMethods } from '../methods/edit.ts'
import { fileMethods } from '../methods/files.ts'
import { messageMethods } from '../methods/messages.ts'
import { profileMethods } from '../methods/profile.ts'
import { sendMethods } from '../methods/send.ts'
import { topicMethods } from '../methods/topics.ts'
import { transferMethods } from '../methods/transfer.ts'
import { webhookMethods } from '../methods/webhook.ts'

const handlers: Handlers = {
  ...albumMethods,
  ...callbackMethods,
  ...chatMethods,
  ...editMethods,
  ...fileMethods,
  ...messageMethods,
  ...profileMethods,
  ...sendMethods,
  ...topicMethods,
  ...transferMethods,
  ...webhookMethods,
}

const NOT_SIMULATED = new Set([
  'allow_paid_broadcast',
  'business_connection_id',
  'direct_messages_topic_id',
  'ephemeral_message_parameters',
  'inline_message_id',
  'message_effect_id',
  'reply_to_message_id',
  'suggested_post_parameters',
])

// For some problems that the schema finds, Telegram has a description of its own.
const TELEGRAM_WORDS: [method: RegExp, problem: RegExp, description: string][] = [
  [/^setMessageReaction$/, /^reaction\[\d+\]\.(emoji|type) /, 'REACTION_INVALID'],
  [
    /^editMessage/,
    /^(unknown parameter |parameter )?reply_markup[ .](?!inline_keyboard\[)/,
    'inline keyboard expected',
  ],
  [/^sendMediaGroup$/, /^media\[\d+\]\.type /, "documents and audio can't be mixed with other media types"],
  [/^createForumTopic$/, /^icon_color /, 'invalid icon color specified'],
  [/^sendMessage$/, /^parameter text is required/, 'message text is empty'],
  [/./, /^parameter chat_id is required/, 'chat_id is empty'],
]

/** Checks a call against the schema and returns its parameters with the uploaded files in their places. */
export function checkCall(
  method: string,
  raw: Record<string, unknown>,
  uploads: Map<string, Upload>,
  strict: boolean,
): Record<string, unknown> {
  const { params, problems } = checkParams(method, raw, uploads)
  const serious = strict ? problems : problems.filter((problem) => !problem.startsWith('unknown parameter'))
  const [problem] = serious
  if (problem !== undefined) {
    const known = TELEGRAM_WORDS.find(([on, like]) => on.test(method) && like.test(problem))
    throw violation(known?.[2] ?? serious.join('; '))
  }
  checkSimulated(params)
  return params
}

/** Carries out a checked call. */
export function carryOut(call: Call, method: string, params: Record<string, unknown>): unknown {
  const handler = handlers[method as keyof Handlers] as ((call: Call, params: unknown) => unknown) | undefined
  if (!handler) throw violation('method is not simulated')
  return handler(call, params)
}

function checkSimulated(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(checkSimulated)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  for (const [key, inner] of Object.entries(value)) {
    if (NOT_SIMULATED.has(key) || key.endsWith('parse_mode'))
      throw violation(`parameter ${key} is not simulated`)
    checkSimulated(inner)
  }
}
