import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createDeliverer } from '../../core/sending/deliver.ts'
import { parseSearch } from '../../core/tickets/search-words.ts'
import { createJobs } from '../../jobs/index.ts'
import { createLogger } from '../../logger.ts'
import { databases } from '../_support/databases.ts'
import { createClock, never, open } from '../db/_world.ts'

const TICKETS = 60

describe.each(databases())('the index of words on $name', (database) => {
  test('is built step by step after a start, without anybody searching', async () => {
    const clock = createClock()
    const { stores } = await database.open({ clock })
    for (let index = 0; index < TICKETS; index++)
      await open(stores, { title: 'سرور', organizationId: index % 2 === 0 ? 'testco' : 'other' })
    const jobs = createJobs({
      deliverer: createDeliverer({
        settings: { autoCloseAfterMs: null },
        messageOf: () => Promise.resolve(null),
        outbox: stores.outbox,
        channel: {
          send: never,
          placesLeft: never,
          fitting: never,
          closedMs: () => 0,
          waitMs: () => 0,
          newestBefore: never,
        },
        clock,
        onError: never,
      }),
      onEnqueued: stores.outbox.onEnqueued,
      indexTexts: (limit) => stores.search.catchUp(limit),
      fetchFiles: async () => {},
      sweepIntervalMs: 60_000,
      sweeps: [],
      logger: createLogger({ level: 'silent' }),
    })
    onTestFinished(() => jobs.stop())

    const found = async (organizationId: string) => {
      const words = parseSearch('سرور') ?? []
      return (await stores.tickets.list({ organizationId, words, page: 1, pageSize: 1 })).total
    }
    expect(await found('testco')).toBe(0)
    jobs.startSending()
    await vi.waitFor(
      async () => {
        expect([await found('testco'), await found('other')]).toEqual([TICKETS / 2, TICKETS / 2])
      },
      { timeout: 10_000 },
    )
    expect(await stores.search.catchUp(1)).toBe(0)
  })
})
