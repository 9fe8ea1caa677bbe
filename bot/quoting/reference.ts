import { formatReference, parseReference } from '../../core/tickets/ticket.ts'
import { stripIsolates, type Translator } from '../../locales/translate.ts'

/** A question about a ticket, whose second line is all the bot's. */
type QuestionKey = 'ticket-reply-ask' | 'staff-note-question'

/**
 * The ticket that the first line of one of the bot's messages names. Null where it names none, or several: a name or a
 * title in that line may look like a reference too.
 */
export function referenceIn(text: string): number | null {
  const [first = ''] = text.split('\n', 1)
  const named = new Set(first.match(/\bKT-\d{1,15}\b/g))
  const [reference] = named
  return named.size === 1 && reference !== undefined ? parseReference(reference) : null
}

/** The ticket that one of the bot's messages asks somebody about; null where it is no such question. */
export function questionIn(texts: Translator, key: QuestionKey, text: string): number | null {
  const [, asked = ''] = stripIsolates(text).split('\n', 2)
  const number = referenceIn(asked)
  if (number === null) return null
  const ref = formatReference(number)
  return texts.locales.some((locale) => stripIsolates(texts.t(locale, key, { ref })) === asked)
    ? number
    : null
}

/** The ticket that the bot has made a topic for, by the topic's first name; null for other topics. */
export function referenceOfTopic(name: string): number | null {
  const [, reference = ''] = /^(KT-\d{1,15}) · /.exec(name) ?? []
  return parseReference(reference)
}
