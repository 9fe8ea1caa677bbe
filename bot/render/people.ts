import type { Locale } from '../../core/people/person.ts'
import { cleanLine, isVisible } from '../../core/foundation/text.ts'
import type { Translator } from '../../locales/translate.ts'
import { clip } from './split.ts'

const NAME_MAX = 64

/** A person's name to be shown: on one line, at most 64 characters, never empty. */
export function shownName(texts: Translator, locale: Locale, name: string): string {
  const line = cleanLine(name)
  return isVisible(line) ? clip(line, NAME_MAX) : texts.t(locale, 'card-nameless')
}
