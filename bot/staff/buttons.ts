import { Composer } from 'grammy'
import type { AgentActor } from '../../core/foundation/actor.ts'
import { DeskError } from '../../core/foundation/errors.ts'
import { formatReference } from '../../core/tickets/ticket.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { acknowledge, showAlert, toast } from '../telegram/press.ts'
import { agentOf } from './agent.ts'
import { askForNote } from './ask-note.ts'

/** The buttons of a ticket's card in the staff group, `s:<action>:<number>`. */
export function createStaffButtons(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()

  composer.callbackQuery(/^s:(take|close|reopen|note):(\d{1,15})$/, async (ctx) => {
    const [, action = '', number] = ctx.match
    if (!ctx.speaker) return
    try {
      await act(ctx, agentOf(ctx.speaker), action, Number(number))
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await showAlert(ctx, refusalText(texts, ctx.locale, error))
    }
  })
  return composer

  async function act(ctx: BotContext, agent: AgentActor, action: string, number: number): Promise<void> {
    const ref = formatReference(number)
    switch (action) {
      case 'take':
        await desk.takeTicket(agent, number)
        return await toast(ctx, texts.t(ctx.locale, 'staff-taken', { ref }))
      case 'close':
        await desk.closeTicket(agent, number)
        return await toast(ctx, texts.t(ctx.locale, 'staff-closed', { ref }))
      case 'reopen':
        await desk.reopenTicket(agent, number)
        return await toast(ctx, texts.t(ctx.locale, 'staff-reopened', { ref }))
      default:
        await desk.tickets.get(agent, number)
        await acknowledge(ctx)
        return await askForNote(ctx, deps, number)
    }
  }
}
