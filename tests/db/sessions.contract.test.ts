import { beforeEach, describe, expect, test } from 'vitest'
import { doneByUser } from '../../core/audit/entry.ts'
import type { NewSession, SpentToken } from '../../core/doorways/sessions.ts'
import { type Database, type DatabaseConfig, openDatabase, type Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { type Clock, createClock, enrol } from './_world.ts'

const HOUR_MS = 3_600_000

describe.each(databases())('sessions on $name', (database) => {
  let clock: Clock
  let config: DatabaseConfig
  let opened: Database
  let stores: Stores
  beforeEach(async () => {
    clock = createClock()
    config = await database.create()
    opened = await openDatabase(config, { clock })
    stores = opened.stores
    for (const id of ['testco', 'rival']) {
      const name = `Sara of ${id}`
      const user = {
        organizationId: id,
        userId: 'u-1',
        name,
        mobile: null,
        locale: null,
        role: 'member',
      } as const
      await enrol(stores, { id, name: id, plan: 'basic' }, user)
    }
    return () => opened.close()
  })

  const at = (ms: number) => new Date(clock().getTime() + ms)
  const session = (hash: string, overrides: Partial<NewSession> = {}): NewSession => ({
    hash,
    organizationId: 'testco',
    userId: 'u-1',
    locale: 'en',
    csrf: 'csrf',
    expiresAt: at(12 * HOUR_MS),
    tokenId: 't',
    ...overrides,
  })

  const begin = (given: NewSession, token: SpentToken) =>
    stores.sessions.begin(given, token, doneByUser(given, 'signed_in'))

  test('a token opens one session, whoever comes at the same time', async () => {
    const token = { id: 't', until: at(HOUR_MS) }
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_, index) => begin(session(`h${index}`), token)),
    )
    expect(begun.filter((each) => each === 'begun')).toHaveLength(1)
    const found = await Promise.all(begun.map((_, index) => stores.sessions.find(`h${index}`)))
    expect(found.map((each) => (each === null ? 'spent' : 'begun'))).toEqual(begun)
    expect((await stores.audit.list('testco', { page: 1, pageSize: 9 })).total).toBe(1)
    expect(await begin(session('other'), { ...token, id: 'u' })).toBe('begun')
  })

  test('it is its organization’s user, as the panel said last', async () => {
    await begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await begin(session('b', { organizationId: 'rival', locale: null }), {
      id: '2',
      until: at(1),
    })
    expect(await stores.sessions.find('a')).toEqual({
      hash: 'a',
      csrf: 'csrf',
      expiresAt: at(12 * HOUR_MS),
      tokenId: 't',
      user: {
        organization: { id: 'testco', name: 'testco', plan: 'basic' },
        userId: 'u-1',
        name: 'Sara of testco',
        mobile: null,
        locale: 'en',
        role: 'member',
      },
    })
    const rival = await stores.sessions.find('b')
    expect(rival?.user).toMatchObject({ organization: { id: 'rival' }, name: 'Sara of rival', locale: null })
    await stores.sessions.setLocale('a', 'fa')
    expect((await stores.sessions.find('a'))?.user.locale).toBe('fa')
    expect((await stores.sessions.find('b'))?.user.locale).toBeNull()
    expect(await stores.sessions.find('c')).toBeNull()
  })

  test('it outlives a restart, and ends by itself or by hand', async () => {
    await begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await begin(session('b'), { id: '2', until: at(HOUR_MS) })
    await opened.close()
    opened = await openDatabase(config, { clock })
    stores = opened.stores
    await stores.sessions.end('b')
    expect(await stores.sessions.find('b')).toBeNull()
    expect(await stores.sessions.find('a')).not.toBeNull()
    clock.pass(12 * HOUR_MS)
    expect(await stores.sessions.find('a')).toBeNull()
  })

  test('what has expired is swept, and nothing before', async () => {
    await begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await stores.sessions.prune(at(HOUR_MS))
    expect(await begin(session('b'), { id: '1', until: at(HOUR_MS) })).toBe('spent')
    await stores.sessions.prune(at(HOUR_MS + 1))
    expect(await begin(session('b'), { id: '1', until: at(HOUR_MS) })).toBe('begun')
    expect(await stores.sessions.find('a')).not.toBeNull()
    await stores.sessions.prune(at(12 * HOUR_MS + 1))
    expect(await begin(session('a'), { id: '3', until: at(HOUR_MS) })).toBe('begun')
  })

  test('it ends with the membership, and none begins after that', async () => {
    await begin(session('a'), { id: '1', until: at(HOUR_MS) })
    const other = session('b', { organizationId: 'rival' })
    await begin(other, { id: '2', until: at(HOUR_MS) })
    const entry = doneByUser(session('a'), 'member_ended')
    expect(await stores.people.endMembership('testco', 'u-1', 1, entry)).toBe(true)
    expect(await stores.sessions.find('a')).toBeNull()
    expect(await stores.sessions.find('b')).not.toBeNull()
    expect(await begin(session('c'), { id: '3', until: at(HOUR_MS) })).toBe('ended')
    expect(await stores.sessions.find('c')).toBeNull()
  })

  test('it lapses with the membership', async () => {
    await begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await opened.close()
    opened = await openDatabase(config, { clock, membershipTtlMs: HOUR_MS })
    stores = opened.stores
    clock.pass(HOUR_MS - 1)
    expect(await stores.sessions.find('a')).not.toBeNull()
    clock.pass(1)
    expect(await stores.sessions.find('a')).toBeNull()
  })
})
