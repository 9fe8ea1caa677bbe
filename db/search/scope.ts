import { createHash } from 'node:crypto'
import type { SearchQuery } from '../../core/tickets/search-words.ts'

/** Stands in no word: it is no letter. */
const MARK = '\uE000'

/**
 * Every word stands in the index twice: alone, and behind its organization. So a search within an organization reads
 * that organization's entries only, however common a word is elsewhere.
 */
export function withScope(words: readonly string[], organizationId: string): string[] {
  const scope = scopeOf(organizationId)
  return [...words, ...words.map((word) => scope + word)]
}

/** The same query within one organization. Organizations may share a scope, so their tickets are still to be told apart. */
export function scoped(query: SearchQuery, organizationId: string): SearchQuery {
  const scope = scopeOf(organizationId)
  return query.map(({ spellings, prefix }) => ({
    prefix,
    spellings: spellings.map((words) => words.map((word) => scope + word)),
  }))
}

function scopeOf(organizationId: string): string {
  return createHash('sha256').update(organizationId).digest('hex').slice(0, 8) + MARK
}
