import type { MessageEntity, User } from 'grammy/types'
import type { Rich } from '../telegram/calls.ts'

/** Text and formatting without buttons. */
export type RichText = Pick<Rich, 'text' | 'entities'>

/** Puts texts one after the other; formatting moves along. */
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

/** Bold text; an empty one has no formatting, which Telegram would refuse. */
export function bold(text: string): RichText {
  return { text, entities: text ? [{ type: 'bold', offset: 0, length: text.length }] : [] }
}

/** Text in monospace, which a tap copies. */
export function code(text: string): RichText {
  return { text, entities: text ? [{ type: 'code', offset: 0, length: text.length }] : [] }
}

/** A name that stands for a person, whether they have a username or not. */
export function mention(name: string, user: User): RichText {
  return {
    text: name,
    entities: name ? [{ type: 'text_mention', offset: 0, length: name.length, user }] : [],
  }
}

/** Text that opens an address. */
export function link(text: string, url: string): RichText {
  return { text, entities: text ? [{ type: 'text_link', offset: 0, length: text.length, url }] : [] }
}
