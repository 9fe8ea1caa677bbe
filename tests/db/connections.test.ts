import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Busy } from '../../core/foundation/errors.ts'
import type { Connection } from '../../db/engine/connection.ts'
import { createGroupCommit } from '../../db/engine/sqlite/group-commit.ts'
import { openDatabase } from '../../db/index.ts'
import { openPostgres } from '../../db/engine/postgres/open.ts'
import { databases } from '../_support/databases.ts'
import { buildMessage, open, START, write } from './_world.ts'

const clock = () => START

describe.each(databases())('opening on $name', (database) => {
  test('what was stored is there after closing and opening again', async () => {
    const config = await database.create()
    const first = await openDatabase(config, { clock })
    const ticket = await open(first.stores)
    const writing = write(first.stores, ticket.number, { text: 'just before the end' })
    await first.close()
    await first.close()
    await writing
    const second = await openDatabase(config, { clock })
    await second.ping()
    expect(await second.stores.tickets.get(ticket.number)).toEqual(ticket)
    expect(await second.stores.tickets.latestMessages(ticket.number, 1)).toMatchObject([
      { text: 'just before the end' },
    ])
    await second.close()
    await expect(second.ping()).rejects.toThrow(Error)
  })

  test('several processes can start at once', async () => {
    const config = await database.create()
    if (config.kind === 'sqlite') await (await openDatabase(config, { clock })).close()
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(config, { clock })))
    const tickets = await Promise.all(opened.flatMap(({ stores }) => [open(stores), open(stores)]))
    expect(tickets.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
    await Promise.all(opened.map((each) => each.close()))
  })
})

describe('SQLite', () => {
  test('makes its folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubit-folder-'))
    const path = join(folder, 'a/b/desk.sqlite')
    const opened = await openDatabase({ kind: 'sqlite', path }, { clock })
    expect(existsSync(path)).toBe(true)
    await opened.close()
    rmSync(folder, { recursive: true })
  })
})

