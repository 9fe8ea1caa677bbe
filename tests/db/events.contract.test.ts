import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { PanelActor } from '../../core/foundation/actor.ts'
import { createFollowTickets, type FollowTickets } from '../../core/events/follow-tickets.ts'
import type { Told } from '../../core/events/event-hub.ts'
import { createRowTrack } from '../../core/events/row-track.ts'
import { openDatabase, type Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { buildHistory, buildTicket, type Clock, createClock, NIMA, open, write } from './_world.ts'

const SARA: PanelActor = {
  kind: 'panel',
  organizationId: 'testco',
  userId: 'u-1',
  name: 'Sara',
  role: 'admin',
}
const REZA: PanelActor = { ...SARA, organizationId: 'rival' }

describe.each(databases())('events on $name', (database) => {
  let clock: Clock
  let stores: Stores
  let follow: FollowTickets
  beforeEach(async () => {
    clock = createClock()
    const opened = await openDatabase(await database.create(), { clock })
    stores = opened.stores
    follow = createFollowTickets({ events: stores.events, clock })
    return () => opened.close()
  })

  async function listen(actor: PanelActor, since: Told['cursor'] | null = null) {
    const following = await follow(actor, since)
    const told: Told[] = [...(following.missed ?? [])]
    const failed: unknown[] = []
    following.start({ tell: (each) => told.push(each), fail: (error) => failed.push(error) })
    return {
      ...following,
      told,
      failed,
      names: () => told.map(({ event }) => `${event.kind} ${event.ticketNumber}`),
    }
  }

  const openFor = (organizationId: string) => open(stores, { organizationId })

  test('each follower is told of its own organization, once, without notes', async () => {
    const [sara, reza] = [await listen(SARA), await listen(REZA)]
    await openFor('testco')
    await openFor('rival')
    await write(stores, 1, { author: NIMA })
    await write(stores, 1, { kind: 'note' })
    await stores.tickets.change(1, () => ({
      result: undefined,
      ticket: buildTicket({ number: 1, status: 'closed' }),
      history: buildHistory({ from: 'awaiting_response', to: 'closed' }),
    }))
    await vi.waitFor(() => expect(sara.told).toHaveLength(3))
    await vi.waitFor(() => expect(reza.told).toHaveLength(1))
    expect([sara.names(), reza.names()]).toEqual([['opened 1', 'message 1', 'status 1'], ['opened 2']])
    expect(sara.told[1]?.event).toMatchObject({ organizationId: 'testco', side: 'agent' })
    expect(sara.told[2]?.event).toMatchObject({ from: 'awaiting_response', to: 'closed' })
  })

  test('many at the same time: nothing is lost, live or after a break', async () => {
    for (let count = 0; count < 5; count += 1) await openFor('testco')
    await openFor('rival')
    const [sara, reza] = [await listen(SARA), await listen(REZA)]
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, index) => write(stores, (index % 6) + 1, { text: String(index) })),
    )
    await vi.waitFor(() => expect(sara.told.length + reza.told.length).toBe(60))
    const idsOf = (told: readonly Told[]) => new Set(told.map(({ event }) => event.id))
    expect(new Set([...idsOf(sara.told), ...idsOf(reza.told)])).toEqual(new Set(ids))

    for (const [at, { cursor }] of sara.told.entries()) {
      const again = await listen(SARA, cursor)
      const all = new Set([...idsOf(sara.told.slice(0, at + 1)), ...idsOf(again.told)])
      expect(all).toEqual(idsOf(sara.told))
      for (const { event } of again.told) expect(event.organizationId).toBe('testco')
      again.stop()
    }
  })

  test('where nobody follows, nothing is read; who comes back is told what was missed', async () => {
    const read = vi.spyOn(stores.events, 'after')
    const first = await listen(SARA)
    first.stop()
    read.mockClear()
    await openFor('testco')
    await openFor('rival')
    expect(read).not.toHaveBeenCalled()
    expect((await listen(SARA, first.cursor)).names()).toEqual(['opened 1'])
    expect((await listen(REZA, first.cursor)).names()).toEqual(['opened 2'])
  })

  test('a place to go on from is behind nothing that is still to be told', async () => {
    const { after } = stores.events
    let isFirst = true
    // Tickets that are opened while what was missed is looked for.
    vi.spyOn(stores.events, 'after').mockImplementation(async (table, id, options) => {
      const rows = await after(table, id, options)
      if (options.organizationId === undefined || !isFirst) return rows
      isFirst = false
      await openFor('testco')
      await openFor('rival')
      return rows
    })
    const reza = await listen(REZA)
    await openFor('testco')
    await openFor('rival')
    await vi.waitFor(() => expect(reza.names()).toEqual(['opened 2']))
    const following = await follow(SARA, { history: 0, message: 0 })
    await vi.waitFor(() => expect(reza.names()).toEqual(['opened 2', 'opened 4']))
    expect(following.missed?.map(({ event }) => event.ticketNumber)).toEqual([1])
    expect(following.cursor.history).toBe(2)
    const told: number[] = []
    following.start({ tell: ({ event }) => told.push(event.ticketNumber), fail: () => {} })
    expect(told).toEqual([3])
  })

  test('a database that fails is told to those who follow', async () => {
    const sara = await listen(SARA)
    vi.spyOn(stores.events, 'after').mockRejectedValueOnce(new Error('disk'))
    await openFor('testco')
    await vi.waitFor(() => expect(sara.failed).toEqual([new Error('disk')]))
  })

  test('who could not begin to follow leaves no listener behind', async () => {
    const { onChange } = stores.events
    let listeners = 0
    vi.spyOn(stores.events, 'onChange').mockImplementation((listener) => {
      const off = onChange(listener)
      listeners += 1
      return () => {
        listeners -= 1
        off()
      }
    })
    vi.spyOn(stores.events, 'after').mockRejectedValueOnce(new Error('disk'))
    await expect(follow(SARA, null)).rejects.toThrow('disk')
    expect(listeners).toBe(0)
    const [sara, reza] = [await listen(SARA), await listen(REZA)]
    await openFor('testco')
    await vi.waitFor(() => expect(sara.names()).toEqual(['opened 1']))
    expect([reza.names(), listeners]).toEqual([[], 1])
  })
})

test('rows that come late hold back the place to go on from, but not for ever', () => {
  const track = createRowTrack(10)
  expect([track.see(11, 0), track.see(11, 0), track.see(9, 0), track.settled]).toEqual([
    true,
    false,
    false,
    11,
  ])
  expect([track.see(14, 0), track.see(13, 100), track.settled]).toEqual([true, true, 11])
  expect([track.see(12, 200), track.settled]).toEqual([true, 14])
  expect([track.see(16, 1_000), track.see(17, 2_000), track.settled]).toEqual([true, true, 14])
  // Nobody waits longer for 15: it was rolled back.
  expect([track.see(18, 6_500), track.settled]).toEqual([true, 18])
})
