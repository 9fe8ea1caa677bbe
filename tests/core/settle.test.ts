import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partyOf } from '../../core/foundation/actor.ts'
import {
  type Delivery,
  laneOf,
  mergeKeyOf,
  type Outcome,
  type Payload,
} from '../../core/deliveries/delivery.ts'
import { retryDelayMs } from '../../core/foundation/retry.ts'
import { settlementOf } from '../../core/sending/settle.ts'
import type { Message } from '../../core/tickets/message.ts'
import { AGENT, buildDelivery, buildMessage, HOME, inShort, LATER, START } from './_world.ts'

const DELIVERED: Outcome = { kind: 'delivered' }
const FAILED: Outcome = { kind: 'failed', reason: 'refused', detail: '418' }
const PARKED: Outcome = { kind: 'parked', reason: 'bot_removed' }
const retry = (afterMs: number): Outcome => ({ kind: 'retry', reason: '429', afterMs })

describe('what an attempt means', () => {
  const sms = buildDelivery({ kind: 'sms', status: 'closed', localId: 5 })
  const toCustomer = buildDelivery({ kind: 'message', room: 'customer', messageId: 40 })
  const toStaff = buildDelivery({ kind: 'message', room: 'staff', messageId: 40 })
  const answer = (overrides: Partial<Message> = {}) => buildMessage({ author: partyOf(AGENT), ...overrides })

  function settled(delivery: Delivery, outcome: Outcome, message?: Message, now = START) {
    const sent = { outcome, links: [], ...(message && { message }) }
    const { next, ...rest } = settlementOf(delivery, sent, now, { autoCloseAfterMs: null })
    return {
      ...rest,
      next: next.map(inShort),
      notices: next.map(({ payload }) => ('notice' in payload ? payload.notice : null)),
    }
  }

  test.each([
    [
      'an answer that arrived is receipted',
      toCustomer,
      answer(),
      DELIVERED,
      { state: 'sent', until: null, reason: null },
      ['staff receipt'],
    ],
    [
      'an answer that can’t arrive is told',
      toCustomer,
      answer(),
      FAILED,
      { state: 'failed', until: null, reason: 'refused' },
      ['staff notice undelivered'],
    ],
    [
      'an answer that is parked is told',
      toCustomer,
      answer(),
      PARKED,
      { state: 'failed', until: null, reason: 'bot_removed' },
      ['staff notice undelivered'],
    ],
    [
      'and told once',
      toCustomer,
      answer({ delivery: { state: 'failed', until: null, reason: 'bot_removed' } }),
      PARKED,
      { state: 'failed', until: null, reason: 'bot_removed' },
      [],
    ],
    [
      'a long wait is told',
      toCustomer,
      answer(),
      retry(30_000),
      { state: 'queued', until: new Date(START.getTime() + 30_000), reason: null },
      ['staff notice delayed'],
    ],
    [
      'and told once, while its end moves',
      toCustomer,
      answer({ delivery: { state: 'queued', until: START, reason: null } }),
      retry(60_000),
      { state: 'queued', until: new Date(START.getTime() + 60_000), reason: null },
      [],
    ],
    ['a short wait is nobody’s business', toCustomer, answer(), retry(29_999), undefined, []],
    [
      'a customer’s message that arrived has no receipt',
      toStaff,
      buildMessage(),
      DELIVERED,
      { state: 'sent', until: null, reason: null },
      [],
    ],
    [
      'a customer’s message that can’t arrive is marked',
      toStaff,
      buildMessage(),
      FAILED,
      { state: 'failed', until: null, reason: 'refused' },
      [],
    ],
    [
      'a mirrored message says nothing of the other side',
      toCustomer,
      buildMessage(),
      DELIVERED,
      undefined,
      [],
    ],
    ['nor does one that can’t be mirrored', toCustomer, buildMessage(), FAILED, undefined, []],
  ] as const)('%s', (_name, delivery, message, outcome, state, next) => {
    const settlement = settled(delivery, outcome, message)
    expect(settlement.message).toEqual(state && { id: 40, delivery: state })
    expect(settlement.next).toEqual(next)
  })

  test('notices say which message, why and until when', () => {
    expect(settled(toCustomer, FAILED, answer()).notices).toEqual([
      { kind: 'undelivered', messageId: 40, reason: 'refused' },
    ])
    expect(settled(toCustomer, retry(60_000), answer()).notices).toEqual([
      { kind: 'delayed', messageId: 40, until: new Date(START.getTime() + 60_000).toISOString() },
    ])
  })

  test.each([
    ['taken', DELIVERED, { smsFailure: null, next: [] }],
    ['refused, with the provider’s word', FAILED, { smsFailure: '418', next: ['staff card'] }],
    [
      'refused without one',
      { kind: 'failed', reason: 'refused' },
      { smsFailure: 'refused', next: ['staff card'] },
    ],
    ['to be tried again', retry(1_000), { next: [] }],
  ] as const)('an SMS that is %s', (_name, outcome, expected) => {
    const settlement = settled(sms, outcome)
    expect(settlement).toMatchObject(expected)
    expect('smsFailure' in settlement).toBe('smsFailure' in expected)
  })

  test('an SMS is not tried for longer than its number protects it from doubling', () => {
    const at = (ms: number) => settled(sms, retry(1), undefined, new Date(START.getTime() + ms)).outcome
    expect(at(12 * 3_600_000)).toEqual(retry(1))
    expect(at(12 * 3_600_000 + 1)).toEqual({ kind: 'failed', reason: 'refused', detail: '429' })
    const old = settled(toCustomer, retry(1), answer(), new Date(START.getTime() + 13 * 3_600_000))
    expect(old.outcome.kind).toBe('retry')
  })

  test('only what arrived carried its files', () => {
    const file = {
      id: 'a',
      kind: 'photo',
      name: '',
      type: '',
      size: 1,
      fileId: '',
      fileUniqueId: '',
      bytes: 'stored',
    } as const
    const message = answer({ attachments: [file, { ...file, id: 'b' }] })
    expect(settled(toCustomer, DELIVERED, message).carried).toEqual({
      messageId: 40,
      text: message.text,
      attachmentIds: ['a', 'b'],
    })
    expect(settled(toCustomer, PARKED, message).carried).toBeUndefined()
    expect(settled(toCustomer, DELIVERED, answer()).carried).toBeUndefined()
  })

  test('a retry comes when the far end says, else later each time', () => {
    expect(settled(toStaff, retry(7_000)).runAt).toEqual(new Date(START.getTime() + 7_000))
    const again = buildDelivery({ kind: 'welcome' }, { attempts: 2 })
    expect(settled(again, { kind: 'retry', reason: 'timeout' }, undefined, LATER).runAt).toEqual(
      new Date(LATER.getTime() + 4_000),
    )
    for (const outcome of [DELIVERED, FAILED, PARKED]) expect(settled(toStaff, outcome).runAt).toBeNull()
  })
})

