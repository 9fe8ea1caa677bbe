import type { MessageEntity, User } from 'grammy/types'
import type { RichText } from '../telegram/rich.ts'

/** Joins texts; their formatting moves along. */
export function rich(...pieces: readonly (string | RichText)[]): RichText {
  let text = ''
  const entities: MessageEntity[] = []
  for (const piece of pieces) {
    const { text: more, entities: marks } = typeof piece === 'string' ? { text: piece, entities: [] } : piece
    for (const mark of marks) entities.push({ ...mark, offset: mark.offset + text.length })
    text += more
  }
  return { text, entities }
}

/** Lines under each other; null ones are left out. */
export function lines(...pieces: readonly (string | RichText | null)[]): RichText {
  const present = pieces.filter((piece) => piece !== null)
  return rich(...present.flatMap((piece, at) => (at === 0 ? [piece] : ['\n', piece])))
}

/** Bold text. An empty text gets no formatting, which Telegram would refuse. */
export function bold(text: string): RichText {
  return { text, entities: text ? [{ type: 'bold', offset: 0, length: text.length }] : [] }
}

/** Monospaced text: a tap copies it. */
export function code(text: string): RichText {
  return { text, entities: text ? [{ type: 'code', offset: 0, length: text.length }] : [] }
}

/** A name that mentions a person, with or without a username. */
export function mention(name: string, { id, is_bot, first_name }: User): RichText {
  const user = { id, is_bot, first_name }
  return {
    text: name,
    entities: name ? [{ type: 'text_mention', offset: 0, length: name.length, user }] : [],
  }
}

/** Text that opens an address when it is tapped. */
export function link(text: string, url: string): RichText {
  return { text, entities: text ? [{ type: 'text_link', offset: 0, length: text.length, url }] : [] }
}
