import { asciiDigits, isVisible } from '../foundation/text.ts'
import { formatReference } from './ticket.ts'

const MARKS = /\p{M}/gu
/** Tatweel and characters without width, except the half-space (U+200C) and U+200B, which web pages use for it. */
const INVISIBLE = /\u0640|(?![\u200B\u200C])\p{Cf}/gu
/** Letters of other keyboards and the ones that they stand for. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  // yeh
  [/[\u064A\u0649\u06D0\u06D2]/g, '\u06CC'],
  // kaf
  [/[\u0643\u06AA]/g, '\u06A9'],
  // heh, and teh marbuta
  [/[\u0629\u06C1\u06C3\u06BE\u06D5]/g, '\u0647'],
  // alef wasla
  [/\u0671/g, '\u0627'],
  // final sigma
  [/\u03C2/g, '\u03C3'],
]
const HALF_SPACE = /[\u200B\u200C]+/
const WORD =
  /(?<![\p{L}\p{N}])kt\s{0,3}-?\s{0,3}(?<number>\d{1,15})(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:[\u200B\u200C]+[\p{L}\p{N}]+)*|\p{Extended_Pictographic}/gu

/** The longest search text, in UTF-16 units. */
export const SEARCH_MAX = 200

/** Words are cut here: longer ones with the same beginning count as the same word. */
const WORD_MAX = 64
/** Shorter beginnings are not searched: nearly every ticket has a word that begins so. */
const PREFIX_MIN = 2
/** Bytes of one ticket's words in the index: a tsvector of PostgreSQL holds less than 1 MiB. */
const DOCUMENT_MAX_BYTES = 1_000_000
/** Each word is indexed twice, the second time with a prefix for its organization of at most so many bytes. */
const SCOPE_BYTES = 12

const encoder = new TextEncoder()

export interface SearchWord {
  /** One of these must be found, with all its words. A half-space may be written as a space or not at all. */
  readonly spellings: readonly (readonly string[])[]
  /** Whether the last word of a spelling may be the beginning of a longer one. */
  readonly prefix: boolean
}

/** All of these must be found; an empty query finds nothing. */
export type SearchQuery = readonly SearchWord[]

/** A ticket's texts to index. */
export interface SearchDocument {
  readonly number: number
  /** The most important first: a ticket that is too long is cut at the end. */
  readonly texts: readonly string[]
}

/** One form for all spellings of a text: letters, digits, marks, case, width. */
export function foldText(text: string): string {
  // Marks go first: normalizing sorts each run of them, which costs its length squared.
  const bare = text.replace(MARKS, '')
  const plain = asciiDigits(bare.normalize('NFKD').toLowerCase().normalize('NFKD'))
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
  return LETTERS.reduce((folded, [letters, letter]) => folded.replace(letters, letter), plain)
}

/** The query of a search text; null for a blank one, which does not filter. */
export function parseSearch(text: string): SearchQuery | null {
  if (!isVisible(text)) return null
  const words = [...spell(text)]
  return words.map(({ parts, whole }, index) => ({
    spellings: parts.length > 1 ? [parts, [whole]] : [parts],
    prefix: index === words.length - 1 && isBeginning(parts.at(-1) ?? ''),
  }))
}

/** The different words by which a ticket is found; its reference is one of them. */
export function wordsOf({ number, texts }: SearchDocument): string[] {
  const words = new Set<string>()
  let bytes = 0
  for (const text of [formatReference(number), ...texts]) {
    for (const { parts, whole, digits } of spell(text)) {
      for (const word of [...parts, whole, ...digits]) {
        if (words.has(word)) continue
        bytes += 2 * encoder.encode(word).length + SCOPE_BYTES
        if (bytes > DOCUMENT_MAX_BYTES) return [...words]
        words.add(word)
      }
    }
  }
  return [...words]
}

interface Spelled {
  readonly parts: readonly string[]
  /** The parts without the half-spaces between them. */
  readonly whole: string
  /** The number alone, of a reference. */
  readonly digits: readonly string[]
}

function* spell(text: string): Generator<Spelled> {
  for (const { 0: found, groups } of foldText(text).matchAll(WORD)) {
    const number = groups?.['number']
    const parts = number === undefined ? found.split(HALF_SPACE).map(cut) : [`kt${Number(number)}`]
    yield {
      parts,
      whole: cut(parts.join('')),
      digits: number === undefined ? [] : [String(Number(number))],
    }
  }
}

function cut(word: string): string {
  return word.slice(0, WORD_MAX)
}

/** A number or a reference is searched as it is, not as the beginning of a longer one. */
function isBeginning(word: string): boolean {
  return word.length >= PREFIX_MIN && !/^(?:kt)?\d+$/.test(word)
}
