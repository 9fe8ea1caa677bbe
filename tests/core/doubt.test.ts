import { expect, test } from 'vitest'
import type { Delivery, Destination } from '../../core/deliveries/delivery.ts'
import { createDoubts } from '../../core/sending/doubt.ts'
import { buildDelivery, START } from './_world.ts'

const STAFF: Destination = { kind: 'staff', ticketNumber: 1 }
const OTHER_TICKET: Destination = { kind: 'staff', ticketNumber: 2 }
const GROUP: Destination = { kind: 'chat', chatId: -100_5 }
const LATER = new Date(START.getTime() + 60_000)
const WELCOME = { kind: 'welcome' } as const

let id = 0
function to(destination: Destination, doubt: Delivery['doubt'] = null): Delivery {
  return buildDelivery(WELCOME, { id: ++id, destination, doubt })
}

function inDoubt(destination: Destination): Delivery {
  return to(destination, { since: START, after: 7, joinedTo: null })
}

function doubtsAmong(...left: { delivery: Delivery; runAt: Date }[]) {
  return createDoubts({ begun: () => Promise.resolve(left) })
}

test('what is in doubt goes first in its chat, alone, and one by one', async () => {
  const [first, second, elsewhere] = [inDoubt(STAFF), inDoubt(OTHER_TICKET), inDoubt(GROUP)]
  const doubts = doubtsAmong(...[first, second, elsewhere].map((delivery) => ({ delivery, runAt: START })))
  expect(await doubts.due(START, new Set())).toEqual([first, second, elsewhere])
  expect(doubts.mayStart(to({ kind: 'staff', ticketNumber: 3 }))).toBe(false)
  expect(doubts.mayStart(to({ kind: 'chat', chatId: -100_6 }))).toBe(true)

  expect(doubts.mayStart(first)).toBe(true)
  doubts.started(first)
  expect(doubts.mayStart(second)).toBe(false)
  expect(doubts.mayStart(elsewhere)).toBe(true)
  expect(doubts.othersOf(first, [])).toEqual([second])
  expect(doubts.othersOf(first, [second])).toEqual([])
  doubts.ended(first)
  expect(doubts.mayStart(second)).toBe(true)
})

test('one that is due waits until nothing of its chat is under way, and nothing else starts there', async () => {
  const unclear = inDoubt(STAFF)
  const doubts = doubtsAmong({ delivery: unclear, runAt: START })
  const [sending, next] = [to(OTHER_TICKET), to({ kind: 'staff', ticketNumber: 3 })]
  doubts.started(sending)
  await doubts.due(START, new Set([sending.id]))
  expect(doubts.mayStart(unclear)).toBe(false)
  expect(doubts.mayStart(next)).toBe(false)
  doubts.ended(sending)
  expect(doubts.mayStart(unclear)).toBe(true)
})

test('one that is not due yet holds nobody up', async () => {
  const unclear = inDoubt(STAFF)
  const doubts = doubtsAmong({ delivery: unclear, runAt: LATER })
  expect(await doubts.due(START, new Set())).toEqual([])
  expect(doubts.mayStart(to(OTHER_TICKET))).toBe(true)
  expect(await doubts.due(LATER, new Set())).toEqual([unclear])
  expect(doubts.mayStart(to(OTHER_TICKET))).toBe(false)
})

test('what is being sent now is in no doubt, and nobody looks again until an outcome is unclear', async () => {
  const ours = inDoubt(STAFF)
  let looks = 0
  const doubts = createDoubts({
    begun() {
      looks++
      return Promise.resolve([{ delivery: ours, runAt: START }])
    },
  })
  expect(await doubts.due(START, new Set([ours.id]))).toEqual([])
  expect(await doubts.due(START, new Set())).toEqual([])
  expect(looks).toBe(1)
  const outcome = { kind: 'retry', reason: 'reset', isUnclear: true } as const
  doubts.heard({ delivery: to(STAFF), outcome, runAt: START, links: [], next: [] })
  expect(await doubts.due(START, new Set())).toEqual([ours])
})
