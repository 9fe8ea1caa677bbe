import type { Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import { buttons, type Rich } from '../telegram/rich.ts'
import { shownName } from './people.ts'

export interface Welcome {
  readonly organization: string
  /** False where privacy mode hides plain messages from the bot. */
  readonly seesAllMessages: boolean
}

/** What a linked group is told: its organization, what the bot is for, its commands. Button: `g:unlink`. */
export function renderWelcome(
  texts: Translator,
  locale: Locale,
  { organization, seesAllMessages }: Welcome,
): Rich {
  const paragraphs = [
    [
      texts.t(locale, 'notice-welcome-linked', { organization: shownName(texts, locale, organization) }),
      texts.t(locale, 'notice-welcome-purpose'),
    ].join('\n'),
    texts.t(locale, 'notice-welcome-create', { command: '/create_ticket' }),
    texts.t(locale, 'notice-welcome-from-reply', { command: '/create_ticket' }),
    texts.t(locale, 'notice-welcome-tickets', { command: '/tickets' }),
    texts.t(locale, 'notice-welcome-cancel', { command: '/cancel' }),
    texts.t(locale, 'notice-welcome-forget', { command: '/forget_me' }),
    texts.t(locale, 'notice-welcome-language', { command: '/language' }),
    texts.t(locale, 'notice-welcome-help', { command: '/help' }),
    ...(seesAllMessages ? [] : [texts.t(locale, 'notice-welcome-privacy')]),
  ]
  return {
    text: paragraphs.join('\n\n'),
    entities: [],
    keyboard: buttons([[texts.t(locale, 'notice-welcome-unlink'), 'g:unlink']]),
  }
}
