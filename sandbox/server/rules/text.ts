import type { MessageEntity } from '@grammyjs/types'
import { violation } from './errors.ts'
import { detectEntities, entityProblem } from './entities.ts'

const MAX_TEXT = 4096
const MAX_CAPTION = 1024

/** A text as Telegram keeps it: trimmed, with the entities that Telegram adds. */
export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

/** Formats the text of a message, or refuses it as Telegram would. */
export function formatText(text: string, entities: readonly MessageEntity[] = []): FormattedText {
  if (Buffer.byteLength(text) > 32_768) throw violation('text is too long')
  const formatted = format(text, entities)
  if (formatted.text === '') throw violation('message text is empty')
  if (formatted.text.length > MAX_TEXT) throw violation('message is too long')
  return formatted
}

/** Formats a caption, or refuses it as Telegram would. */
export function formatCaption(caption = '', entities: readonly MessageEntity[] = []): FormattedText {
  const formatted = format(caption, entities)
  if (formatted.text.length > MAX_CAPTION) throw violation('message caption is too long')
  return formatted
}

function format(raw: string, entities: readonly MessageEntity[]): FormattedText {
  if (/[\uD800-\uDFFF]/u.test(raw)) throw violation('strings must be encoded in UTF-8')
  const problem = entityProblem(raw, entities)
  if (problem) throw violation(problem)
  const text = raw.trim()
  const shift = raw.length - raw.trimStart().length
  const kept = entities.flatMap((entity) => {
    const start = Math.max(entity.offset - shift, 0)
    const end = Math.min(entity.offset - shift + entity.length, text.length)
    return end > start ? [{ ...entity, offset: start, length: end - start }] : []
  })
  return { text, entities: detectEntities(text, kept) }
}
