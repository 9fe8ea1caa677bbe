import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import type { MemberActor } from '../../core/foundation/actor.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { shownName } from '../render/people.ts'
import { lines, mention } from '../render/compose.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import { askAboutTicket } from '../telegram/ask.ts'
import { editPressed } from '../telegram/edit.ts'
import { acknowledge, showAlert, toast } from '../telegram/press.ts'
import { buttons, plain } from '../telegram/rich.ts'
import { waitForMessage } from './next-message.ts'
import { sayNoSpace } from './organizations.ts'
import { memberOf, spaceOfTicket } from '../update/space.ts'

/** The buttons of a card in the customer's chat: `t:<action>:<number>`, and `:<page>` of the list it was opened from. */
export function createTicketButtons(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()

  composer.callbackQuery(/^t:(reply|close|close-yes|close-no|reopen):(\d{1,15})(?::(\w+))?$/, async (ctx) => {
    const [, action, number, from] = ctx.match
    try {
      await act(ctx, String(action), Number(number), from ?? null)
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await showAlert(ctx, refusalText(texts, ctx.locale, error))
    }
  })
  return composer

  async function act(ctx: BotContext, action: string, number: number, from: string | null): Promise<void> {
    const space = await spaceOfTicket(ctx, deps, number)
    if (!space || !ctx.speaker) return await sayNoSpace(ctx, deps)
    const actor = memberOf(space, ctx.speaker)
    const ticket = await desk.tickets.get(actor, number)
    switch (action) {
      case 'reply':
        await acknowledge(ctx)
        return await askForMessage(ctx, ticket)
      case 'close':
        if (ticket.status === 'closed') throw new DeskError('ticket_closed', { ref: formatReference(number) })
        await acknowledge(ctx)
        return await askToClose(ctx, ticket, from)
      case 'close-yes':
        return await done(ctx, actor, await desk.closeTicket(actor, number), from, 'ticket-toast-closed')
      case 'reopen':
        return await done(ctx, actor, await desk.reopenTicket(actor, number), from, 'ticket-toast-reopened')
      default:
        await acknowledge(ctx)
        return await showCard(ctx, actor, ticket, from)
    }
  }

  async function done(
    ctx: BotContext,
    actor: MemberActor,
    ticket: Ticket,
    from: string | null,
    key: 'ticket-toast-closed' | 'ticket-toast-reopened',
  ): Promise<void> {
    await toast(ctx, texts.t(ctx.locale, key, { ref: formatReference(ticket.number) }))
    await showCard(ctx, actor, ticket, from)
  }

  async function showCard(
    ctx: BotContext,
    actor: MemberActor,
    ticket: Ticket,
    from: string | null,
  ): Promise<void> {
    const latest = from === null ? [] : await desk.tickets.latest(actor, ticket.number, 3)
    await editPressed(ctx, renderTicketCard(texts, ctx.locale, ticket, from === null ? {} : { latest, from }))
  }

  async function askToClose(ctx: BotContext, ticket: Ticket, from: string | null): Promise<void> {
    const suffix = from === null ? '' : `:${from}`
    await editPressed(ctx, {
      ...plain(texts.t(ctx.locale, 'ticket-close-ask', { ref: formatReference(ticket.number) })),
      keyboard: buttons([
        [texts.t(ctx.locale, 'button-confirm'), `t:close-yes:${ticket.number}${suffix}`],
        [texts.t(ctx.locale, 'button-dismiss'), `t:close-no:${ticket.number}${suffix}`],
      ]),
    })
  }

  async function askForMessage(ctx: BotContext, { number }: Ticket): Promise<void> {
    const { from, locale, speaker } = ctx
    if (!from || !speaker) return
    const question = lines(
      mention(shownName(texts, locale, speaker.name), from),
      texts.t(locale, 'ticket-reply-ask', { ref: formatReference(number) }),
    )
    const placeholder = texts.t(locale, 'ticket-reply-placeholder')
    const questionId = await askAboutTicket(ctx, deps, number, question, placeholder)
    await waitForMessage(ctx, { number }, questionId)
  }
}
