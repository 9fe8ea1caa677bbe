import { Menu } from '@grammyjs/menu'
import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Page } from '../../core/tickets/queries.ts'
import { formatReference, type Status, STATUSES, type Ticket } from '../../core/tickets/ticket.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { clip } from '../render/split.ts'
import { renderTicketCard } from '../render/ticket-card.ts'
import { answerOptions, answerPress, editPressed } from '../telegram/calls.ts'
import { sayNoSpace } from './organizations.ts'
import { memberOf, type Space, spaceOf, spaceOfTicket } from './space.ts'

const PAGE_SIZE = 5
const TITLE_SHOWN = 40
const LATEST_SHOWN = 3
const FILTERS = {
  o: STATUSES.filter((status) => status !== 'closed'),
  c: ['closed'],
  a: STATUSES,
} as const satisfies Record<string, readonly Status[]>
type Filter = keyof typeof FILTERS
const SIGNS: Readonly<Record<Status, string>> = {
  awaiting_response: '🟠',
  in_progress: '🔵',
  awaiting_customer: '🟣',
  closed: '⚪️',
}

/** What a list shows, and what a press on it asks for: it travels in each button, so nothing is kept between presses. */
interface View {
  readonly page: number
  readonly filter: Filter
  readonly open: number | null
}

/** `/tickets`: the organization's tickets, newest activity first, in one message that turns pages and opens cards. */
export function createTicketList(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()

  const menu = new Menu<BotContext>('l', {
    autoAnswer: false,
    onMenuOutdated: async (ctx) => await follow(ctx),
  })
  menu.dynamic(async (ctx, range) => {
    const view = viewOf(ctx.match)
    const space = await spaceOf(ctx, deps)
    const found = space && (await load(ctx, space, view))
    if (!found) return
    for (const ticket of found.items) {
      range
        .text(
          { text: label(ticket), payload: write({ ...view, page: found.page, open: ticket.number }) },
          follow,
        )
        .row()
    }
    const { page } = found
    const pages = pagesOf(found)
    if (page > 1)
      range.text(
        {
          text: texts.t(ctx.locale, 'list-previous'),
          payload: write({ ...view, page: page - 1, open: null }),
        },
        follow,
      )
    if (page < pages)
      range.text(
        {
          text: texts.t(ctx.locale, 'list-next'),
          payload: write({ ...view, page: page + 1, open: null }),
        },
        follow,
      )
    if (pages > 1) range.row()
    for (const filter of ['o', 'c', 'a'] as const) {
      const name = texts.t(ctx.locale, `list-filter-${filter}`)
      range.text(
        {
          text: filter === view.filter ? `• ${name}` : name,
          payload: write({ page: 1, filter, open: null }),
        },
        follow,
      )
    }
  })
  composer.use(menu)

  composer.command('tickets', async (ctx) => {
    const space = await spaceOf(ctx, deps)
    if (!space || !ctx.speaker) return await sayNoSpace(ctx, deps)
    ctx.match = write({ page: 1, filter: 'o', open: null })
    await ctx.reply(await heading(ctx, space), {
      ...answerOptions(ctx, ctx.msg.message_id),
      reply_markup: menu,
    })
  })

  composer.callbackQuery(/^t:list:([1-9]\d{0,5})([oca])$/, async (ctx) => {
    const view = { page: Number(ctx.match[1]), filter: ctx.match[2] as Filter, open: null }
    await follow(Object.assign(ctx, { match: write(view) }))
  })
  return composer

  /** Does what the pressed button's payload says. */
  async function follow(ctx: BotContext): Promise<void> {
    const view = viewOf(ctx.match)
    const space = view.open === null ? await spaceOf(ctx, deps) : await spaceOfTicket(ctx, deps, view.open)
    if (!space) return await sayNoSpace(ctx, deps)
    if (view.open !== null) return await showCard(ctx, space, view, view.open)
    await answerPress(ctx)
    await showsTicket(ctx, null)
    await editPressed(ctx, { text: await heading(ctx, space), entities: [], keyboard: menu })
  }

  async function showCard(ctx: BotContext, space: Space, view: View, number: number): Promise<void> {
    if (!ctx.speaker) return
    try {
      const actor = memberOf(space, ctx.speaker)
      const ticket = await desk.tickets.get(actor, number)
      const latest = await desk.tickets.latest(actor, number, LATEST_SHOWN)
      await answerPress(ctx)
      await showsTicket(ctx, number)
      await editPressed(
        ctx,
        renderTicketCard(texts, ctx.locale, ticket, { latest, from: `${view.page}${view.filter}` }),
      )
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await answerPress(ctx, refusalText(texts, ctx.locale, error), true)
    }
  }

  /** A reply to a card that was opened from the list reaches its ticket, as a reply to any other card does. */
  async function showsTicket({ chatId, msgId: messageId }: BotContext, number: number | null): Promise<void> {
    if (chatId === undefined || messageId === undefined) return
    if (number === null) await desk.places.unlink(chatId, messageId)
    else await desk.places.link([{ chatId, messageId, ticketNumber: number, storedId: null, role: 'notice' }])
  }

  /** The page that is asked for, or the last one where the list has become shorter. */
  async function load(ctx: BotContext, space: Space, { page, filter }: View): Promise<Page<Ticket> | null> {
    if (!ctx.speaker) return null
    const actor = memberOf(space, ctx.speaker)
    const query = { status: FILTERS[filter], sort: '-updatedAt', pageSize: PAGE_SIZE } as const
    const found = await desk.tickets.list(actor, { ...query, page })
    const last = pagesOf(found)
    return page > last ? await desk.tickets.list(actor, { ...query, page: last }) : found
  }

  async function heading(ctx: BotContext, space: Space): Promise<string> {
    const view = viewOf(ctx.match)
    const found = await load(ctx, space, view)
    if (!found || found.total === 0) return texts.t(ctx.locale, `list-empty-${view.filter}`)
    const legend = STATUSES.filter((status) => FILTERS[view.filter].some((shown) => shown === status)).map(
      (status) => `${SIGNS[status]} ${texts.t(ctx.locale, `ticket-status-${status}`)}`,
    )
    const title = texts.t(ctx.locale, 'list-heading', {
      organization: space.organizationName,
      count: found.total,
    })
    const where = texts.t(ctx.locale, 'list-page', { page: found.page, pages: pagesOf(found) })
    return `${title}\n${where}\n\n${legend.join('   ')}`
  }
}

function pagesOf({ total }: Page<Ticket>): number {
  return Math.max(1, Math.ceil(total / PAGE_SIZE))
}

function label({ number, title, status }: Ticket): string {
  return `${SIGNS[status]} \u2068${formatReference(number)}\u2069 · ${clip(title, TITLE_SHOWN)}`
}

function write({ page, filter, open }: View): string {
  return `${page}.${filter}.${open ?? ''}`
}

function viewOf(payload: unknown): View {
  const [, page = '1', filter = 'o', open] =
    /^([1-9]\d{0,5})\.([oca])\.(\d{1,15})?$/.exec(typeof payload === 'string' ? payload : '') ?? []
  return { page: Number(page), filter: filter as Filter, open: open === undefined ? null : Number(open) }
}
