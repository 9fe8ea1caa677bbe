import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import type { MemberActor } from '../../core/foundation/actor.ts'
import { pageAt } from '../render/pager.ts'
import { refusalText } from '../render/refusal.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import { type Filter, FILTERS, renderTicketList } from '../render/ticket-list.ts'
import { editPressed } from '../telegram/edit.ts'
import { acknowledge, showAlert } from '../telegram/press.ts'
import type { Rich } from '../telegram/rich.ts'
import { reply } from '../telegram/send.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { memberOf, type Space, spaceOf, spaceOfTicket } from '../update/space.ts'
import { sayNoSpace } from './organizations.ts'

const PAGE_SIZE = 5
const LATEST_SHOWN = 3
/** Those of the list itself, and the one on a card that leads back to it. */
const LIST_BUTTONS = [/^l:([1-9]\d{0,5})\.([oca])\.(\d{1,15})?$/, /^t:list:([1-9]\d{0,5})([oca])$/]

/** `/tickets`: the organization's tickets, newest activity first, in one message that turns pages and opens cards. */
export function createTicketList(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()

  onCommand(composer, ['tickets'], async (ctx) => {
    const space = await spaceOf(ctx, deps)
    if (!space || !ctx.speaker) return await sayNoSpace(ctx, deps)
    await reply(ctx, await pageOf(ctx, memberOf(space, ctx.speaker), space, 1, 'o'))
  })

  composer.callbackQuery(LIST_BUTTONS, async (ctx) => {
    const [, page, filter, number] = ctx.match
    const space =
      number === undefined ? await spaceOf(ctx, deps) : await spaceOfTicket(ctx, deps, Number(number))
    if (!space) return await sayNoSpace(ctx, deps)
    if (!ctx.speaker) return await acknowledge(ctx)
    const actor = memberOf(space, ctx.speaker)
    if (number !== undefined) return await openCard(ctx, actor, Number(number), `${page}${filter}`)
    await acknowledge(ctx)
    await noteShown(ctx, null)
    await editPressed(ctx, await pageOf(ctx, actor, space, Number(page), filter as Filter))
  })
  return composer

  async function pageOf(
    { locale }: BotContext,
    actor: MemberActor,
    { organizationName: organization }: Space,
    asked: number,
    filter: Filter,
  ): Promise<Rich> {
    const query = { status: FILTERS[filter], sort: '-updatedAt', pageSize: PAGE_SIZE } as const
    const first = await desk.tickets.list(actor, { ...query, page: asked })
    const paging = pageAt(asked, first.total, PAGE_SIZE)
    const found =
      paging.page === asked ? first : await desk.tickets.list(actor, { ...query, page: paging.page })
    return renderTicketList(texts, locale, { organization, filter, found, paging })
  }

  async function openCard(ctx: BotContext, actor: MemberActor, number: number, from: string): Promise<void> {
    try {
      const ticket = await desk.tickets.get(actor, number)
      const latest = await desk.tickets.latest(actor, number, LATEST_SHOWN)
      await acknowledge(ctx)
      await noteShown(ctx, number)
      await editPressed(ctx, renderTicketCard(texts, ctx.locale, ticket, { latest, from }))
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await showAlert(ctx, refusalText(texts, ctx.locale, error))
    }
  }

  /** Links the list's message to the ticket whose card it shows, so that a reply to it reaches the ticket. */
  async function noteShown({ chatId, msgId: messageId }: BotContext, number: number | null): Promise<void> {
    if (chatId === undefined || messageId === undefined) return
    if (number === null) await desk.places.unlink(chatId, messageId)
    else await desk.places.link([{ chatId, messageId, ticketNumber: number, storedId: null, role: 'notice' }])
  }
}
