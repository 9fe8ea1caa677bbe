import type { Api } from 'grammy'
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types'
import { Busy } from '../../core/foundation/errors.ts'
import type { BotContext } from '../update/context.ts'
import { topicOf } from '../update/message.ts'
import { classifyTelegramError } from './errors.ts'

/** A text as Telegram shows it: never HTML or Markdown, so that no name can break it. */
export interface Rich {
  readonly text: string
  readonly entities: MessageEntity[]
  readonly keyboard?: InlineKeyboardMarkup
}

/** Where an answer to this update goes: its chat and topic, as a reply to a message of it. */
export function answerOptions(
  ctx: BotContext,
  replyTo?: number,
): {
  message_thread_id?: number
  reply_parameters?: { message_id: number; allow_sending_without_reply: true }
} {
  const message = ctx.msg
  const threadId = message ? topicOf(message) : null
  return {
    ...(threadId === null ? {} : { message_thread_id: threadId }),
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  }
}

/** Answers a message with one of the bot's, as a reply to it. */
export async function answer(ctx: BotContext, { text, entities, keyboard }: Rich): Promise<number> {
  const sent = await ctx.reply(text, {
    entities,
    ...answerOptions(ctx, ctx.message?.message_id),
    ...(keyboard ? { reply_markup: keyboard } : {}),
  })
  return sent.message_id
}

/** Answers a message with a plain sentence. In a topic that has been closed meanwhile, that it is closed is the answer. */
export async function say(ctx: BotContext, text: string): Promise<void> {
  try {
    await answer(ctx, { text, entities: [] })
  } catch (error) {
    if (classifyTelegramError(error).kind !== 'topic_closed') throw error
  }
}

/** Inline buttons, one a row: label and callback data. */
export function buttons(rows: readonly (readonly [label: string, data: string])[]): InlineKeyboardMarkup {
  return { inline_keyboard: rows.map(([text, data]) => [{ text, callback_data: data }]) }
}

/** Edits the message whose button was pressed; one that is gone is let be. */
export async function editPressed(ctx: BotContext, content: Rich): Promise<void> {
  const messageId = ctx.callbackQuery?.message?.message_id
  if (ctx.chatId !== undefined && messageId !== undefined) await edit(ctx.api, ctx.chatId, messageId, content)
}

/** Edits one of the bot's messages; false when it is gone or can't be edited any more. */
export async function edit(
  api: Api,
  chatId: number,
  messageId: number,
  { text, entities, keyboard }: Rich,
): Promise<boolean> {
  try {
    await api.editMessageText(chatId, messageId, text, {
      entities,
      ...(keyboard ? { reply_markup: keyboard } : {}),
    })
    return true
  } catch (error) {
    switch (classifyTelegramError(error).kind) {
      case 'not_modified':
        return true
      case 'target_missing':
        return false
      default:
        throw error
    }
  }
}

/** Stops the spinner on a pressed button, with a word if there is one. A press that is too old is let be. */
export async function answerPress(ctx: BotContext, text?: string, alert = false): Promise<void> {
  try {
    await ctx.answerCallbackQuery(text === undefined ? {} : { text: text.slice(0, 200), show_alert: alert })
  } catch (error) {
    if (classifyTelegramError(error).kind !== 'stale_query') throw error
  }
}

/** How long to wait when an error is Telegram's, the network's or the database's and passes; null for any other. */
export function faultOfTheWorld(error: unknown): { readonly afterMs: number | null } | null {
  if (error instanceof Busy) return { afterMs: null }
  const problem = classifyTelegramError(error)
  switch (problem.kind) {
    case 'rate_limited':
      return { afterMs: problem.afterMs }
    case 'transient':
      return { afterMs: null }
    default:
      return null
  }
}

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>

/** grammY is typed for a polyfill of AbortSignal and takes Node's own just as well. */
export function asGrammy(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal
}
