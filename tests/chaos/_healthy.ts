import type { Rest, StoredTicket } from './_rest.ts'

const HOUR_MS = 3_600_000

/** Two tickets that all went well with: one answered and closed by the clock, one that its customer closed. */
export function healthyRest(): Rest {
  const at = Date.UTC(2026, 10, 27, 9)
  const later = at + 48 * HOUR_MS
  const question = {
    token: '[sara 1]',
    ticket: 1,
    side: 'customer',
    by: 'sara',
    files: 0,
    to: 'message 18',
    marked: null,
  } as const
  const more = {
    token: '[sara 2]',
    ticket: 1,
    side: 'customer',
    by: 'sara',
    files: 1,
    to: 'message 18',
    marked: null,
  } as const
  const answer = {
    token: '[omid 3]',
    ticket: 1,
    side: 'agent',
    by: 'omid',
    files: 0,
    to: null,
    marked: 9,
  } as const
  const shown = (room: 'customer' | 'staff', id: number, token: string, text = token) => ({
    room,
    id,
    text: `omid: ${text}`,
    tokens: [token],
    at,
  })
  return {
    said: [
      { ...question, text: '[sara 1] edit 7', at },
      { ...more, text: more.token, at },
      { ...answer, text: answer.token, at },
    ],
    ordered: [
      { title: '[negin 4]', by: 'negin', at },
      { title: '[ali 5]', by: 'ali', at },
    ],
    tickets: [
      {
        number: 1,
        title: '[negin 4]',
        creator: 'negin',
        status: 'closed',
        history: [
          { at, from: null, to: 'awaiting_response', by: 'negin', cause: 'created' },
          { at, from: 'awaiting_response', to: 'awaiting_customer', by: 'omid', cause: 'agent_message' },
          { at: later, from: 'awaiting_customer', to: 'closed', by: '', cause: 'no_reply' },
        ],
        messages: [
          { text: '[sara 1] edit 7', side: 'customer', files: 0, at },
          { text: '[sara 2]', side: 'customer', files: 1, at },
          { text: '[omid 3]', side: 'agent', files: 0, at },
        ],
      },
      {
        number: 2,
        title: '[ali 5]',
        creator: 'ali',
        status: 'closed',
        history: [
          { at, from: null, to: 'awaiting_response', by: 'ali', cause: 'created' },
          { at, from: 'awaiting_response', to: 'closed', by: 'ali', cause: 'closed_by_customer' },
        ],
        messages: [],
      },
    ],
    shown: [
      shown('staff', 10, '[sara 1]', '[sara 1] edit 7'),
      shown('staff', 11, '[sara 2]'),
      shown('customer', 20, '[omid 3]'),
      // What the panel writes stands in the customers' own group, too.
      shown('customer', 19, '[sara 2]'),
    ],
    marked: new Set([9]),
    linked: new Set(['message 18', 'topic 8']),
    places: [1, 2].map((ticket) => ({ ticket, what: 'its topic', times: 1, at })),
    sms: [
      { ticket: 1, status: 'awaiting_customer', at },
      { ticket: 1, status: 'closed', at: later },
    ],
    smsTo: new Set(['negin']),
    smsExcused: new Set(),
    stuck: [],
    autoCloseMs: 48 * HOUR_MS,
    blindMs: HOUR_MS / 3,
    now: later + HOUR_MS,
  }
}

/** The same with another first ticket. */
export function withTicket(rest: Rest, change: (ticket: StoredTicket) => Partial<StoredTicket>): Rest {
  const [first, ...others] = rest.tickets
  if (!first) throw new Error('There is no ticket.')
  return { ...rest, tickets: [{ ...first, ...change(first) }, ...others] }
}
