import { Composer } from 'grammy'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { isCommand, isService } from '../update/message.ts'
import { say } from '../telegram/send.ts'
import { spaceOf } from '../update/space.ts'
import type { TakeMessage } from './take-message.ts'

/** In a private chat every message is for the bot: it goes to the open ticket if there is only one, or gets a hint. */
export function createPrivateMessages(deps: BotDeps, takeMessage: TakeMessage): Composer<BotContext> {
  const { read, texts } = deps
  const composer = new Composer<BotContext>()
  composer.chatType('private').on('message', async (ctx) => {
    if (!ctx.speaker || isService(ctx.message)) return
    if (!(await spaceOf(ctx, deps))) return await say(ctx, texts.t(ctx.locale, 'private-not-verified'))
    if (!contentOf(ctx.message)) return await say(ctx, texts.t(ctx.locale, 'reply-unsupported'))
    const [open, ...others] = isCommand(ctx.message) ? [] : await read.groups.openTickets(ctx.chat.id)
    if (open === undefined || others.length > 0) return await say(ctx, texts.t(ctx.locale, 'private-hint'))
    await takeMessage(ctx, open)
  })
  return composer
}
