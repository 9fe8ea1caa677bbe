import { Composer } from 'grammy'
import type { AgentActor } from '../../core/foundation/actor.ts'
import { PRIORITIES, type Status, type Ticket } from '../../core/tickets/ticket.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { pageAt } from '../render/pager.ts'
import { renderQueue } from '../render/queue.ts'
import { editPressed } from '../telegram/edit.ts'
import { acknowledge } from '../telegram/press.ts'
import type { Rich } from '../telegram/rich.ts'
import { reply } from '../telegram/send.ts'
import { agentOf } from './agent.ts'

const PAGE_SIZE = 10
/** How many tickets are read at a time. */
const BATCH = 100

/** In the order of the queue: tickets that wait for the staff come first. */
const WAITING = ['awaiting_response', 'in_progress', 'awaiting_customer'] as const satisfies readonly Status[]

/** `/queue`: the open tickets by who waits, then by priority, then by age, in one message that turns its pages. */
export function createQueue({ desk, read, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onCommand(composer, ['queue'], async (ctx) => {
    if (ctx.speaker) await reply(ctx, await pageOf(ctx, agentOf(ctx.speaker), 1))
  })

  composer.callbackQuery(/^s:queue:(\d{1,6})$/, async (ctx) => {
    if (!ctx.speaker) return
    await acknowledge(ctx)
    await editPressed(ctx, await pageOf(ctx, agentOf(ctx.speaker), Number(ctx.match[1])))
  })
  return composer

  async function pageOf({ locale }: BotContext, agent: AgentActor, asked: number): Promise<Rich> {
    const open = await openTickets(agent)
    const paging = pageAt(asked, open.length, PAGE_SIZE)
    const shown = open.slice((paging.page - 1) * PAGE_SIZE, paging.page * PAGE_SIZE)
    const lines = await Promise.all(
      shown.map(async (ticket) => ({ ticket, place: await read.links.place(ticket.number, 'staff') })),
    )
    return renderQueue(texts, locale, { lines, total: open.length, ...paging })
  }

  async function openTickets(agent: AgentActor): Promise<Ticket[]> {
    const found: Ticket[] = []
    for (let page = 1; ; page++) {
      const batch = await desk.tickets.list(agent, {
        status: WAITING,
        sort: 'updatedAt',
        page,
        pageSize: BATCH,
      })
      found.push(...batch.items)
      if (batch.items.length < BATCH) return found.toSorted(byUrgency)
    }
  }
}

function byUrgency(a: Ticket, b: Ticket): number {
  const rank = ({ status, priority }: Ticket) =>
    WAITING.findIndex((waiting) => waiting === status) * PRIORITIES.length + PRIORITIES.indexOf(priority)
  return rank(a) - rank(b) || a.updatedAt.getTime() - b.updatedAt.getTime()
}
