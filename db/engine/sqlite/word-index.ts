import type { Database as Sqlite } from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import type { WordIndex } from '../connection.ts'
import { renderQuery, type Syntax } from '../word-expression.ts'

const SYNTAX: Syntax = {
  and: ' AND ',
  or: ' OR ',
  prefix: '*',
  quoted: (word) => `"${word.replaceAll('"', '""')}"`,
}

/** An FTS5 table. The words it is given are split and folded already. */
export function createSqliteWordIndex(connection: Sqlite): WordIndex {
  const remove = connection.prepare('delete from ticket_words where rowid = ?')
  const insert = connection.prepare('insert into ticket_words (rowid, words) values (?, ?)')

  return {
    async put(_q, ticketNumber, words) {
      remove.run(ticketNumber)
      insert.run(ticketNumber, words.join(' '))
    },
    having(query, limit) {
      const found = sql`select rowid from ticket_words where ticket_words match ${renderQuery(query, SYNTAX)}`
      return limit === undefined ? found : sql`${found} order by rowid desc limit ${limit}`
    },
  }
}