describe('a group commit', () => {
  let connection: Sqlite.Database
  let tx: Connection['tx']
  let read: Connection['read']
  beforeEach(() => {
    connection = new Sqlite(':memory:')
    connection.exec('create table notes (text text unique)')
    ;({ read, tx } = createGroupCommit(connection, null as never))
    return () => connection.close()
  })

  const add = (text: string) => connection.prepare('insert into notes values (?)').run(text)
  const notes = () => connection.prepare('select text from notes order by text').pluck().all()
  const outcomes = async (works: (() => Promise<unknown>)[]) =>
    (await Promise.allSettled(works.map((work) => tx(work)))).map(({ status }) => status)

  test('keeps what succeeds beside what fails', async () => {
    const statuses = await outcomes([
      async () => add('a'),
      async () => {
        add('b')
        await Promise.resolve()
        throw new Error('no')
      },
      async () => add('a'),
      async () => add('c'),
    ])
    expect(statuses).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(notes()).toEqual(['a', 'c'])
  })

  test('fails only whose commit fails, and goes on', async () => {
    connection.exec('create table parents (id integer primary key)')
    connection.exec('create table children (id integer references parents deferrable initially deferred)')
    connection.pragma('foreign_keys = on')
    const orphan = async () => connection.exec('insert into children values (1)')
    expect(await outcomes([async () => add('a'), orphan])).toEqual(['fulfilled', 'rejected'])
    expect(await outcomes([async () => add('b')])).toEqual(['fulfilled'])
    expect(notes()).toEqual(['a', 'b'])
  })

  test('fails only the one in which the whole transaction is lost', async () => {
    const lose = async () => {
      connection.exec('rollback')
      throw new Error('disk full')
    }
    expect(await outcomes([async () => add('a'), lose, async () => add('b')])).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    await expect(tx(lose)).rejects.toThrow('disk full')
    expect(await outcomes([async () => add('c')])).toEqual(['fulfilled'])
    expect(notes()).toEqual(['a', 'b', 'c'])
  })

  test('waits for the disk where one of its members asks for it', async () => {
    const mode = async () => connection.pragma('synchronous', { simple: true })
    const [full, normal] = [2, 1]
    expect(await tx(mode)).toBe(full)
    expect(await tx(mode, 'replayable')).toBe(normal)
    expect(await Promise.all([tx(mode, 'replayable'), tx(mode)])).toEqual([full, full])
  })

  test('lets nobody read what is not committed', async () => {
    const writing = tx(async () => {
      add('a')
      await new Promise(setImmediate)
      add('b')
    })
    await new Promise(setImmediate)
    expect(connection.inTransaction).toBe(true)
    expect(await read(async () => notes())).toEqual(['a', 'b'])
    await writing
  })

  test('a read that stays longer than it may breaks nobody’s transaction, and sees no part of one', async () => {
    const seen: unknown[] = []
    const reading = read(async () => {
      for (let turn = 0; turn < 3; turn++) {
        seen.push(notes())
        await new Promise(setImmediate)
      }
    })
    const taken = async () => {
      add('taken back')
      await Promise.resolve()
      throw new Error('no')
    }
    expect(await outcomes([async () => add('a'), taken])).toEqual(['fulfilled', 'rejected'])
    await reading
    expect(seen).toEqual([[], ['a'], ['a']])
    expect(connection.inTransaction).toBe(false)
  })

  test('lets reads wait for a lock beside the event loop, too, and goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubit-locked-'))
    const path = join(folder, 'notes.sqlite')
    const [file, tool] = [new Sqlite(path, { timeout: 0 }), new Sqlite(path)]
    onTestFinished(() => {
      for (const each of [file, tool]) each.close()
      rmSync(folder, { recursive: true })
    })
    file.exec('create table notes (text text)')
    const count = async () => file.prepare('select count(*) from notes').pluck().get()
    const locked = createGroupCommit(file, null as never, { patienceMs: 300 })

    tool.exec('begin exclusive')
    await expect(locked.read(count)).rejects.toThrow(Busy)
    const waiting = locked.read(count)
    setTimeout(() => tool.exec('rollback'), 50)
    expect(await waiting).toBe(0)
  })

  test('tells each listener once, after the commit, and never for what failed', async () => {
    const told: string[] = []
    const good = () => told.push(`good, in a transaction: ${connection.inTransaction}`)
    const bad = () => told.push('bad')
    await Promise.all([
      tx(async ({ afterCommit }) => [afterCommit(good), afterCommit(good)]),
      tx(async ({ afterCommit }) => afterCommit(good)),
    ])
    expect(told).toEqual(['good, in a transaction: false'])
    const failed = tx(async ({ afterCommit }) => {
      afterCommit(bad)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(told).not.toContain('bad')
  })
})

describe('PostgreSQL', () => {
  test('out of reach is one plain sentence', async () => {
    const opening = openPostgres('postgres://desk:secret@127.0.0.1:1/desk', { startUpMs: 0 })
    await expect(opening).rejects.toThrow(/^PostgreSQL at DATABASE_URL can't be used: .*ECONNREFUSED/)
    await expect(opening).rejects.not.toThrow(/secret/)
  })

  test.each(databases().filter(({ name }) => name === 'postgres'))(
    'a connection that ends between two statements of a transaction ends nothing else',
    async (database) => {
      const config = await database.create()
      if (config.kind !== 'postgres') throw new Error('This is about PostgreSQL.')
      const connection = await openPostgres(config.url)
      onTestFinished(connection.close)
      const server = new Client({ connectionString: config.url })
      await server.connect()
      onTestFinished(() => server.end())
      const cut = connection.tx(async ({ q }) => {
        await q.select().from(connection.tables.groups)
        const { rows } = await server.query<{ pid: number }>(
          `select pid from pg_stat_activity where state = 'idle in transaction'`,
        )
        await server.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
        await q.select().from(connection.tables.groups)
      })
      await expect(cut).rejects.toThrow(Busy)
      expect(await connection.read((q) => q.select().from(connection.tables.groups))).toEqual([])
    },
  )

  test.each(databases().filter(({ name }) => name === 'postgres'))(
    'errors quote nobody’s words',
    async (database) => {
      const { stores } = await database.open()
      const { number } = await open(stores)
      const broken = write(stores, number, buildMessage({ text: 'a secret', author: null as never }))
      await expect(broken).rejects.toThrow(Error)
      const refused = write(stores, number, { text: 'a secret', kind: null as never })
      await expect(refused).rejects.toThrow(/^PostgreSQL: null value in column "kind"/)
      const error: unknown = await refused.catch((caught: unknown) => caught)
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('a secret')
    },
  )
})
