import type { MessageEntity } from '@grammyjs/types'

type Found = Extract<MessageEntity['type'], 'bot_command' | 'mention' | 'hashtag' | 'url' | 'email'>

// Telegram counts letters of all scripts as parts of a word.
const PATTERNS: [Found, RegExp][] = [
  ['bot_command', /(?<![\p{L}\p{N}_/@<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/@])/gu],
  [
    'url',
    /(?<![\p{L}\p{N}_@.])(?:https?:\/\/[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:com|org|net|ir|io|dev|me|cloud|app)(?:\/[^\s<>"]*)?)(?<![.,;:!?)\]])/giu,
  ],
  ['email', /(?<![\p{L}\p{N}_.+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/gu],
  ['mention', /(?<![\p{L}\p{N}_/@.])@[A-Za-z0-9_]{3,32}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_&#@/])#[\p{L}\p{N}_]{1,255}(?![\p{L}\p{N}_#])/gu],
]

/** Adds the entities that Telegram finds by itself: commands, links, mentions. Given entities come first. */
export function detectEntities(text: string, given: MessageEntity[]): MessageEntity[] {
  const entities = [...given]
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (!entities.some((other) => shadows(other, entity))) entities.push(entity)
    }
  }
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length)
}

function shadows(other: MessageEntity, found: MessageEntity): boolean {
  const overlaps = other.offset < found.offset + found.length && found.offset < other.offset + other.length
  return overlaps && !DECORATION.has(other.type)
}

const DECORATION = new Set<MessageEntity['type']>([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
])

/** The problem with the ranges of entities, in Telegram's words; undefined when there is none. */
export function entityProblem(text: string, entities: readonly MessageEntity[]): string | undefined {
  for (const { offset, length } of entities) {
    const end = offset + length
    if (!Number.isInteger(offset) || offset < 0) return 'entity has a wrong offset'
    if (!Number.isInteger(length) || length <= 0)
      return `entity beginning at UTF-16 offset ${offset} has a wrong length`
    if (end > text.length) {
      return `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`
    }
    if (splitsSurrogates(text, offset))
      return `entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${offset}`
    if (splitsSurrogates(text, end)) {
      return `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at UTF-16 offset ${end}`
    }
  }
  return undefined
}

function splitsSurrogates(text: string, index: number): boolean {
  const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff
  return (
    index > 0 && index < text.length && isHigh(text.charCodeAt(index - 1)) && !isHigh(text.charCodeAt(index))
  )
}
