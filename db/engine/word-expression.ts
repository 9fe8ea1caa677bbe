import type { SearchQuery, SearchWord } from '../../core/tickets/search-words.ts'

/** How an index wants its questions written. */
export interface Syntax {
  readonly and: string
  readonly or: string
  /** What follows a word that may be the beginning of a longer one. */
  readonly prefix: string
  /** A word in quotes, where nothing is an operator. */
  quoted(word: string): string
}

/** A question in an index's syntax. */
export function renderQuery(query: SearchQuery, { and, or, prefix, quoted }: Syntax): string {
  return query.map((word) => `(${anyOf(word)})`).join(and)

  function anyOf(word: SearchWord): string {
    const end = word.prefix ? prefix : ''
    return word.spellings.map((words) => `(${words.map(quoted).join(and)}${end})`).join(or)
  }
}
