import type { Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Rich } from '../telegram/rich.ts'
import { code, lines } from './compose.ts'

/** What a group is told that belongs to no organization: how to link it, the ID that is needed for it, and until when. */
export function renderNotLinked(texts: Translator, locale: Locale, chatId: number, until: Date | null): Rich {
  return {
    ...lines(
      texts.t(locale, 'group-not-linked'),
      texts.t(locale, 'group-id-label'),
      code(String(chatId)),
      until
        ? texts.t(locale, 'group-link-until', { at: until })
        : texts.t(locale, 'group-link-closed', { command: '/start' }),
    ),
    keyboard: {
      inline_keyboard: [[{ text: texts.t(locale, 'group-id-copy'), copy_text: { text: String(chatId) } }]],
    },
  }
}
