import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { ignoreRefusal } from '../telegram/errors.ts'
import { showAlert } from '../telegram/press.ts'

/** Lets only a form's owner press its buttons, `f:<form>:<owner>:…`; anybody else gets an alert. */
export function createFormGuard({ texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(/^f:\w+:(-?\d+):/, async (ctx, next) => {
    const ownerId = Number(ctx.match[1])
    if (ownerId !== ctx.from.id) {
      if (!(await maySpeakFor(ctx, ownerId)))
        return await showAlert(ctx, texts.t(ctx.locale, 'form-not-yours'))
      ctx.formOwner = ownerId
    }
    return await next()
  })
  return composer
}

/**
 * A press carries the real user even when they write as the group or as a channel (tdlib/telegram-bot-api issue 667).
 * A form of the group is for its admins. Telegram does not tell who may write as a channel, so anybody's press counts.
 */
async function maySpeakFor(ctx: BotContext, ownerId: number): Promise<boolean> {
  if (ownerId > 0) return false
  return ownerId === ctx.chatId ? await isGroupAdmin(ctx) : true
}

/** Whether the one who writes or presses is an admin of this group; nobody is where Telegram won't say. */
export async function isGroupAdmin(ctx: BotContext): Promise<boolean> {
  if (!ctx.from) return false
  const member = await ctx.getChatMember(ctx.from.id).catch((error: unknown) => {
    ignoreRefusal(error)
    return null
  })
  return member?.status === 'creator' || member?.status === 'administrator'
}
