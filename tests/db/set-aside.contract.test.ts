import { beforeEach, describe, expect, test } from 'vitest'
import type { Delivery } from '../../core/deliveries/delivery.ts'
import { createDeliverer } from '../../core/sending/deliver.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { type Clock, createClock, HOME, NIMA, open, toChat, toStaff, write } from './_world.ts'

const RETRY_MS = 5 * 60_000

describe.each(databases())('a fault of ours on $name', (database) => {
  let clock: Clock
  let stores: Stores
  let number: number
  /** The attempts at the poison, and what was sent. */
  let attempts: number
  let sent: Delivery[]
  beforeEach(async () => {
    clock = createClock()
    ;({ stores } = await database.open({ clock }))
    ;({ number } = await open(stores))
    attempts = 0
    sent = []
  })

  /** A process that runs for a while, with a channel that has a fault in it. */
  async function run(isPoison: (delivery: Delivery) => boolean, turns: number): Promise<void> {
    const deliverer = createDeliverer({
      outbox: stores.outbox,
      clock,
      settings: { autoCloseAfterMs: null },
      messageOf: (id) => stores.tickets.message(id),
      onError: () => void attempts++,
      channel: {
        waitMs: () => 0,
        newestBefore: () => Promise.resolve(null),
        send(delivery) {
          if (isPoison(delivery)) throw new TypeError('a fault of ours')
          sent.push(delivery)
          return Promise.resolve({ outcome: { kind: 'delivered' }, links: [] })
        },
      },
    })
    for (let turn = 0; turn < turns; turn++) {
      await deliverer.runOnce()
      clock.pass(RETRY_MS)
    }
  }

  const payloads = () => sent.map(({ payload }) => payload)
  const isWelcome = ({ payload }: Delivery) => payload.kind === 'welcome'
  const isAnything = () => true
  const isNothing = () => false
  const receipt = { kind: 'receipt', messageId: 3 } as const

  test('ends after ten attempts, a restart in between, and the next of the lane goes on', async () => {
    await stores.outbox.enqueue([toChat(HOME, { kind: 'welcome' }, number), toChat(HOME, receipt, number)])
    await run(isWelcome, 4)
    expect(payloads()).toEqual([])
    await run(isWelcome, 5)
    expect([attempts, payloads()]).toEqual([9, []])
    await run(isWelcome, 300)
    expect(attempts).toBe(10)
    expect(payloads()).toEqual([receipt, { kind: 'notice', room: 'staff', notice: { kind: 'set_aside' } }])
  })

  test('marks the answer it was about, tells its author once, and goes out when it is taken back', async () => {
    const messageId = await write(stores, number, { author: NIMA })
    const message = { kind: 'message', room: 'customer', messageId } as const
    await stores.outbox.enqueue([toChat(HOME, message, number)])
    await run(({ payload }) => payload.kind === 'message', 100)
    expect(payloads()).toEqual([
      { kind: 'notice', room: 'staff', notice: { kind: 'undelivered', messageId, reason: 'internal_error' } },
    ])
    const delivery = async () => (await stores.tickets.message(messageId))?.delivery
    expect(await delivery()).toMatchObject({ state: 'failed', reason: 'internal_error' })
    expect(await stores.outbox.takeBack(number)).toBe(1)
    expect(await delivery()).toMatchObject({ state: 'queued', reason: null })
    await run(isNothing, 1)
    expect(payloads().at(-1)).toEqual(message)
  })

  test('that also meets the notice of it does not go round in circles', async () => {
    await stores.outbox.enqueue([toStaff(number, receipt)])
    await run(isAnything, 100)
    expect(attempts).toBe(20)
    expect(await stores.outbox.nextAt()).toBeNull()
    expect(await stores.outbox.takeBack(number)).toBe(2)
  })
})
