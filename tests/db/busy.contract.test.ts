import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Busy } from '../../core/foundation/errors.ts'
import { type DatabaseConfig, openDatabase } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { buildMessage, open, START, write } from './_world.ts'

/** Somebody works on the database by hand; answers with the way to end it. */
async function lock(config: DatabaseConfig): Promise<() => Promise<void>> {
  if (config.kind === 'sqlite') {
    const connection = new Sqlite(config.path)
    connection.exec('begin exclusive')
    onTestFinished(() => void connection.close())
    return async () => void connection.exec('rollback')
  }
  const client = new Client({ connectionString: config.url })
  await client.connect()
  await client.query('begin')
  await client.query('lock table settings, tickets in access exclusive mode')
  onTestFinished(() => client.end())
  return async () => void (await client.query('rollback'))
}

/** The longest that the event loop stood still, in ms. */
function watchLoop(): () => number {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  return () => {
    clearInterval(timer)
    return Math.max(longest, performance.now() - last)
  }
}

describe.each(databases())('a locked database on $name', ({ create }) => {
  async function build() {
    const config = await create()
    const opened = await openDatabase(config, { clock: () => START })
    onTestFinished(() => opened.close())
    await open(opened.stores)
    return { config, ...opened }
  }

  test('is waited for beside the event loop, and then is busy', async () => {
    const { config, stores } = await build()
    const unlock = await lock(config)
    const stood = watchLoop()
    const began = performance.now()
    const outcomes = await Promise.allSettled([
      ...['a', 'b', 'c'].map((key) => stores.settings.set(key, 'x')),
      write(stores, 1, buildMessage()),
    ])
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual(
      outcomes.map(() => expect.any(Busy)),
    )
    const waited = performance.now() - began
    expect(waited).toBeGreaterThan(4_500)
    expect(waited).toBeLessThan(9_000)
    expect(stood()).toBeLessThan(1_500)

    await unlock()
    await stores.settings.set('a', 'y')
    expect(await stores.settings.get('a')).toBe('y')
    expect(await stores.settings.get('b')).toBeNull()
    expect(await stores.tickets.latestMessages(1, 9)).toEqual([])
  })

  test('that is unlocked in time is nobody’s business', async () => {
    const { config, stores } = await build()
    const unlock = await lock(config)
    const setting = stores.settings.set('a', 'x')
    await stores.people.person(1)
    await unlock()
    await setting
    expect(await stores.settings.get('a')).toBe('x')
  })
})
