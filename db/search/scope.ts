import { createHash } from 'node:crypto'
import type { SearchQuery } from '../../core/tickets/search-words.ts'

/** A private-use character. Words consist of letters, digits and symbols, so none contains it. */
const MARK = '\uE000'

/**
 * The words as they are indexed: each alone, and each again with its organization's prefix. A search within an
 * organization so reads only that organization's entries, however common a word is elsewhere.
 */
export function withScope(words: readonly string[], organizationId: string): string[] {
  const scope = scopeOf(organizationId)
  return [...words, ...words.map((word) => scope + word)]
}

/**
 * The same query within one organization. The prefix is 32 bits of a hash, so two organizations may share it: the
 * caller also compares the organization itself.
 */
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
