import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import type { MemberActor } from '../../core/foundation/actor.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { shownName } from '../render/people.ts'
import { lines, mention } from '../render/rich.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import { answerOptions, answerPress, buttons, editPressed } from '../telegram/calls.ts'
import { awaitAnswer } from './answer.ts'
import { sayNoSpace } from './organizations.ts'
import { memberOf, spaceOfTicket } from './space.ts'

/** The buttons of a ticket's card in its customer's chat, `t:<action>:<number>[:<where it was opened from>]`. */
export function createTicketButtons(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()

  composer.callbackQuery(/^t:(reply|close|close-yes|close-no|reopen):(\d{1,15})(?::(\w+))?$/, async (ctx) => {
    const [, action, number, from] = ctx.match
    try {
      await act(ctx, String(action), Number(number), from ?? null)
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await answerPress(ctx, refusalText(texts, ctx.locale, error), true)
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
        await answerPress(ctx)
        return await askForReply(ctx, ticket)
      case 'close':
        if (ticket.status === 'closed') throw new DeskError('ticket_closed', { ref: formatReference(number) })
        await answerPress(ctx)
        return await askToClose(ctx, ticket, from)
      case 'close-yes':
        return await done(ctx, actor, await desk.closeTicket(actor, number), from, 'ticket-toast-closed')
      case 'reopen':
        return await done(ctx, actor, await desk.reopenTicket(actor, number), from, 'ticket-toast-reopened')
      default:
        await answerPress(ctx)
        return await showCard(ctx, actor, ticket, from)
    }
  }

  async function done(
    ctx: BotContext,
    actor: MemberActor,
    ticket: Ticket,
    from: string | null,
    toast: 'ticket-toast-closed' | 'ticket-toast-reopened',
  ): Promise<void> {
    await answerPress(ctx, texts.t(ctx.locale, toast, { ref: formatReference(ticket.number) }))
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
      text: texts.t(ctx.locale, 'ticket-close-ask', { ref: formatReference(ticket.number) }),
      entities: [],
      keyboard: buttons([
        [texts.t(ctx.locale, 'button-confirm'), `t:close-yes:${ticket.number}${suffix}`],
        [texts.t(ctx.locale, 'button-dismiss'), `t:close-no:${ticket.number}${suffix}`],
      ]),
    })
  }

  /** A press has no message to reply to, so the question names the person: that opens the reply box for them alone. */
  async function askForReply(ctx: BotContext, ticket: Ticket): Promise<void> {
    const { chatId, from, speaker } = ctx
    if (chatId === undefined || !from || !speaker) return
    const name = mention(shownName(texts, ctx.locale, speaker.name), from)
    const question = lines(
      name,
      texts.t(ctx.locale, 'ticket-reply-ask', { ref: formatReference(ticket.number) }),
    )
    const sent = await ctx.api.sendMessage(chatId, question.text, {
      ...answerOptions(ctx, ctx.msgId),
      entities: question.entities,
      reply_markup: {
        force_reply: true,
        selective: true,
        input_field_placeholder: texts.t(ctx.locale, 'ticket-reply-placeholder'),
      },
    })
    await desk.places.link([
      { chatId, messageId: sent.message_id, ticketNumber: ticket.number, storedId: null, role: 'question' },
    ])
    await awaitAnswer(ctx, { number: ticket.number }, sent.message_id)
  }
}
