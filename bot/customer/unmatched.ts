import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { isCommand } from '../update/command.ts'
import { isService } from '../update/message.ts'
import { repliesToBot } from '../quoting/find-quoted.ts'
import { createOnceAnAlbum } from '../quoting/once-an-album.ts'
import { say } from '../telegram/send.ts'

/** Who replies to one of the bot's messages that is of no ticket and no form has reached nobody, and is told how to. */
export function createUnmatched({ read, texts }: BotDeps): Composer<BotContext> {
  const once = createOnceAnAlbum()
  const composer = new Composer<BotContext>()
  composer.chatType(['group', 'supergroup']).on('message', async (ctx) => {
    if (!ctx.speaker || !repliesToBot(ctx) || isCommand(ctx.message) || isService(ctx.message)) return
    if (!(await read.groups.find(ctx.chat.id))) return
    await once(ctx.message, () => say(ctx, texts.t(ctx.locale, 'reply-unmatched')))
  })
  return composer
}
