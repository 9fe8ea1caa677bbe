import { beforeEach, describe, expect, test } from 'vitest'
import type { FormWrite } from '../../core/doorways/forms.ts'
import type { InboxStore } from '../../core/doorways/inbox.ts'
import { type DatabaseConfig, openDatabase, type Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { dump } from '../_support/dump.ts'
import { type Clock, createClock, drain, toChat } from './_world.ts'

const BOT = 5_123_456_789
const SARA = { organizationId: 'testco', userId: 'u-1' }

describe.each(databases())('the intake on $name', (database) => {
  let clock: Clock
  let config: DatabaseConfig
  let stores: Stores
  let inbox: InboxStore
  beforeEach(async () => {
    clock = createClock()
    config = await database.create()
    const opened = await openDatabase(config, { clock })
    stores = opened.stores
    inbox = stores.inbox(BOT)
    return () => opened.close()
  })

  const row = (updateId: number) => ({
    updateId,
    lane: `-1:${updateId % 3}`,
    payload: { update_id: updateId, text: 'محرمانه' },
  })
  const ids = (rows: readonly { updateId: number }[]) => rows.map(({ updateId }) => updateId)
  const form = (overrides: Partial<FormWrite> = {}): FormWrite => ({
    chatId: -1_001_234_567_890,
    threadId: 0,
    ownerId: 7_012_345_678,
    data: [{ step: 1 }, ['عنوان', null]],
    questionId: 10,
    menuId: null,
    ...overrides,
  })

  test('an update is accepted once, and once more for another bot', async () => {
    expect(await inbox.accept([])).toEqual([])
    expect(await inbox.accept([row(3), row(1)])).toEqual([
      { ...row(3), attempts: 0 },
      { ...row(1), attempts: 0 },
    ])
    expect(ids(await inbox.accept([row(1), row(2), row(3), row(2)]))).toEqual([2])
    expect(ids(await stores.inbox(BOT + 1).accept([row(1)]))).toEqual([1])
    expect(await inbox.pending()).toEqual([1, 2, 3].map((id) => ({ ...row(id), attempts: 0 })))
  })

  test('one that comes by several doors at once is accepted once', async () => {
    const accepted = await Promise.all(Array.from({ length: 10 }, () => inbox.accept([row(1), row(2)])))
    expect(ids(accepted.flat()).toSorted((a, b) => a - b)).toEqual([1, 2])
  })

  test('what is done is not pending, not accepted again, and not readable', async () => {
    await inbox.accept([row(1), row(2)])
    await inbox.finish(1, [])
    expect(ids(await inbox.pending())).toEqual([2])
    expect(await inbox.accept([row(1)])).toEqual([])
    await inbox.finish(2, [])
    expect(await dump(config)).not.toContain('محرمانه')
    await inbox.finish(2, [])
  })

  test('failures are counted over restarts, until it is set aside', async () => {
    await inbox.accept([row(1), row(2)])
    expect(await inbox.failed(1, 'boom')).toBe(1)
    expect(await inbox.failed(1, 'boom')).toBe(2)
    expect(await inbox.pending()).toMatchObject([
      { updateId: 1, attempts: 2 },
      { updateId: 2, attempts: 0 },
    ])
    await inbox.setAside(1, [])
    expect(ids(await inbox.pending())).toEqual([2])
    expect(await inbox.accept([row(1)])).toEqual([])
    expect(await dump(config)).toContain('boom')
    expect(await inbox.failed(99, 'boom')).toBe(0)
  })

  test('pruning drops what is done and old, and nothing else', async () => {
    await inbox.accept([row(1), row(2), row(3)])
    await inbox.finish(1, [])
    await inbox.setAside(2, [])
    clock.pass(1_000)
    await inbox.accept([row(4)])
    await inbox.finish(4, [])
    await inbox.prune(clock())
    expect(ids(await inbox.accept([row(1), row(2), row(3), row(4)]))).toEqual([1])
  })

  test('an update and the forms it changed are one', async () => {
    await inbox.accept([row(1), row(2)])
    await inbox.finish(1, [form(), form({ threadId: 5, data: 'x' })])
    expect(await stores.forms.read(form())).toEqual({ ...form(), updatedAt: clock() })
    expect(await stores.forms.read({ ...form(), ownerId: 1 })).toBeNull()
    const broken = { ...form({ threadId: 9 }), chatId: null as never }
    await expect(inbox.finish(2, [form({ data: 'lost' }), broken])).rejects.toThrow(/null/i)
    expect((await stores.forms.read(form()))?.data).toEqual(form().data)
    expect(ids(await inbox.pending())).toEqual([2])
    await inbox.finish(2, [form({ data: null }), form({ threadId: 5, data: 'y', menuId: 3 })])
    expect(await stores.forms.read(form())).toBeNull()
    expect(await stores.forms.read(form({ threadId: 5 }))).toMatchObject({ data: 'y', menuId: 3 })
  })

  test('a form expires unless it was touched since', async () => {
    await inbox.finish(0, [form(), form({ ownerId: 2 })])
    clock.pass(60_000)
    await inbox.finish(0, [form({ ownerId: 2, data: 'touched' })])
    const tidyUp = toChat(form().chatId, { kind: 'delete', messageId: 10 })
    const idle = await stores.forms.idleSince(clock())
    expect(idle).toMatchObject([{ ownerId: form().ownerId }])
    const [stale] = idle
    if (!stale) throw new Error('No form is idle.')
    await inbox.finish(0, [form({ data: 'touched' })])
    expect(await stores.forms.expire(stale, [tidyUp])).toBe(false)
    expect(await drain(stores, clock())).toEqual([])
    const fresh = await stores.forms.read(form())
    if (!fresh) throw new Error('The form is gone.')
    expect(await stores.forms.expire(fresh, [tidyUp])).toBe(true)
    expect(await stores.forms.expire(fresh, [tidyUp])).toBe(false)
    expect(await drain(stores, clock())).toEqual([tidyUp.payload])
    expect(await stores.forms.read(form())).toBeNull()
  })

  test('a request that comes again gets the first answer', async () => {
    const { requests } = stores
    const begun = await Promise.all(Array.from({ length: 5 }, () => requests.begin('k', 'f', SARA)))
    expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1)
    expect(await requests.begin('k', 'f', SARA)).toEqual({ kind: 'repeat', status: null, body: null })
    expect(await requests.begin('k', 'other', SARA)).toEqual({ kind: 'mismatch' })
    await requests.finish('k', 201, { ref: 'KT-1', nothing: null })
    expect(await requests.begin('k', 'f', SARA)).toEqual({
      kind: 'repeat',
      status: 201,
      body: { ref: 'KT-1', nothing: null },
    })
    clock.pass(1)
    await requests.begin('younger', 'f', SARA)
    await requests.prune(clock())
    expect(await requests.begin('k', 'other', SARA)).toEqual({ kind: 'new' })
    expect(await requests.begin('younger', 'f', SARA)).toMatchObject({ kind: 'repeat' })
  })

  test('notes are kept', async () => {
    expect(await stores.settings.get('offset')).toBeNull()
    await stores.settings.set('offset', '1')
    await Promise.all([stores.settings.set('offset', '2'), stores.settings.set('offset', '2')])
    expect(await stores.settings.get('offset')).toBe('2')
  })
})
