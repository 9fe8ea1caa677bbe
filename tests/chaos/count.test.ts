import { describe, expect, it } from 'vitest'
import { count } from './_count.ts'
import { healthyRest, withTicket } from './_healthy.ts'
import type { Counter, Rest } from './_rest.ts'

const HOUR_MS = 3_600_000

/** A history with one thing wrong, what it counts as, and what is said of it. */
const BROKEN: readonly (readonly [Counter, RegExp, (rest: Rest) => Rest])[] = [
  [
    'lost',
    /^\[omid 3\] is not stored$/,
    (rest) => withTicket(rest, ({ messages }) => ({ messages: messages.slice(0, 2) })),
  ],
  [
    'lost',
    /^\[sara 2\] is not stored: to message 18, which belongs to no ticket$/,
    (rest) => ({
      ...withTicket(rest, ({ messages }) => ({
        messages: messages.filter(({ files }) => files === 0),
      })),
      linked: new Set(),
    }),
  ],
  [
    'lost',
    /^the edit «\[sara 1\] edit 7» is not stored/,
    (rest) =>
      withTicket(rest, ({ messages: [first, ...others] }) => ({
        messages: first ? [{ ...first, text: '[sara 1]' }, ...others] : [],
      })),
  ],
  [
    'lost',
    /^\[sara 2\] has 0 of 1 files$/,
    (rest) =>
      withTicket(rest, ({ messages }) => ({ messages: messages.map((each) => ({ ...each, files: 0 })) })),
  ],
  [
    'lost',
    /^\[omid 3\] never reached the other side$/,
    (rest) => ({ ...rest, shown: rest.shown.filter(({ id }) => id !== 20) }),
  ],
  [
    'lost',
    /^the edit .* never reached the other side$/,
    (rest) => ({ ...rest, shown: rest.shown.map((each) => ({ ...each, text: each.tokens.join('') })) }),
  ],
  ['lost', /^nothing says that \[omid 3\] has arrived$/, (rest) => ({ ...rest, marked: new Set() })],
  ['lost', /^the ticket \[ali 5\] of ali$/, (rest) => ({ ...rest, tickets: rest.tickets.slice(0, 1) })],
  [
    'lost',
    /^its topic: 0$/,
    (rest) => ({ ...rest, places: rest.places.map((place, index) => ({ ...place, times: index })) }),
  ],
  ['lost', /^never done: an update$/, (rest) => ({ ...rest, stuck: [{ ticket: null, what: 'an update' }] })],
  [
    'stored twice',
    /^\[omid 3\] is stored 2 times$/,
    (rest) => withTicket(rest, ({ messages }) => ({ messages: [...messages, ...messages.slice(2)] })),
  ],
  [
    'stored twice',
    /^\[sara 2\] has 2 files, not 1$/,
    (rest) =>
      withTicket(rest, ({ messages }) => ({
        messages: messages.map((each) => ({ ...each, files: 2 * each.files })),
      })),
  ],
  [
    'stored twice',
    /^the ticket \[ali 5\] is also KT-3$/,
    (rest) => ({
      ...rest,
      tickets: [...rest.tickets, ...rest.tickets.slice(1).map((each) => ({ ...each, number: 3 }))],
    }),
  ],
  [
    'shown twice',
    /^\[omid 3\] is shown 2 times \(messages 20, 21\)$/,
    (rest) => ({
      ...rest,
      shown: [
        ...rest.shown,
        ...rest.shown.filter(({ id }) => id === 20).map((each) => ({ ...each, id: 21 })),
      ],
    }),
  ],
  [
    'shown twice',
    /^its topic: 2$/,
    (rest) => ({ ...rest, places: rest.places.map((place, index) => ({ ...place, times: index + 1 })) }),
  ],
  [
    'order broken',
    /^\[sara 2\] is stored before \[sara 1\]$/,
    (rest) => ({
      ...withTicket(rest, ({ messages: [first, second, third] }) => ({
        messages: first && second && third ? [second, first, third] : [],
      })),
      shown: rest.shown.map((each) => ({ ...each, id: -each.id })),
    }),
  ],
  [
    'order broken',
    /^\[sara 2\] is shown before \[sara 1\]$/,
    (rest) => ({ ...rest, shown: rest.shown.map((each) => ({ ...each, id: -each.id })) }),
  ],
  [
    'order broken',
    /^a move from awaiting_response, where it was in_progress$/,
    (rest) =>
      withTicket(rest, ({ history: [first, ...others] }) => ({
        history: first ? [{ ...first, to: 'in_progress' }, ...others] : [],
      })),
  ],
  [
    'order broken',
    /^it is closed, its history says awaiting_customer$/,
    (rest) => withTicket(rest, ({ history }) => ({ history: history.slice(0, 2) })),
  ],
  [
    'timers wrong',
    /^not closed, though nobody has answered$/,
    (rest) => ({
      ...withTicket(rest, ({ history }) => ({ status: 'awaiting_customer', history: history.slice(0, 2) })),
      sms: rest.sms.slice(0, 1),
    }),
  ],
  [
    'timers wrong',
    /^closed 47\.0 hours after \[omid 3\]$/,
    (rest) =>
      withTicket(rest, ({ messages }) => ({
        messages: messages.map((each, index) => (index < 2 ? each : { ...each, at: each.at + HOUR_MS })),
      })),
  ],
  [
    'timers wrong',
    /^an SMS too many says closed: told awaiting_customer .*, closed .*, closed .* of awaiting_response .*$/,
    (rest) => ({ ...rest, sms: [...rest.sms, ...rest.sms.slice(1)] }),
  ],
  ['timers wrong', /^no SMS says closed$/, (rest) => ({ ...rest, sms: rest.sms.slice(0, 1) })],
]

describe('the count of a run', () => {
  it('finds nothing where all went well', () => {
    expect(count(healthyRest())).toEqual([])
  })

  it.each(BROKEN)('%s: %s', (counter, what, broken) => {
    const findings = count(broken(healthyRest()))
    expect(findings.filter((each) => what.test(each.what))).toMatchObject([{ counter }])
  })

  it('expects no SMS that was refused for good, and none about what somebody did themself', () => {
    const rest = healthyRest()
    const missing = { ...rest, sms: rest.sms.slice(0, 1) }
    expect(count({ ...missing, smsExcused: new Set([1]) })).toEqual([])
    const own = withTicket(missing, ({ history }) => ({
      history: history.map((move, index) =>
        index < 2 ? move : { ...move, by: 'negin', cause: 'closed_by_customer' },
      ),
    }))
    expect(count(own)).toEqual([])
  })
})
