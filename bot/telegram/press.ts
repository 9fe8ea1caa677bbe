import type { BotContext } from '../update/context.ts'
import { classifyTelegramError } from './errors.ts'

/** Telegram's limit for the text of answerCallbackQuery. */
const TEXT_MAX = 200

/** Stops the spinner on a pressed button. */
export async function acknowledge(ctx: BotContext): Promise<void> {
  await answerQuery(ctx, {})
}

/** Shows the presser a line that goes away by itself. */
export async function toast(ctx: BotContext, text: string): Promise<void> {
  await answerQuery(ctx, { text: text.slice(0, TEXT_MAX), show_alert: false })
}

/** Shows the presser a text that stays until they close it. */
export async function showAlert(ctx: BotContext, text: string): Promise<void> {
  await answerQuery(ctx, { text: text.slice(0, TEXT_MAX), show_alert: true })
}

/** A press that is too old can't be answered any more, and nobody waits for it. */
async function answerQuery(ctx: BotContext, other: { text?: string; show_alert?: boolean }): Promise<void> {
  try {
    await ctx.answerCallbackQuery(other)
  } catch (error) {
    if (classifyTelegramError(error).kind !== 'stale_query') throw error
  }
}
