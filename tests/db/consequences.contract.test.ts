import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../../core/desk.ts'
import { type Database, type DatabaseConfig, openDatabase, type Stores } from '../../db/index.ts'
import { createFileStore } from '../../file-store/folder.ts'
import { databases } from '../_support/databases.ts'
import { ALI, createClock, drain, due, HOME, open, settlement, START, toChat, write } from './_world.ts'

const ID = Number(ALI.telegramId)
const welcome = { kind: 'welcome' } as const
const group = {
  chatId: HOME,
  organizationId: 'testco',
  title: 'testco',
  state: 'active',
  reason: null,
  activatedAt: START,
} as const
const SARA = { kind: 'panel', organizationId: 'testco', userId: 'u-1', name: 'Sara', role: 'admin' } as const

/** The disk is full, a disk breaks: from now on nothing more gets into the outbox. */
const BREAK = {
  sqlite: [
    `create trigger refuse_insert before insert on outbox begin select raise(abort, 'full'); end`,
    `create trigger refuse_update before update on outbox begin select raise(abort, 'full'); end`,
  ],
  postgres: [
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`,
    `create trigger refuse before insert or update on outbox for each row execute function refuse()`,
  ],
} as const

describe.each(databases())('what follows from a change, on $name', (database) => {
  let config: DatabaseConfig
  let opened: Database
  let stores: Stores
  let desk: Desk
  beforeEach(async () => {
    config = await database.create()
    const clock = createClock()
    opened = await openDatabase(config, { clock })
    stores = opened.stores
    desk = createDesk({
      ...stores,
      clock,
      randomId: () => 1,
      settings: {
        staffChatId: () => -1,
        autoCloseAfterMs: null,
        timeZone: 'Asia/Tehran',
        smsSettleMs: 0,
        attachmentTypes: [],
        attachmentQuota: 1e9,
        minFreeDisk: 0,
        defaultRole: 'admin',
        groupLinkWindowMs: 86_400_000,
        membershipTtlMs: 7_776_000_000,
      },
      files: createFileStore('unused'),
      fetchFile: async () => ({ kind: 'retry', afterMs: null }),
      inspectChat: async () => ({ kind: 'group', chatId: HOME, title: 'testco', seesAllMessages: true }),
    })
    await stores.groups.link(group, [])
    await open(stores)
    return () => opened.close()
  })

  async function breakOutbox(): Promise<void> {
    if (config.kind === 'sqlite') {
      const connection = new Sqlite(config.path)
      for (const statement of BREAK.sqlite) connection.exec(statement)
      connection.close()
      return
    }
    const client = new Client({ connectionString: config.url })
    await client.connect()
    for (const statement of BREAK.postgres) await client.query(statement)
    await client.end()
  }

  async function park(): Promise<void> {
    await stores.outbox.enqueue([toChat(HOME, welcome)])
    const [head] = await due(stores, START)
    if (!head) throw new Error('Nothing is due.')
    await stores.outbox.settle([settlement(head, { kind: 'parked', reason: 'bot_removed' })])
  }

  test('is written with it: who is forgotten goes from the cards', async () => {
    await desk.people.forget(ID)
    expect(await drain(stores, START)).toEqual([{ kind: 'card', room: 'staff' }])
  })

  test('fails with it: somebody is not half forgotten', async () => {
    await stores.people.meet({ telegramId: ID, name: ALI.name, username: null })
    await breakOutbox()
    await expect(desk.people.forget(ID)).rejects.toThrow('full')
    expect(await stores.people.person(ID)).toMatchObject({ name: ALI.name })
    expect(await stores.tickets.get(1)).toMatchObject({ creator: ALI })
  })

  test('fails with it: a group is not suspended behind the staff’s back', async () => {
    await breakOutbox()
    await expect(desk.chats.lost(HOME, 'bot_removed')).rejects.toThrow('full')
    expect(await stores.groups.find(HOME)).toMatchObject({ state: 'active' })
  })

  test('fails with it: a group is not resumed without what waited for it', async () => {
    await desk.chats.lost(HOME, 'bot_removed')
    await drain(stores, START)
    await park()
    await breakOutbox()
    await expect(desk.chats.found(HOME, 'group')).rejects.toThrow('full')
    expect(await stores.groups.find(HOME)).toMatchObject({ state: 'suspended' })
    await expect(desk.groups.activate(SARA, HOME)).rejects.toThrow('full')
    expect(await stores.groups.find(HOME)).toMatchObject({ state: 'suspended' })
  })

  test('comes with a resumption: what waited, the cards, a greeting', async () => {
    await desk.chats.lost(HOME, 'bot_removed')
    await drain(stores, START)
    await park()
    await desk.chats.found(HOME, 'group')
    const kinds = (await drain(stores, new Date(START.getTime() + 2_000))).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['card', 'greeting', 'welcome'])
  })

  test('comes with a linking: what waited for a suspended group', async () => {
    await desk.chats.lost(HOME, 'bot_removed')
    await drain(stores, START)
    await park()
    await desk.groups.activate(SARA, HOME)
    expect(await drain(stores, START)).toEqual([welcome, welcome])
  })
})

describe('the files of SQLite', () => {
  const [sqlite] = databases()
  test('hold no byte of who was forgotten, in no free page and no log', async () => {
    const config = await sqlite?.create()
    if (config?.kind !== 'sqlite') throw new Error('This is about SQLite.')
    const opened = await openDatabase(config, { clock: () => START })
    const { stores } = opened
    const bytes = () =>
      ['', '-wal'].map((end) => readFileSync(`${config.path}${end}`).toString('latin1')).join('')
    const name = 'Unmistakable'
    const creator = { ...ALI, name }
    await stores.people.meet({ telegramId: ID, name, username: name })
    await open(stores, { creator })
    for (let index = 0; index < 300; index++)
      await write(stores, 1, { author: creator, text: 'x'.repeat(300) })
    // What has gone already must not lie about either.
    const payload = { message: { from: { id: ID, first_name: name }, text: 'x'.repeat(9_000) } }
    await stores.inbox(1).accept([{ updateId: 1, lane: 'a', payload }])
    await stores.inbox(1).finish(1, [])
    expect(bytes()).toContain(name)

    await stores.people.forget(ID, () => [])
    expect(bytes()).not.toContain(name)
    await opened.close()
  })
})
