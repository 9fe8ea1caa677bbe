import { beforeEach, describe, expect, test } from 'vitest'
import type { Delivery, Outcome } from '../../core/deliveries/delivery.ts'
import { createDeliverer } from '../../core/sending/deliver.ts'
import { createSettleApart } from '../../core/sending/settle-apart.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import {
  createClock,
  due,
  HOME,
  NIMA,
  open,
  openChannel,
  toChat,
  toStaff,
  type Clock,
  write,
} from './_world.ts'

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
      channel: openChannel((delivery) => {
        if (isPoison(delivery)) throw new TypeError('a fault of ours')
        sent.push(delivery)
        return Promise.resolve({ outcome: { kind: 'delivered' }, links: [] })
      }),
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
    // A mark gives way to what is said.
    expect(payloads()).toEqual([{ kind: 'notice', room: 'staff', notice: { kind: 'set_aside' } }, receipt])
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

  /** A process whose channel tells of messages that can't be stored. */
  async function runWithPoisonedOutcomes(outcome: Outcome, isPoison: (delivery: Delivery) => boolean) {
    const given: unknown[] = []
    const deliverer = createDeliverer({
      outbox: {
        ...stores.outbox,
        settle: createSettleApart({
          settle: stores.outbox.settle,
          tryOut: () => Promise.resolve(),
          onError: (error) => given.push(error),
        }),
      },
      clock,
      settings: { autoCloseAfterMs: null },
      messageOf: (id) => stores.tickets.message(id),
      onError: () => {},
      channel: openChannel((delivery) => {
        sent.push(delivery)
        if (!isPoison(delivery)) return Promise.resolve({ outcome: { kind: 'delivered' }, links: [] })
        const link = {
          chatId: HOME,
          messageId: Number.NaN,
          ticketNumber: number,
          storedId: null,
          role: 'copy',
        } as const
        return Promise.resolve({ outcome, links: [link] })
      }),
    })
    let failures = 0
    for (let turn = 0; turn < 20; turn++) await deliverer.runOnce().catch(() => failures++)
    expect(given).toHaveLength(1)
    expect(failures).toBeGreaterThan(5)
    expect(failures).toBeLessThan(10)
  }

  test('in what is to be written of a delivery ends after ten attempts, and nothing is sent or written twice', async () => {
    const answer = await write(stores, number, { author: NIMA })
    await stores.outbox.enqueue([
      toChat(HOME, { kind: 'welcome' }, number),
      toChat(HOME, receipt, number),
      toChat(HOME - 1, { kind: 'message', room: 'customer', messageId: answer }, number),
    ])
    await runWithPoisonedOutcomes({ kind: 'delivered' }, isWelcome)
    expect(
      payloads()
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['message', 'receipt', 'welcome'])
    expect(await stores.outbox.nextAt()).toBeNull()
  })

  test('in what is to be written of a refusal leaves it set aside, and the staff are told', async () => {
    await stores.outbox.enqueue([toChat(HOME, { kind: 'welcome' }, number)])
    await runWithPoisonedOutcomes({ kind: 'retry', reason: 'Bad Gateway' }, isWelcome)
    expect(payloads()).toEqual([
      { kind: 'welcome' },
      { kind: 'notice', room: 'staff', notice: { kind: 'set_aside' } },
    ])
    expect(await stores.outbox.takeBack(number)).toBe(1)
  })

  test('is none where the database takes nothing: what was sent is kept until it does', async () => {
    await stores.outbox.enqueue([toChat(HOME, { kind: 'welcome' }, number)])
    const delivery = (await due(stores, clock()))[0]
    if (!delivery) throw new Error('Nothing is due.')
    let isDown = true
    const down = () => (isDown ? Promise.reject(new Error('disk full')) : Promise.resolve())
    const settle = createSettleApart({
      settle: async (settlements) => {
        await down()
        await stores.outbox.settle(settlements)
      },
      tryOut: down,
      onError: () => attempts++,
    })
    const link = { chatId: HOME, messageId: 5, ticketNumber: number, storedId: null, role: 'copy' } as const
    const batch = [
      { delivery, outcome: { kind: 'delivered' }, runAt: null, links: [link], next: [] },
    ] as const
    for (let turn = 0; turn < 30; turn++) await expect(settle(batch)).rejects.toThrow('could not be written')
    isDown = false
    await settle(batch)
    expect([attempts, await stores.links.find(HOME, 5)]).toMatchObject([0, { ticketNumber: number }])
  })
})
