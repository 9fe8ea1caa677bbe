import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import type { BaseTicket } from './search-base.ts'

const CHUNK = 10_000

/** Writes tickets past the product, in as large steps as the database likes. The tables must be there. */
export function seedSqlite(path: string, tickets: Iterable<BaseTicket>): void {
  const db = new Sqlite(path)
  db.pragma('synchronous = off')
  db.pragma('cache_size = -400000')
  const ticket = db.prepare(`
    insert into tickets (number, organization_id, title, description, status, priority, category, source,
      creator_side, creator_name, created_at, updated_at, search_stale)
    values (?, ?, ?, ?, ?, ?, ?, 'panel', 'customer', 'Ali', ?, ?, 0)`)
  const message = db.prepare(`
    insert into messages (ticket_number, kind, author_side, author_name, text, entities, created_at, delivery_state)
    values (?, 'message', 'customer', 'Ali', ?, '[]', ?, 'sent')`)
  const words = db.prepare('insert into ticket_words (rowid, words) values (?, ?)')
  db.transaction(() => {
    for (const each of tickets) {
      const { number, createdAt } = each
      ticket.run(
        number,
        each.organizationId,
        each.title,
        each.description,
        each.status,
        each.priority,
        each.category,
        createdAt,
        each.updatedAt,
      )
      for (const text of each.messages) message.run(number, text, createdAt)
      words.run(number, each.words.join(' '))
    }
  })()
  db.close()
}

/** The same; the index of words is built at the end, as one builds it for data that is there. */
export async function seedPostgres(url: string, tickets: Iterable<BaseTicket>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`set maintenance_work_mem = '1GB'; drop index ticket_words_words`)
  let chunk: BaseTicket[] = []
  for (const ticket of tickets) {
    chunk.push(ticket)
    if (chunk.length === CHUNK) await write(chunk.splice(0))
  }
  await write(chunk)
  chunk = []
  await client.query('create index ticket_words_words on ticket_words using gin (words)')
  await client.query('vacuum analyze')
  await client.end()

  async function write(rows: readonly BaseTicket[]): Promise<void> {
    const json = JSON.stringify(rows.map((row) => ({ ...row, words: row.words.join(' ') })))
    await client.query(
      `with rows as (select * from json_to_recordset($1) as r(number bigint, "organizationId" text, title text,
         description text, status text, priority text, category text, "createdAt" bigint, "updatedAt" bigint,
         messages json, words text)),
       t as (insert into tickets (number, organization_id, title, description, status, priority, category, source,
         creator_side, creator_name, created_at, updated_at, search_stale)
         select number, "organizationId", title, description, status, priority, category, 'panel', 'customer', 'Ali',
           to_timestamp("createdAt" / 1000.0), to_timestamp("updatedAt" / 1000.0), false from rows),
       w as (insert into ticket_words (ticket_number, words)
         select number, array_to_tsvector(string_to_array(words, ' ')) from rows)
       select count(*) from rows`,
      [json],
    )
    await client.query(
      `insert into messages (ticket_number, kind, author_side, author_name, text, entities, created_at,
         delivery_state)
       select (row->>'number')::bigint, 'message', 'customer', 'Ali', text, '[]', now(), 'sent'
       from json_array_elements($1::json) row, json_array_elements_text(row->'messages') text`,
      [json],
    )
  }
}
