import type { Database as Sqlite } from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import type { SearchQuery, SearchWord } from '../../core/tickets/search-words.ts'
import type { WordIndex } from '../connection.ts'

/** FTS5, which is given words that are cut and folded already. */
export function createSqliteWords(connection: Sqlite): WordIndex {
  const remove = connection.prepare('delete from ticket_words where rowid = ?')
  const insert = connection.prepare('insert into ticket_words (rowid, words) values (?, ?)')

  return {
    async put(_q, ticketNumber, words) {
      remove.run(ticketNumber)
      insert.run(ticketNumber, words.join(' '))
    },
    having(query, limit) {
      const found = sql`select rowid from ticket_words where ticket_words match ${expressionOf(query)}`
      return limit === undefined ? found : sql`${found} order by rowid desc limit ${limit}`
    },
  }
}

function expressionOf(query: SearchQuery): string {
  return query.map((word) => `(${anyOf(word)})`).join(' AND ')
}

function anyOf({ spellings, prefix }: SearchWord): string {
  return spellings.map((words) => `(${words.map(quoted).join(' AND ')}${prefix ? '*' : ''})`).join(' OR ')
}

/** In quotes nothing is an operator. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}