test.each([
  [0, 1_000],
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [9, 256_000],
  [10, 300_000],
  [5_000, 300_000],
])('after attempt %i the next waits %i ms', (attempts, ms) => {
  expect(retryDelayMs(attempts)).toBe(ms)
})

test('delays never shrink', () => {
  fc.assert(fc.property(fc.nat(100_000), (attempts) => retryDelayMs(attempts + 1) >= retryDelayMs(attempts)))
})

describe('lanes and merging', () => {
  const card = (room: 'staff' | 'customer', ticketNumber: number) =>
    mergeKeyOf({ ...buildDelivery({ kind: 'card', room }), ticketNumber })

  test('what goes to one place is one lane', () => {
    const welcome: Payload = { kind: 'welcome' }
    const lane = (destination: Delivery['destination']) => laneOf(buildDelivery(welcome, { destination }))
    const lanes = [
      lane({ kind: 'staff', ticketNumber: 5 }),
      lane({ kind: 'sms', ticketNumber: 5 }),
      lane({ kind: 'chat', chatId: 5 }),
      lane({ kind: 'chat', chatId: HOME }),
    ]
    expect(new Set(lanes).size).toBe(4)
    expect(lane({ kind: 'chat', chatId: HOME })).toBe(lanes[3])
  })

  test('only cards of one ticket and room are one', () => {
    expect(card('staff', 1)).toBe(card('staff', 1))
    expect(new Set([card('staff', 1), card('staff', 2), card('customer', 1)]).size).toBe(3)
    expect(mergeKeyOf(buildDelivery({ kind: 'edit', room: 'staff', messageId: 1 }))).toBeNull()
  })
})
