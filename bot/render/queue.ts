import type { Locale } from '../../core/people/person.ts'
import type { Place } from '../../core/places/place.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import type { Translator } from '../../locales/translate.ts'
import { plain, type Rich, type RichText } from '../telegram/rich.ts'
import { shownName } from './people.ts'
import { bold, lines, link } from './compose.ts'
import { type Paging, turnRow } from './pager.ts'
import { clip } from './split.ts'

const TITLE_MAX = 60

export interface Queue extends Paging {
  readonly lines: readonly { readonly ticket: Ticket; readonly place: Place | null }[]
  readonly total: number
}

/** A page of the open tickets, each a link to its topic. Buttons: `s:queue:<page>`. */
export function renderQueue(texts: Translator, locale: Locale, queue: Queue): Rich {
  if (queue.total === 0) return plain(texts.t(locale, 'staff-queue-empty'))
  const content = lines(
    bold(texts.t(locale, 'staff-queue-title', { count: queue.total })),
    queue.pages > 1 ? texts.t(locale, 'staff-queue-page', { page: queue.page, pages: queue.pages }) : null,
    ...queue.lines.flatMap(({ ticket, place }) => [
      '',
      headOf(texts, locale, ticket, place),
      stateOf(texts, locale, ticket),
    ]),
  )
  const labels = {
    previous: texts.t(locale, 'staff-queue-previous'),
    next: texts.t(locale, 'staff-queue-next'),
  }
  return { ...content, keyboard: { inline_keyboard: turnRow(queue, labels, (page) => `s:queue:${page}`) } }
}

function headOf(texts: Translator, locale: Locale, { number, title }: Ticket, place: Place | null): RichText {
  const head = texts.t(locale, 'card-heading', {
    ref: formatReference(number),
    title: clip(cleanLine(title), TITLE_MAX),
  })
  const url = place && messageUrl(place.chatId, place.threadId ?? place.cardMessageId)
  return url ? link(head, url) : bold(head)
}

function stateOf(
  texts: Translator,
  locale: Locale,
  { status, priority, assignee, updatedAt }: Ticket,
): string {
  return texts.t(locale, 'staff-queue-line', {
    status: texts.t(locale, `ticket-status-${status}`),
    priority: texts.t(locale, `ticket-priority-${priority}`),
    assignee: assignee ? shownName(texts, locale, assignee.name) : texts.t(locale, 'staff-queue-unassigned'),
    at: updatedAt,
  })
}

/** The address of a message, or of a topic by its first message, for members of a supergroup; other groups have none. */
function messageUrl(chatId: number, messageId: number | null): string | null {
  const id = -chatId - 1_000_000_000_000
  return messageId !== null && id > 0 ? `https://t.me/c/${id}/${messageId}` : null
}
