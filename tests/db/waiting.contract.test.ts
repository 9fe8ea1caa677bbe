import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../core/deliveries/delivery.ts'
import type { OutboxStore } from '../../core/deliveries/ports.ts'
import { createDeliverer } from '../../core/sending/deliver.ts'
import { databases } from '../_support/databases.ts'
import { card, createClock, NIMA, open, toChat, toStaff, write } from './_world.ts'

const LANES = 3_000

/** The store, and how often it was asked. */
function counted(outbox: OutboxStore) {
  let reads = 0
  const counting =
    <Args extends unknown[], Result>(read: (...args: Args) => Result) =>
    (...args: Args) => {
      reads++
      return read(...args)
    }
  const { lanes, waiting, take } = outbox
  return {
    outbox: { ...outbox, lanes: counting(lanes), waiting: counting(waiting), take: counting(take) },
    /** Since the last time. */
    reads: () => [reads, (reads = 0)][0],
  }
}

describe.each(databases())('what waits on $name', (database) => {
  async function prepare() {
    const clock = createClock()
    const { stores } = await database.open({ clock })
    const { outbox, reads } = counted(stores.outbox)
    const sent: Delivery[] = []
    let closedMs = 0
    const deliverer = createDeliverer({
      outbox,
      clock,
      settings: { autoCloseAfterMs: null },
      messageOf: () => Promise.resolve(null),
      onError(error) {
        throw error
      },
      concurrency: 1,
      channel: {
        closedMs: () => closedMs,
        waitMs: () => 0,
        placesLeft: () => Infinity,
        fitting: () => Promise.resolve(1),
        newestBefore: () => Promise.resolve(null),
        send(delivery) {
          sent.push(delivery)
          return Promise.resolve({ outcome: { kind: 'delivered' }, links: [] })
        },
      },
    })
    return { clock, stores, deliverer, reads, sent, close: (ms: number) => (closedMs = ms) }
  }

  test('costs no read however much it is, while Telegram is closed', { timeout: 60_000 }, async () => {
    const { stores, deliverer, reads, close, sent } = await prepare()
    const receipt = { kind: 'receipt', messageId: 1 } as const
    await stores.outbox.enqueue(Array.from({ length: LANES }, (_, at) => toStaff(at + 1, receipt)))
    close(700)
    await deliverer.runOnce()
    expect(reads()).toBeLessThan(LANES / 50)
    expect(deliverer.resumesInMs()).toBe(700)
    for (let turn = 0; turn < 10; turn++) await deliverer.runOnce()
    expect(reads()).toBe(0)
    await stores.outbox.enqueue([toStaff(LANES + 1, receipt)])
    await deliverer.runOnce()
    expect(reads()).toBe(1)
    expect(sent).toEqual([])
    deliverer.stop()
  })

  test('is woken for a retry when it is due, and not before', async () => {
    const { clock, stores, deliverer, sent } = await prepare()
    const runAt = new Date(clock().getTime() + 1_234)
    await stores.outbox.enqueue([{ ...toStaff(1, { kind: 'receipt', messageId: 1 }), runAt }])
    await deliverer.runOnce()
    expect(deliverer.resumesInMs()).toBe(1_234)
    clock.pass(1_234)
    await deliverer.runOnce()
    expect(sent).toHaveLength(1)
    expect(deliverer.resumesInMs()).toBeNull()
  })

  test('goes by urgency: answers, critical tickets, others, then cards that are known', async () => {
    const { stores, deliverer, sent } = await prepare()
    const known = await open(stores)
    await stores.links.savePlace({
      ticketNumber: known.number,
      room: 'staff',
      chatId: -1,
      threadId: 1,
      cardMessageId: 2,
      topicName: 'x',
      topicClosed: false,
    })
    const usual = await open(stores)
    const critical = await open(stores, { priority: 'critical' })
    const answer = await write(stores, known.number, { author: NIMA })
    await stores.outbox.enqueue([
      card(known.number),
      card(usual.number),
      card(critical.number),
      {
        destination: { kind: 'chat', chatId: -7 },
        ticketNumber: known.number,
        payload: { kind: 'message', room: 'customer', messageId: answer },
      },
    ])
    await deliverer.runOnce()
    expect(sent.map(({ payload, ticketNumber }) => [payload.kind, ticketNumber])).toEqual([
      ['message', known.number],
      ['card', critical.number],
      ['card', usual.number],
      ['card', known.number],
    ])
  })

  test('goes after a card of its lane that was begun by an earlier process, however many have come before it', async () => {
    const { stores, deliverer, sent } = await prepare()
    const { number } = await open(stores)
    await stores.links.savePlace({
      ticketNumber: number,
      room: 'staff',
      chatId: -1,
      threadId: 1,
      cardMessageId: 2,
      topicName: 'x',
      topicClosed: false,
    })
    const words: string[] = []
    for (let count = 0; count < 60; count += 1) {
      const messageId = await write(stores, number)
      await stores.outbox.enqueue([toStaff(number, { kind: 'message', room: 'staff', messageId })])
      words.push('message')
    }
    await stores.outbox.enqueue([card(number)])
    const begun = (await stores.outbox.take(Array.from({ length: 150 }, (_, at) => at + 1))).find(
      ({ payload }) => payload.kind === 'card',
    )
    await stores.outbox.begin([{ delivery: begun as Delivery, joinedTo: null, after: 0 }])
    await deliverer.runOnce()
    expect(sent.map(({ payload }) => payload.kind)).toEqual(['card', ...words])
  })

  test('that moved to a new chat is found there', async () => {
    const { stores, deliverer, sent } = await prepare()
    await deliverer.runOnce()
    await stores.outbox.enqueue([toChat(-7, { kind: 'welcome' })])
    await stores.groups.migrate(-7, -1_007)
    await deliverer.runOnce()
    expect(sent.map(({ destination }) => destination)).toEqual([{ kind: 'chat', chatId: -1_007 }])
  })
})
