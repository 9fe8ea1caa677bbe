import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { answerPress } from '../telegram/calls.ts'

/** Lets only a form's owner press its buttons, `f:<form>:<owner>:…`; anybody else gets a short alert. */
export function createFormGuard({ texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(/^f:\w+:(-?\d+):/, async (ctx, next) => {
    const ownerId = Number(ctx.match[1])
    if (ownerId !== ctx.from.id) {
      if (!(await maySpeakFor(ctx, ownerId)))
        return await answerPress(ctx, texts.t(ctx.locale, 'form-not-yours'), true)
      ctx.formOwner = ownerId
    }
    return await next()
  })
  return composer
}

/**
 * A press carries the real user even when they write as the group or as a channel (telegram-bot-api issue 667). The
 * group's admins may speak for it; who stands behind a channel is nowhere to be learned, so anybody's press counts.
 */
async function maySpeakFor(ctx: BotContext, ownerId: number): Promise<boolean> {
  if (ownerId > 0) return false
  return ownerId === ctx.chatId ? await isGroupAdmin(ctx) : true
}

/** Whether the one who presses is an admin of this group. */
export async function isGroupAdmin(ctx: BotContext): Promise<boolean> {
  if (!ctx.from) return false
  const { status } = await ctx.getChatMember(ctx.from.id)
  return status === 'creator' || status === 'administrator'
}
