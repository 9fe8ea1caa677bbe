import { setLanguage } from './api.js'
import { el } from './dom.js'
import { attempt } from './notice.js'
import { language, t } from './texts.js'

/** The page shows one language, which is the language of everybody in the demo. */
export const isOfAnotherLanguage = (state) => state.language !== language

/** The switch to the other language, for the page, the panel and everybody's chats with the bot. */
export function createLanguage() {
  const other = language === 'fa' ? 'en' : 'fa'
  const button = el(
    'button.soft.language',
    {
      type: 'button',
      lang: other,
      onclick: async () => {
        button.disabled = true
        await attempt(() => setLanguage(other))
        button.disabled = false
      },
    },
    t(`language-${other}`),
  )
  return button
}
