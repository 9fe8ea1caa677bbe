import { stripIsolates, type Translator } from '../locales/translate.ts'
import type { Locale } from '../core/people/person.ts'

/** Letters of one part of an SMS where one of them is outside of GSM 03.38, as the Persian ones are (3GPP TS 23.038). */
const PART = 70
/** As much of a title as tells tickets apart. */
const TITLE_SHOWN = 12

const graphemes = new Intl.Segmenter()

export interface Told {
  readonly ref: string
  readonly title: string
  /** The status in words. */
  readonly status: string
}

/** What an SMS says of a ticket: with the beginning of its title where that leaves it in one part. */
export function smsText(texts: Translator, locale: Locale, { ref, title, status }: Told): string {
  const titled = texts.t(locale, 'sms-status-titled', { ref, status, title: beginningOf(title) })
  // Old phones show the invisible marks of mixed text directions as boxes.
  const words = stripIsolates(titled)
  return words.length <= PART ? words : stripIsolates(texts.t(locale, 'sms-status', { ref, status }))
}

function beginningOf(title: string): string {
  const letters = Array.from(graphemes.segment(title), ({ segment }) => segment)
  if (letters.length <= TITLE_SHOWN) return title
  return `${letters
    .slice(0, TITLE_SHOWN - 1)
    .join('')
    .trimEnd()}…`
}
