import { sql } from 'drizzle-orm'
import type { SearchQuery, SearchWord } from '../../core/tickets/search-words.ts'
import type { WordIndex } from '../connection.ts'

/** `tsvector`s of words that are cut and folded already, in a GIN index. */
export function createPostgresWords(): WordIndex {
  return {
    async put(q, ticketNumber, words) {
      await q.execute(sql`
        insert into ticket_words (ticket_number, words)
        values (${ticketNumber}, array_to_tsvector(${sql.param(words)}::text[]))
        on conflict (ticket_number) do update set words = excluded.words`)
    },
    having(query, limit) {
      const found = sql`select ticket_number from ticket_words where words @@ ${expressionOf(query)}::tsquery`
      return limit === undefined ? found : sql`${found} order by ticket_number desc limit ${limit}`
    },
  }
}

function expressionOf(query: SearchQuery): string {
  return query.map((word) => `(${anyOf(word)})`).join(' & ')
}

function anyOf({ spellings, prefix }: SearchWord): string {
  return spellings.map((words) => `(${words.map(quoted).join(' & ')}${prefix ? ':*' : ''})`).join(' | ')
}

/** In quotes nothing is an operator. */
function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
