import { Composer } from 'grammy'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { isCommand } from '../update/command.ts'
import { isService } from '../update/message.ts'
import { say } from '../telegram/send.ts'
import { spaceOf } from '../update/space.ts'
import { sayNoSpace } from './organizations.ts'
import type { TakeMessage } from './take-message.ts'

/** In a private chat every message is for the bot: it goes to the open ticket if there is only one, or gets a hint. */
export function createPrivateMessages(deps: BotDeps, takeMessage: TakeMessage): Composer<BotContext> {
  const { read, texts } = deps
  const composer = new Composer<BotContext>()
  composer.chatType('private').on('message', async (ctx) => {
    if (!ctx.speaker || isService(ctx.message)) return
    const space = await spaceOf(ctx, deps)
    if (!space) return await sayNoSpace(ctx, deps)
    if (!contentOf(ctx.message)) return await say(ctx, texts.t(ctx.locale, 'reply-unsupported'))
    const [open, ...others] = isCommand(ctx.message)
      ? []
      : await openTickets(ctx.chat.id, space.organizationId)
    if (open === undefined || others.length > 0) return await say(ctx, texts.t(ctx.locale, 'private-hint'))
    await takeMessage(ctx, open)
  })
  return composer

  async function openTickets(chatId: number, organizationId: string): Promise<number[]> {
    const numbers = await read.groups.openTickets(chatId)
    const tickets = await Promise.all(numbers.map((number) => read.tickets.get(number)))
    return tickets.flatMap((ticket) => (ticket?.organizationId === organizationId ? [ticket.number] : []))
  }
}
