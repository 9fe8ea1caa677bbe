import type { Desk } from '../../core/desk.ts'
import type { BotContext } from '../update/context.ts'
import { faultOfTheWorld } from './errors.ts'

/** Removes one of the bot's messages: now, or through the outbox where Telegram can't at the moment. */
export async function removeMessage(ctx: BotContext, { tidyUp }: Desk, messageId: number): Promise<void> {
  const { chatId } = ctx
  if (chatId === undefined) return
  try {
    await ctx.api.deleteMessage(chatId, messageId)
  } catch (error) {
    if (faultOfTheWorld(error)) await tidyUp.removeMessage(chatId, messageId)
  }
}
