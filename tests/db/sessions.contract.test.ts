import { beforeEach, describe, expect, test } from 'vitest'
import type { NewSession } from '../../core/doorways/sessions.ts'
import { type Database, type DatabaseConfig, openDatabase, type Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { type Clock, createClock } from './_world.ts'

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
      const user = { organizationId: id, userId: 'u-1', name: `Sara of ${id}`, mobile: null, locale: null }
      await stores.people.enrol({ id, name: id, plan: 'basic' }, user)
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
    ...overrides,
  })

  test('a token opens one session, whoever comes at the same time', async () => {
    const token = { id: 't', until: at(HOUR_MS) }
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_, index) => stores.sessions.begin(session(`h${index}`), token)),
    )
    expect(begun.filter(Boolean)).toHaveLength(1)
    const found = await Promise.all(begun.map((_, index) => stores.sessions.find(`h${index}`)))
    expect(found.map((each) => each !== null)).toEqual(begun)
    expect(await stores.sessions.begin(session('other'), { ...token, id: 'u' })).toBe(true)
  })

  test('it is its organization’s user, as the panel said last', async () => {
    await stores.sessions.begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await stores.sessions.begin(session('b', { organizationId: 'rival', locale: null }), {
      id: '2',
      until: at(1),
    })
    expect(await stores.sessions.find('a')).toEqual({
      hash: 'a',
      csrf: 'csrf',
      expiresAt: at(12 * HOUR_MS),
      user: {
        organization: { id: 'testco', name: 'testco', plan: 'basic' },
        userId: 'u-1',
        name: 'Sara of testco',
        mobile: null,
        locale: 'en',
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
    await stores.sessions.begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await stores.sessions.begin(session('b'), { id: '2', until: at(HOUR_MS) })
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
    await stores.sessions.begin(session('a'), { id: '1', until: at(HOUR_MS) })
    await stores.sessions.prune(at(HOUR_MS))
    expect(await stores.sessions.begin(session('b'), { id: '1', until: at(HOUR_MS) })).toBe(false)
    await stores.sessions.prune(at(HOUR_MS + 1))
    expect(await stores.sessions.begin(session('b'), { id: '1', until: at(HOUR_MS) })).toBe(true)
    expect(await stores.sessions.find('a')).not.toBeNull()
    await stores.sessions.prune(at(12 * HOUR_MS + 1))
    expect(await stores.sessions.begin(session('a'), { id: '3', until: at(HOUR_MS) })).toBe(true)
  })
})
