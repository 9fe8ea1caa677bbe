import type { SearchQuery, SearchWord } from '../../core/tickets/search-words.ts'

/** How one full-text index writes its queries. */
export interface Syntax {
  readonly and: string
  readonly or: string
  /** Follows a word that may be the beginning of a longer one. */
  readonly prefix: string
  /** A word in quotes, so that nothing in it is an operator. */
  quoted(word: string): string
}

/** A query in an index's syntax. */
export function renderQuery(query: SearchQuery, { and, or, prefix, quoted }: Syntax): string {
  return query.map((word) => `(${anyOf(word)})`).join(and)

  function anyOf(word: SearchWord): string {
    const end = word.prefix ? prefix : ''
    return word.spellings.map((words) => `(${words.map(quoted).join(and)}${end})`).join(or)
  }
}
