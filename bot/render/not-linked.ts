import type { Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Rich } from '../telegram/rich.ts'
import { code, lines } from './compose.ts'

/** What a group is told that belongs to no organization: how to link it, and the ID that is needed for it. */
export function renderNotLinked(texts: Translator, locale: Locale, chatId: number): Rich {
  return {
    ...lines(texts.t(locale, 'group-not-linked'), texts.t(locale, 'group-id-label'), code(String(chatId))),
    keyboard: {
      inline_keyboard: [[{ text: texts.t(locale, 'group-id-copy'), copy_text: { text: String(chatId) } }]],
    },
  }
}
