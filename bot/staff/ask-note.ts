import { formatReference } from '../../core/tickets/ticket.ts'
import { lines, mention } from '../render/compose.ts'
import { shownName } from '../render/people.ts'
import { askAboutTicket } from '../telegram/ask.ts'
import type { BotContext, BotDeps } from '../update/context.ts'

/** Asks an agent for a note's text. */
export async function askForNote(ctx: BotContext, deps: BotDeps, ticketNumber: number): Promise<void> {
  const { texts } = deps
  const { from, locale } = ctx
  if (!from) return
  const question = lines(
    mention(shownName(texts, locale, from.first_name), from),
    texts.t(locale, 'staff-note-question', { ref: formatReference(ticketNumber) }),
  )
  const placeholder = texts.t(locale, 'staff-note-question-placeholder')
  await askAboutTicket(ctx, deps, ticketNumber, question, placeholder)
}
