import type { InlineKeyboardButton } from 'grammy/types'
import type { Locale } from '../../core/people/person.ts'
import type { Message } from '../../core/tickets/message.ts'
import { formatReference, type Ticket } from '../../core/tickets/ticket.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Rich, RichText } from '../telegram/rich.ts'
import { shownName } from './people.ts'
import { bold, lines } from './compose.ts'
import { clip } from './split.ts'

/** How much of a message a card shows. */
const EXCERPT_MAX = 160

export interface TicketCardOptions {
  /** `opened`: a first line that says that the ticket has just been opened. */
  readonly heading?: 'opened'
  /** The bot's username; given where the creator is offered to verify their number. */
  readonly verificationBot?: string
  /** The last messages, oldest first. */
  readonly latest?: readonly Message[]
  /** The page of the list that the card was opened from, for a button that leads back to it. */
  readonly from?: string
}

/** A ticket's card in its customer's chat. Buttons: `t:reply:12`, `t:close:12` or `t:reopen:12`, each with `:<from>`. */
export function renderTicketCard(
  texts: Translator,
  locale: Locale,
  ticket: Ticket,
  options: TicketCardOptions = {},
): Rich {
  const ref = formatReference(ticket.number)
  const content = lines(
    options.heading === 'opened' ? lines(texts.t(locale, 'card-registered', { ref }), '') : null,
    bold(texts.t(locale, 'card-heading', { ref, title: cleanLine(ticket.title) })),
    '',
    ...stateLines(texts, locale, ticket),
    texts.t(locale, 'card-created', { at: ticket.createdAt }),
    texts.t(locale, 'card-updated', { at: ticket.updatedAt }),
    options.latest && options.latest.length > 0 ? latestLines(texts, locale, options.latest) : null,
  )
  return { ...content, keyboard: { inline_keyboard: keyboard(texts, locale, ticket, options) } }
}

/** Status, priority and category, which the cards of both sides show. */
export function stateLines(
  texts: Translator,
  locale: Locale,
  { status, priority, category }: Ticket,
): string[] {
  return [
    texts.t(locale, 'card-status', { value: texts.t(locale, `ticket-status-${status}`) }),
    texts.t(locale, 'card-priority', { value: texts.t(locale, `ticket-priority-${priority}`) }),
    texts.t(locale, 'card-category', { value: texts.t(locale, `ticket-category-${category}`) }),
  ]
}

function latestLines(texts: Translator, locale: Locale, latest: readonly Message[]): RichText {
  const messages = latest.map(({ author, text, attachments }) => {
    const files =
      attachments.length > 0 ? texts.t(locale, 'card-latest-files', { count: attachments.length }) : ''
    const excerpt = [clip(cleanLine(text), EXCERPT_MAX), files].filter(Boolean).join(' ')
    return texts.t(locale, 'card-latest-line', { name: shownName(texts, locale, author.name), text: excerpt })
  })
  return lines('', bold(texts.t(locale, 'card-latest')), ...messages)
}

function keyboard(
  texts: Translator,
  locale: Locale,
  { number, status }: Ticket,
  options: TicketCardOptions,
): InlineKeyboardButton[][] {
  const suffix = options.from === undefined ? '' : `:${options.from}`
  const button = (action: 'reply' | 'close' | 'reopen') => ({
    text: texts.t(locale, `card-button-${action}`),
    callback_data: `t:${action}:${number}${suffix}`,
  })
  return [
    status === 'closed' ? [button('reopen')] : [button('reply'), button('close')],
    ...(options.verificationBot === undefined
      ? []
      : [
          [
            {
              text: texts.t(locale, 'card-button-verify'),
              url: `https://t.me/${options.verificationBot}?start=verify`,
            },
          ],
        ]),
    ...(options.from === undefined
      ? []
      : [[{ text: texts.t(locale, 'card-button-back'), callback_data: `t:list:${options.from}` }]]),
  ]
}
