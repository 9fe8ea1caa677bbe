import type { Room } from '../../core/places/place.ts'
import type { Locale } from '../../core/people/person.ts'
import type { Message } from '../../core/tickets/message.ts'
import { formatReference } from '../../core/tickets/ticket.ts'
import type { Translator } from '../../locales/translate.ts'
import { shownName } from './people.ts'
import type { RichText } from '../telegram/rich.ts'
import { bold, rich } from './compose.ts'

export interface MessageView {
  readonly room: Room
  /** Whether it goes into the ticket's own topic, where the ticket need not be named. */
  readonly inTopic: boolean
  readonly edited?: boolean
}

/** The line above a message that is sent on: its author, and its ticket where the place does not tell. */
export function renderHeader(
  texts: Translator,
  locale: Locale,
  { author, ticketNumber }: Message,
  view: MessageView,
): RichText {
  const ref = formatReference(ticketNumber)
  const header = author.side === 'agent' ? texts.t(locale, 'delivery-answer', { ref }) : customerHeader()
  return bold(view.edited ? texts.t(locale, 'delivery-edited', { header }) : header)

  function customerHeader(): string {
    const written = shownName(texts, locale, author.name)
    const name = author.panelUserId === null ? written : texts.t(locale, 'delivery-panel', { name: written })
    return view.inTopic ? name : texts.t(locale, 'delivery-about', { name, ref })
  }
}

/** A message with its header, in its author's formatting. */
export function renderMessage(
  texts: Translator,
  locale: Locale,
  message: Message,
  view: MessageView,
): RichText {
  const header = renderHeader(texts, locale, message, view)
  if (message.text === '') return header
  // The desk keeps only kinds of formatting that can be sent again as they are.
  const entities = message.entities as RichText['entities']
  return rich(header, '\n', { text: message.text, entities })
}
