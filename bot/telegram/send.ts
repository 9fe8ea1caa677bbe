import type { Api } from 'grammy'
import type { BotContext } from '../update/context.ts'
import { classifyTelegramError } from './errors.ts'
import { plain, type Rich } from './rich.ts'
import { replyTarget, type Target, targetOptions } from './target.ts'

/** Sends a text and returns the ID of its message. */
export async function send(api: Api, target: Target, { text, entities, keyboard }: Rich): Promise<number> {
  const sent = await api.sendMessage(target.chatId, text, {
    ...targetOptions(target),
    entities,
    ...(keyboard ? { reply_markup: keyboard } : {}),
  })
  return sent.message_id
}

/** Replies to the message of an update. */
export async function reply(ctx: BotContext, content: Rich): Promise<void> {
  await send(ctx.api, replyTarget(ctx, ctx.message?.message_id ?? null), content)
}

/** Replies with a plain sentence. A topic that has been closed meanwhile gets none. */
export async function say(ctx: BotContext, text: string): Promise<void> {
  try {
    await reply(ctx, plain(text))
  } catch (error) {
    if (classifyTelegramError(error).kind !== 'topic_closed') throw error
  }
}
