import { Composer } from 'grammy'
import type { Chat } from 'grammy/types'
import { startForm } from '../form/start.ts'
import { TICKET_FORM } from '../form/draft.ts'
import { renderNotLinked } from '../render/not-linked.ts'
import { showAlert } from '../telegram/press.ts'
import { reply, say } from '../telegram/send.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { spaceOf } from '../update/space.ts'
import { stopWaiting } from './next-message.ts'
import { sayNoSpace } from './organizations.ts'

/** `/create_ticket`, which begins the form, and what reaches no form: `/cancel` without one, buttons of former ones. */
export function createTicketCommands(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()

  onCommand(composer, ['create_ticket'], async (ctx) => {
    const { speaker } = ctx
    if (!speaker) return
    const space = await spaceOf(ctx, deps)
    if (!space) return await refuseUnknown(ctx, ctx.chat)
    await stopWaiting(ctx, desk)
    await ctx.conversation.enter(
      TICKET_FORM,
      await startForm(ctx, deps, ctx.msg, speaker, space.organizationId),
    )
  })

  onCommand(composer, ['cancel'], async (ctx) => {
    const cancelled = await stopWaiting(ctx, desk)
    await say(ctx, texts.t(ctx.locale, cancelled ? 'form-cancelled' : 'form-none'))
  })

  composer.callbackQuery(/^f:/, async (ctx) => {
    await showAlert(ctx, texts.t(ctx.locale, 'form-expired'))
  })
  return composer

  async function refuseUnknown(ctx: BotContext, { id, type }: Chat): Promise<void> {
    if (type === 'private') await sayNoSpace(ctx, deps)
    else await reply(ctx, renderNotLinked(texts, ctx.locale, id, await desk.groups.openUntil(id)))
  }
}
