import type { Locale } from '../../core/people/person.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { Translator } from '../../locales/translate.ts'
import type { RichText } from '../telegram/rich.ts'
import { rich } from './compose.ts'
import { type MessageView, renderHeader } from './message.ts'
import { TEXT_MAX } from './split.ts'

/** Telegram leaves out what formats more. */
const ENTITIES_MAX = 100

/** Messages as one post: each under its author, who is named once for all that they say in a row. */
export function renderJoined(
  texts: Translator,
  locale: Locale,
  messages: readonly Message[],
  view: MessageView,
): RichText {
  let above = ''
  return rich(
    ...messages.flatMap((message, at) => {
      const header = renderHeader(texts, locale, message, view)
      const isNamed = header.text === above
      above = header.text
      // The desk keeps only kinds of formatting that can be sent again as they are.
      const said = { text: message.text, entities: message.entities as RichText['entities'] }
      return [...(at === 0 ? [] : ['\n\n']), ...(isNamed ? [] : [header, '\n']), said]
    }),
  )
}

/** Whether Telegram takes it as one message, with all its formatting. */
export function fitsOnePost({ text, entities }: RichText): boolean {
  return text.length <= TEXT_MAX && entities.length <= ENTITIES_MAX
}

/**
 * Which of a post's messages a place in its text belongs to; null where that can't be told, as the post says something
 * else by now.
 */
export function messageAt(post: string, messages: readonly Message[], position: number): Message | null {
  let from = 0
  for (const message of messages) {
    const said = message.text.trim()
    const found = post.indexOf(said, from)
    if (found < 0) return null
    from = found + said.length
    if (position < from) return message
  }
  return null
}
