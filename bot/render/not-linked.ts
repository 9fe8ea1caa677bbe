import { fmt, FormattedString } from '@grammyjs/parse-mode'
import type { Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Rich } from '../telegram.ts'

/** What a group that belongs to nobody is told: how to link it, and the ID to do it with. */
export function renderNotLinked(texts: Translator, locale: Locale, chatId: number): Rich {
  const { text, entities } = fmt`${texts.t(locale, 'group-not-linked')}
${texts.t(locale, 'group-id-label')}
${FormattedString.code(String(chatId))}`
  return {
    text,
    entities,
    keyboard: {
      inline_keyboard: [[{ text: texts.t(locale, 'group-id-copy'), copy_text: { text: String(chatId) } }]],
    },
  }
}
