import type { BotContext } from '../update/context.ts'
import { topicOf } from '../update/message.ts'

/** Where a message goes: a chat, one of its forum topics, as a reply to a message there. */
export interface Target {
  readonly chatId: number
  readonly threadId: number | null
  readonly replyTo: number | null
}

/** Where a reply to an update goes: its chat and forum topic. Throws for an update without a chat. */
export function replyTarget(ctx: BotContext, replyTo: number | null): Target {
  const { chatId, msg } = ctx
  if (chatId === undefined) throw new Error('This update has no chat to reply in.')
  return { chatId, threadId: msg ? topicOf(msg) : null, replyTo }
}

/** The target as options of a call. A message goes out even if the one it replies to is gone. */
export function targetOptions({ threadId, replyTo }: Target): {
  message_thread_id?: number
  reply_parameters?: { message_id: number; allow_sending_without_reply: true }
} {
  return {
    ...(threadId === null ? {} : { message_thread_id: threadId }),
    ...(replyTo === null
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  }
}
