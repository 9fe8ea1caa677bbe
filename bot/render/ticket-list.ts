import type { InlineKeyboardButton } from 'grammy/types'
import type { Locale } from '../../core/people/person.ts'
import type { Page } from '../../core/tickets/queries.ts'
import { formatReference, type Status, STATUSES, type Ticket } from '../../core/tickets/ticket.ts'
import type { Translator } from '../../locales/translate.ts'
import { plain, type Rich } from '../telegram/rich.ts'
import { type Paging, turnRow } from './pager.ts'
import { clip } from './split.ts'

const TITLE_SHOWN = 40

/** Which tickets a list shows, by the letter that stands for it in a button's data: open, closed, all. */
export const FILTERS = {
  o: STATUSES.filter((status) => status !== 'closed'),
  c: ['closed'],
  a: STATUSES,
} as const satisfies Record<string, readonly Status[]>
export type Filter = keyof typeof FILTERS

const SIGNS: Readonly<Record<Status, string>> = {
  awaiting_response: '🟠',
  in_progress: '🔵',
  awaiting_customer: '🟣',
  closed: '⚪️',
}

export interface TicketList {
  readonly organization: string
  readonly filter: Filter
  readonly found: Page<Ticket>
  readonly paging: Paging
}

/** A page of an organization's tickets. Buttons: `l:<page>.<filter>.` shows a page, with a number behind it a ticket. */
export function renderTicketList(texts: Translator, locale: Locale, list: TicketList): Rich {
  const { filter, found, paging } = list
  const data = (page: number, shown: Filter, open = '') => `l:${page}.${shown}.${open}`
  const labels = { previous: texts.t(locale, 'list-previous'), next: texts.t(locale, 'list-next') }
  const rows: InlineKeyboardButton[][] = [
    ...found.items.map((ticket) => [
      { text: labelOf(ticket), callback_data: data(paging.page, filter, String(ticket.number)) },
    ]),
    ...turnRow(paging, labels, (page) => data(page, filter)),
    (['o', 'c', 'a'] as const).map((other) => {
      const name = texts.t(locale, `list-filter-${other}`)
      return { text: other === filter ? `• ${name}` : name, callback_data: data(1, other) }
    }),
  ]
  return { ...plain(textOf(texts, locale, list)), keyboard: { inline_keyboard: rows } }
}

function textOf(
  texts: Translator,
  locale: Locale,
  { organization, filter, found, paging }: TicketList,
): string {
  if (found.total === 0) return texts.t(locale, `list-empty-${filter}`)
  const legend = STATUSES.filter((status) => FILTERS[filter].some((shown) => shown === status)).map(
    (status) => `${SIGNS[status]} ${texts.t(locale, `ticket-status-${status}`)}`,
  )
  const title = texts.t(locale, `list-heading-${filter}`, { organization, count: found.total })
  return `${title}\n${texts.t(locale, 'list-page', { ...paging })}\n\n${legend.join('   ')}`
}

function labelOf({ number, title, status }: Ticket): string {
  return `${SIGNS[status]} \u2068${formatReference(number)}\u2069 · ${clip(title, TITLE_SHOWN)}`
}
