import type { Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Rich } from '../telegram/calls.ts'
import { code, lines } from './rich.ts'

/** What a group that belongs to nobody is told: how to link it, and the ID to do it with. */
export function renderNotLinked(texts: Translator, locale: Locale, chatId: number): Rich {
  return {
    ...lines(texts.t(locale, 'group-not-linked'), texts.t(locale, 'group-id-label'), code(String(chatId))),
    keyboard: {
      inline_keyboard: [[{ text: texts.t(locale, 'group-id-copy'), copy_text: { text: String(chatId) } }]],
    },
  }
}
