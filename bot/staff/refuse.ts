import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { answerPress, say } from '../telegram/calls.ts'

/** Staff buttons and commands from anywhere but the staff group: refused, and nothing changes. */
export function refuseStaffActions({ texts }: Pick<BotDeps, 'texts'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(/^s:/, async (ctx) => {
    await answerPress(ctx, texts.t(ctx.locale, 'staff-only'), true)
  })
  composer.command(['queue', 'take', 'close', 'note'], async (ctx) => {
    if (ctx.speaker) await say(ctx, texts.t(ctx.locale, 'staff-only'))
  })
  return composer
}
