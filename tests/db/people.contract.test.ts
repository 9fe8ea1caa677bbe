import { beforeEach, describe, expect, test } from 'vitest'
import { personKey } from '../../core/foundation/actor.ts'
import { doneByUser } from '../../core/audit/entry.ts'
import type { Organization, PanelUser } from '../../core/people/person.ts'
import { type Database, type DatabaseConfig, openDatabase, type Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { dump } from '../_support/dump.ts'
import {
  ALI,
  buildFile,
  buildHistory,
  card,
  type Clock,
  createClock,
  drain,
  enrol,
  from,
  HOME,
  NIMA,
  open,
  toChat,
  toStaff,
  write,
} from './_world.ts'

const TESTCO: Organization = { id: 'testco', name: 'تست', plan: 'basic' }
const MOBILE = '+989121234567'
const ID = 7_012_345_678

describe.each(databases())('people on $name', (database) => {
  let clock: Clock
  let config: DatabaseConfig
  let opened: Database
  let stores: Stores
  beforeEach(async () => {
    clock = createClock()
    config = await database.create()
    opened = await openDatabase(config, { clock })
    stores = opened.stores
    return () => opened.close()
  })

  const sara = (overrides: Partial<PanelUser> = {}): PanelUser => ({
    organizationId: 'testco',
    userId: 'u-1',
    name: 'Sara',
    mobile: MOBILE,
    locale: 'en',
    role: 'admin',
    ...overrides,
  })

  test('a person is met, and met again under another name', async () => {
    expect(await stores.people.person(ID)).toBeNull()
    expect(await stores.people.localeOf(ID)).toBeNull()
    const ali = {
      telegramId: ID,
      name: 'Ali',
      username: null,
      locale: null,
      mobile: null,
      verificationOffered: false,
      organizationId: null,
    }
    expect(await stores.people.meet({ telegramId: ID, name: 'Ali', username: null })).toEqual(ali)
    await stores.people.update(ID, { locale: 'en', mobile: MOBILE, verificationOffered: true })
    const known = { ...ali, locale: 'en', mobile: MOBILE, verificationOffered: true }
    expect(await stores.people.meet({ telegramId: ID, name: 'Ali', username: null })).toEqual(known)
    expect(await stores.people.meet({ telegramId: ID, name: 'علی', username: 'ali' })).toEqual({
      ...known,
      name: 'علی',
      username: 'ali',
    })
    expect(await stores.people.person(ID)).toMatchObject({ name: 'علی', username: 'ali', mobile: MOBILE })
    expect(await stores.people.localeOf(ID)).toBe('en')
  })

  test('met at once by many updates', async () => {
    const met = await Promise.all(
      Array.from({ length: 10 }, () => stores.people.meet({ telegramId: ID, name: 'Ali', username: 'ali' })),
    )
    for (const person of met) expect(person).toMatchObject({ name: 'Ali', username: 'ali' })
  })

  test('a choice can come before a name, and no choice changes nothing', async () => {
    await stores.people.update(ID, {})
    await stores.people.update(ID, { locale: 'en' })
    await stores.people.update(ID, {})
    expect(await stores.people.person(ID)).toMatchObject({ name: '', locale: 'en' })
  })

  test('tokens create and update organization and user', async () => {
    expect(await stores.people.organization('testco')).toBeNull()
    await Promise.all(Array.from({ length: 5 }, () => enrol(stores, TESTCO, sara())))
    expect(await stores.people.organization('testco')).toMatchObject(TESTCO)
    expect(await stores.people.members('testco')).toMatchObject([sara()])
    await enrol(stores, { ...TESTCO, plan: 'large' }, sara({ name: 'سارا', locale: null }))
    await enrol(stores, { id: 'other', name: 'O', plan: 'basic' }, sara({ organizationId: 'other' }))
    expect(await stores.people.organization('testco')).toMatchObject({ plan: 'large' })
    expect(await stores.people.members('testco')).toMatchObject([sara({ name: 'سارا', locale: null })])
    expect(await stores.people.members('other')).toMatchObject([sara({ organizationId: 'other' })])
    expect(await stores.people.members('none')).toEqual([])
  })

  test('of tokens that come at once the newest decides, and each is let in', async () => {
    for (let round = 0; round < 3; round += 1) {
      const issued = Array.from({ length: 12 }, (_, index) => round * 20 + ((index * 7) % 12))
      const admitted = await Promise.all(
        issued.map((iat) =>
          enrol(stores, { ...TESTCO, plan: `p${iat}` }, sara({ name: `n${iat}` }), { issuedAt: iat }),
        ),
      )
      expect(admitted).toEqual(issued.map(() => true))
      const newest = Math.max(...issued)
      expect(await stores.people.organization('testco')).toMatchObject({ plan: `p${newest}` })
      expect(await stores.people.members('testco')).toMatchObject([{ name: `n${newest}`, tokenIat: newest }])
    }
  })

  test('a token and the end of its membership at once: nobody stays who was ended', async () => {
    await enrol(stores, TESTCO, sara(), { issuedAt: 1 })
    const entry = doneByUser({ organizationId: 'testco', userId: 'u-1' }, 'member_ended')
    await Promise.all([
      ...[2, 3, 4, 5].map((issuedAt) => enrol(stores, TESTCO, sara(), { issuedAt })),
      stores.people.endMembership('testco', 'u-1', 5, entry),
      ...[2, 3, 4, 5].map((issuedAt) => enrol(stores, TESTCO, sara(), { issuedAt })),
    ])
    expect(await stores.people.members('testco')).toEqual([])
  })

  test('whoever has a member’s number belongs to the organization, while the membership lasts', async () => {
    const other = { id: 'other', name: 'A', plan: 'basic' }
    const names = async () => (await stores.people.organizationsOf(ID)).map(({ id }) => id)
    await enrol(stores, TESTCO, sara())
    await enrol(stores, TESTCO, sara({ userId: 'u-2' }))
    await enrol(stores, other, sara({ organizationId: 'other' }))
    expect(await names()).toEqual([])
    await stores.people.update(ID, { mobile: MOBILE })
    expect(await names()).toEqual(['other', 'testco'])
    const entry = {
      organizationId: 'other',
      event: 'member_ended',
      byUserId: 'u-1',
      byTelegramId: null,
    } as const
    const end = (userId: string, iat: number) =>
      stores.people.endMembership('other', userId, iat, { ...entry, details: { member: userId } })
    expect(await end('u-1', 100)).toBe(true)
    expect(await end('nobody', 100)).toBe(false)
    expect(await names()).toEqual(['testco'])
    expect(await stores.people.members('other')).toEqual([])
    expect((await stores.audit.list('other', { page: 1, pageSize: 9 })).items).toMatchObject([entry])
    for (const issuedAt of [null, 99, 100])
      expect(await enrol(stores, other, sara({ organizationId: 'other' }), { issuedAt })).toBe(false)
    expect(await names()).toEqual(['testco'])
    expect(await enrol(stores, other, sara({ organizationId: 'other' }), { issuedAt: 101 })).toBe(true)
    expect(await names()).toEqual(['other', 'testco'])
    expect(await enrol(stores, other, sara({ organizationId: 'other' }), { issuedAt: 100 })).toBe(false)
  })

  test('a membership lapses without a token, and those from before they were counted begin with the start', async () => {
    const DAY_MS = 24 * 3_600_000
    await enrol(stores, TESTCO, sara())
    await stores.people.update(ID, { mobile: MOBILE })
    await opened.close()
    opened = await openDatabase(config, { clock, membershipTtlMs: 90 * DAY_MS })
    stores = opened.stores
    const belongs = async () => (await stores.people.organizationsOf(ID)).length === 1
    const contact = async () =>
      await stores.people.contactOf({ telegramId: null, panelUserId: 'u-1', organizationId: 'testco' })
    clock.pass(90 * DAY_MS - 1)
    expect([await belongs(), (await stores.people.members('testco')).length]).toEqual([true, 1])
    clock.pass(1)
    expect([await belongs(), (await stores.people.members('testco')).length]).toEqual([false, 0])
    expect((await contact()).mobile).toBeNull()
    await enrol(stores, TESTCO, sara(), { now: clock() })
    expect([await belongs(), (await contact()).mobile]).toEqual([true, MOBILE])
  })

  test('whoever opened a ticket is reached where they are known', async () => {
    await enrol(stores, TESTCO, sara())
    await stores.people.meet({ telegramId: ID, name: 'Ali', username: null })
    const contact = (telegramId: number | null, panelUserId: string | null, organizationId = 'testco') =>
      stores.people.contactOf({ telegramId, panelUserId, organizationId })
    expect(await contact(null, 'u-1')).toEqual({ mobile: MOBILE, locale: 'en' })
    expect(await contact(null, 'u-1', 'other')).toEqual({ mobile: null, locale: null })
    expect(await contact(null, null)).toEqual({ mobile: null, locale: null })
    expect(await contact(ID, null)).toEqual({ mobile: null, locale: null })
    await stores.people.update(ID, { mobile: '+989350000000', locale: 'fa' })
    expect(await contact(ID, null)).toEqual({ mobile: '+989350000000', locale: 'fa' })
  })

  test('forgetting leaves nothing of a person, and all of their tickets', async () => {
    await stores.people.meet({ telegramId: ID, name: ALI.name, username: 'ali_username' })
    await stores.people.update(ID, { mobile: MOBILE })
    await stores.people.meet({ telegramId: NIMA.telegramId ?? 0, name: NIMA.name, username: null })
    await enrol(stores, TESTCO, sara({ name: 'Ali of the panel' }))
    const { number } = await open(
      stores,
      { home: { chatId: ID, threadId: null } },
      { cardMessageId: 5, files: [buildFile()], requestKey: `form:${ID}:4` },
    )
    await write(stores, number, { text: 'a' }, from(6, 'album', ID), ({ messageId }) => [
      toStaff(number, { kind: 'message', room: 'staff', messageId }),
      toChat(ID, { kind: 'card', room: 'customer' }, number),
      {
        ...toStaff(number, {
          kind: 'notice',
          room: 'staff',
          notice: { kind: 'reopened', by: 'customer', name: ALI.name },
        }),
        names: personKey({ telegramId: ID }),
      },
      {
        ...toChat(HOME, { kind: 'form_timeout', ownerId: ID, threadId: 0, questionId: null, menuId: null }),
        names: personKey({ telegramId: ID }),
      },
    ])
    await write(stores, number, { author: NIMA, text: 'b' })
    await stores.tickets.change(number, ({ ticket }) => ({
      result: undefined,
      ticket: { ...ticket, assignee: { telegramId: ID, name: ALI.name } },
      history: buildHistory(),
    }))
    const ofPanel = {
      side: 'customer',
      name: 'Ali of the panel',
      telegramId: null,
      panelUserId: 'u-1',
    } as const
    const { number: panelTicket } = await open(
      stores,
      { creator: ofPanel, home: null },
      { history: buildHistory({ by: ofPanel }) },
    )
    await write(stores, panelTicket, { author: ofPanel })
    const request = { organizationId: 'testco', userId: 'u-1' }
    await stores.requests.begin('request', 'f', request)
    await stores.requests.finish('request', 201, { createdBy: { name: 'Ali of the panel' } })
    await stores.requests.begin('rival', 'f', { ...request, organizationId: 'other' })
    await stores.requests.finish('rival', 201, { ref: 'KT-9' })
    const inbox = stores.inbox(1)
    const update = (updateId: number) => ({
      updateId,
      lane: `${ID}:${ID}`,
      payload: { message: { from: { id: ID, first_name: ALI.name } } },
    })
    await inbox.accept([update(1), update(2), { updateId: 3, lane: '9:9', payload: { other: 1 } }])
    await inbox.finish(1, [
      { chatId: -5, threadId: 0, ownerId: ID, questionId: null, menuId: null, data: { name: ALI.name } },
    ])
    await inbox.failed(2, `bug about ${ID}`)
    await inbox.setAside(2, [ID])
    await inbox.failed(3, 'bug')
    await inbox.setAside(3, [9])
    const before = await dump(config)
    const traces = [String(ID), ALI.name, 'ali_username', MOBILE, 'Ali of the panel']
    for (const trace of traces) expect(before).toContain(trace)

    await stores.people.forget(ID, (named) => named.map((each) => card(each)))
    const after = await dump(config)
    for (const trace of traces) expect(after).not.toContain(trace)
    expect(after).toContain(NIMA.name)
    expect(after).toContain('other')
    expect(await stores.tickets.get(number)).toMatchObject({
      creator: { side: 'customer', name: '', telegramId: null },
      assignee: null,
      home: null,
    })
    expect((await stores.tickets.latestMessages(number, 9)).map(({ text }) => text)).toEqual(['a', 'b'])
    expect(await stores.tickets.get(panelTicket)).toMatchObject({ creator: { name: '', panelUserId: 'u-1' } })
    expect((await drain(stores, clock())).map(({ kind }) => kind).toSorted()).toEqual([
      'card',
      'card',
      'form_timeout',
      'message',
      'notice',
    ])
    expect(await stores.requests.begin('rival', 'f', { ...request, organizationId: 'other' })).toEqual({
      kind: 'repeat',
      status: 201,
      body: { ref: 'KT-9' },
    })
    expect(await stores.inbox(1).accept([update(2)])).toEqual([])

    await enrol(stores, TESTCO, sara({ name: 'Ali of the panel' }))
    expect(await stores.people.members('testco')).toMatchObject([sara({ name: 'Ali of the panel' })])
    await stores.people.forget(ID, () => [])
    await stores.people.forget(1, () => [])
  })

  test('only the person with that number loses what the panel said', async () => {
    await enrol(stores, TESTCO, sara())
    await stores.people.meet({ telegramId: ID, name: 'Ali', username: null })
    await stores.people.forget(ID, () => [])
    expect(await stores.people.members('testco')).toMatchObject([sara()])
  })

  test('nobody else’s updates, notices or forms are touched, however alike', async () => {
    const [one, other] = [12, 9_121]
    const inbox = stores.inbox(1)
    const update = (updateId: number, id: number) => ({
      updateId,
      lane: `5:${id}`,
      payload: { message: { message_id: one, from: { id, first_name: 'Ali' } } },
    })
    await inbox.accept([update(1, one), update(2, other)])
    await inbox.setAside(1, [one])
    await inbox.setAside(2, [other])
    const notice = { kind: 'closed', by: 'customer', name: 'Ali' } as const
    await stores.outbox.enqueue(
      [one, other].map((telegramId) => ({
        ...toStaff(1, { kind: 'notice', room: 'staff', notice }),
        names: personKey({ telegramId }),
      })),
    )
    await stores.people.forget(one, () => [])
    const after = await dump(config)
    expect(after.match(/first_name/g)).toHaveLength(1)
    expect(after).toContain(`5:${other}`)
    expect((await drain(stores, clock())).map((sent) => 'notice' in sent && sent.notice)).toEqual([
      { ...notice, name: '' },
      notice,
    ])
  })
})
