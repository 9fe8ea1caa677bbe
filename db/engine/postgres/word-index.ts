import { sql } from 'drizzle-orm'
import type { WordIndex } from '../connection.ts'
import { renderQuery, type Syntax } from '../word-expression.ts'

const SYNTAX: Syntax = {
  and: ' & ',
  or: ' | ',
  prefix: ':*',
  quoted: (word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
}

/** A GIN index over `tsvector`s. The words it is given are split and folded already. */
export function createPostgresWordIndex(): WordIndex {
  return {
    async put(q, ticketNumber, words) {
      await q.execute(sql`
        insert into ticket_words (ticket_number, words)
        values (${ticketNumber}, array_to_tsvector(${sql.param(words)}::text[]))
        on conflict (ticket_number) do update set words = excluded.words`)
    },
    having(query, limit) {
      const found = sql`select ticket_number from ticket_words where words @@ ${renderQuery(query, SYNTAX)}::tsquery`
      return limit === undefined ? found : sql`${found} order by ticket_number desc limit ${limit}`
    },
  }
}
