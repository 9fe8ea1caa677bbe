import { Composer } from 'grammy'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { showAlert } from '../telegram/press.ts'
import { say } from '../telegram/send.ts'

/** Refuses the staff's buttons and commands outside the staff group. */
export function refuseStaffActions({ texts }: Pick<BotDeps, 'texts'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(/^s:/, async (ctx) => {
    await showAlert(ctx, texts.t(ctx.locale, 'staff-only'))
  })
  onCommand(composer, ['queue', 'take', 'close', 'note'], async (ctx) => {
    if (ctx.speaker) await say(ctx, texts.t(ctx.locale, 'staff-only'))
  })
  return composer
}
