import { beforeEach, describe, expect, test } from 'vitest'
import type { Group } from '../../core/groups/group.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import {
  buildMessage,
  type Clock,
  createClock,
  drain,
  due,
  HOME,
  NIMA,
  open,
  settlement,
  toChat,
  write,
} from './_world.ts'

const SUPER = HOME - 5
const welcome = { kind: 'welcome' } as const
const nothing = () => []
const farewell = { kind: 'farewell', organization: 'TestCo' } as const

describe.each(databases())('groups on $name', (database) => {
  let clock: Clock
  let stores: Stores
  beforeEach(async () => {
    clock = createClock()
    ;({ stores } = await database.open({ clock }))
  })

  const buildGroup = (overrides: Partial<Group> = {}): Group => ({
    chatId: HOME,
    organizationId: 'testco',
    title: 'پشتیبانی',
    state: 'active',
    reason: null,
    activatedAt: clock(),
    ...overrides,
  })
  const sentTo = async () =>
    (await due(stores, clock())).map(({ destination, payload }) => [destination, payload])

  test('linking, and linking again', async () => {
    const group = buildGroup()
    expect(await stores.groups.link(group, [toChat(HOME, welcome)])).toEqual({ group, created: true })
    expect(await stores.groups.find(HOME)).toEqual(group)
    expect(await stores.groups.ofOrganization('testco')).toEqual([group])
    expect(await stores.groups.ofOrganization('other')).toEqual([])
    clock.pass(1_000)
    expect(await stores.groups.link(buildGroup({ title: 'نو' }), [toChat(HOME, welcome)])).toEqual({
      group: { ...group, title: 'نو' },
      created: false,
    })
    expect(await drain(stores, clock())).toEqual([welcome])
  })

  test('another organization’s group is left alone', async () => {
    const { group } = await stores.groups.link(buildGroup(), [])
    const refused = await stores.groups.link(buildGroup({ organizationId: 'other', title: 'X' }), [
      toChat(HOME, welcome),
    ])
    expect(refused).toEqual({ group, created: false })
    expect(await stores.groups.find(HOME)).toEqual(group)
    expect(await sentTo()).toEqual([])
  })

  test('of two organizations at once, one gets it', async () => {
    const linked = await Promise.all(
      ['a', 'b', 'c', 'd'].map((organizationId) =>
        stores.groups.link(buildGroup({ organizationId }), [toChat(HOME, welcome)]),
      ),
    )
    expect(linked.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(linked.map(({ group }) => group.organizationId)).size).toBe(1)
    expect(await drain(stores, clock())).toEqual([welcome])
  })

  test('suspending tells whether it changed anything; linking resumes', async () => {
    await stores.groups.link(buildGroup(), [])
    expect(await stores.groups.setState(HOME, 'active', null, nothing)).toBe(false)
    expect(await stores.groups.setState(HOME, 'suspended', 'bot_removed', nothing)).toBe(true)
    expect(await stores.groups.setState(HOME, 'suspended', 'bot_removed', nothing)).toBe(false)
    expect(await stores.groups.setState(HOME, 'suspended', 'group_deleted', nothing)).toBe(true)
    expect(await stores.groups.setState(HOME - 1, 'suspended', 'bot_removed', nothing)).toBe(false)
    expect(await stores.groups.find(HOME)).toMatchObject({ state: 'suspended', reason: 'group_deleted' })
    expect(await stores.groups.link(buildGroup(), [toChat(HOME, welcome)])).toMatchObject({
      created: false,
      group: { state: 'active', reason: null },
    })
    expect(await drain(stores, clock())).toEqual([welcome])
  })

  test('a title follows', async () => {
    await stores.groups.link(buildGroup(), [])
    await stores.groups.rename(HOME, 'نام نو')
    expect((await stores.groups.find(HOME))?.title).toBe('نام نو')
  })

  test('open tickets of a chat', async () => {
    const { number } = await open(stores)
    await open(stores, { status: 'closed' })
    await open(stores, { home: { chatId: HOME - 1, threadId: null } })
    await open(stores, { home: null })
    expect(await stores.groups.openTickets(HOME)).toEqual([number])
  })

  describe('unlinking', () => {
    test('fails what was on its way, and says farewell', async () => {
      await stores.groups.link(buildGroup(), [])
      const { number } = await open(stores)
      const toCustomer = ({ messageId }: { messageId: number }) => [
        toChat(HOME, { kind: 'message', room: 'customer', messageId }, number),
      ]
      const answer = await write(stores, number, buildMessage({ author: NIMA }), undefined, toCustomer)
      const [head] = await due(stores, clock())
      if (!head) throw new Error('Nothing is due.')
      await stores.outbox.settle([settlement(head, { kind: 'parked', reason: 'bot_removed' })])
      const mirrored = await write(stores, number, {}, undefined, toCustomer)
      await stores.outbox.enqueue([
        toChat(HOME, { kind: 'card', room: 'customer' }, number),
        toChat(HOME - 1, welcome),
      ])

      expect(await stores.groups.unlink(HOME, [toChat(HOME, farewell)])).toBe(true)
      expect(await stores.groups.find(HOME)).toBeNull()
      expect((await stores.tickets.message(answer))?.delivery).toEqual({
        state: 'failed',
        until: null,
        reason: 'group_not_linked',
      })
      expect((await stores.tickets.message(mirrored))?.delivery.state).toBe('queued')
      expect((await stores.tickets.get(number))?.home).toEqual({ chatId: HOME, threadId: null })
      await stores.groups.setState(HOME, 'active', null, nothing)
      expect(await drain(stores, clock())).toEqual([welcome, farewell])
    })

    test('what is not linked is not unlinked', async () => {
      expect(await stores.groups.unlink(HOME, [toChat(HOME, farewell)])).toBe(false)
      expect(await sentTo()).toEqual([])
    })

    test.each([
      { kind: 'retry', reason: 'timeout' },
      { kind: 'parked', reason: 'bot_removed' },
    ] as const)('what was in the air when it was unlinked stays failed: $kind', async (outcome) => {
      await stores.groups.link(buildGroup(), [])
      await stores.outbox.enqueue([toChat(HOME, welcome)])
      const [head] = await due(stores, clock())
      if (!head) throw new Error('Nothing is due.')
      await stores.groups.unlink(HOME, [])
      await stores.outbox.settle([settlement(head, outcome, { runAt: clock() })])
      await stores.groups.setState(HOME, 'active', null, nothing)
      expect(await sentTo()).toEqual([])
    })
  })

  describe('an upgrade to supergroup', () => {
    async function build(): Promise<number> {
      await stores.groups.link(buildGroup(), [])
      const { number } = await open(stores, {}, { cardMessageId: 3 })
      await stores.outbox.enqueue([
        toChat(HOME, { kind: 'card', room: 'customer' }, number),
        toChat(HOME, welcome),
      ])
      const form = { threadId: 0, ownerId: 7, questionId: 1, menuId: 2 }
      await stores.inbox(1).finish(0, [{ ...form, chatId: HOME, data: ['old'] }])
      return number
    }

    test.each([
      ['once', 1],
      ['told twice', 2],
    ])('moves everything, %s', async (_name, times) => {
      const number = await build()
      for (let index = 0; index < times; index++) await stores.groups.migrate(HOME, SUPER)
      expect(await stores.groups.find(HOME)).toMatchObject({ chatId: SUPER })
      expect(await stores.groups.find(SUPER)).toEqual(await stores.groups.find(HOME))
      expect(await stores.groups.ofOrganization('testco')).toHaveLength(1)
      expect(await stores.groups.currentId(HOME)).toBe(SUPER)
      expect(await stores.groups.currentId(SUPER)).toBe(SUPER)
      expect(await stores.groups.isUpgraded(SUPER)).toBe(true)
      expect(await stores.groups.isUpgraded(HOME)).toBe(false)
      expect((await stores.tickets.get(number))?.home).toEqual({ chatId: SUPER, threadId: null })
      expect(await stores.groups.openTickets(HOME)).toEqual([number])
      expect(await stores.links.place(number, 'customer')).toMatchObject({
        chatId: SUPER,
        cardMessageId: null,
      })
      const [head] = await due(stores, clock())
      expect(head).toMatchObject({ destination: { kind: 'chat', chatId: SUPER } })
      expect(await stores.outbox.lanes('', 9)).toEqual([`chat:${SUPER}`])
      expect(await drain(stores, clock())).toEqual([{ kind: 'card', room: 'customer' }, welcome])
      expect(await stores.forms.read({ chatId: SUPER, threadId: 0, ownerId: 7 })).toMatchObject({
        data: ['old'],
      })
      expect(await stores.forms.read({ chatId: HOME, threadId: 0, ownerId: 7 })).toBeNull()
      expect(await stores.groups.setState(HOME, 'suspended', 'bot_removed', nothing)).toBe(true)
      expect(await stores.groups.unlink(HOME, [])).toBe(true)
    })

    test('told at once from both chats', async () => {
      await build()
      await Promise.all([stores.groups.migrate(HOME, SUPER), stores.groups.migrate(HOME, SUPER)])
      expect(await stores.groups.find(HOME)).toMatchObject({ chatId: SUPER })
    })

    test('finds the new chat linked already, with a form of its own', async () => {
      await build()
      await stores.groups.link(buildGroup({ chatId: SUPER, title: 'new' }), [])
      await stores
        .inbox(1)
        .finish(0, [
          { chatId: SUPER, threadId: 0, ownerId: 7, questionId: null, menuId: null, data: ['new'] },
        ])
      await stores.groups.migrate(HOME, SUPER)
      expect(await stores.groups.ofOrganization('testco')).toMatchObject([{ chatId: SUPER, title: 'new' }])
      expect(await stores.forms.read({ chatId: SUPER, threadId: 0, ownerId: 7 })).toMatchObject({
        data: ['new'],
      })
    })

    test('what still names the old chat afterwards follows when it is told again', async () => {
      await stores.groups.migrate(HOME, SUPER)
      await stores.outbox.enqueue([toChat(HOME, welcome)])
      await stores.groups.migrate(HOME, SUPER)
      expect(await sentTo()).toEqual([[{ kind: 'chat', chatId: SUPER }, welcome]])
    })

    test('a second move takes the first along, and none goes in circles', async () => {
      await build()
      await stores.groups.migrate(HOME, SUPER)
      await stores.groups.migrate(SUPER, SUPER - 1)
      expect(await stores.groups.currentId(HOME)).toBe(SUPER - 1)
      expect(await stores.groups.find(HOME)).toMatchObject({ chatId: SUPER - 1 })
      await stores.groups.migrate(SUPER - 1, HOME)
      for (const chatId of [HOME, SUPER, SUPER - 1]) expect(await stores.groups.currentId(chatId)).toBe(HOME)
      await stores.groups.migrate(HOME, HOME)
      expect(await stores.groups.currentId(HOME)).toBe(HOME)
      expect(await stores.groups.find(SUPER)).toMatchObject({ chatId: HOME })
    })
  })
})
