import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../core/tickets/message.ts'
import type { HistoryEntry, Ticket } from '../../core/tickets/ticket.ts'
import { listHref, parseListQuery } from '../../web/pages/list/query.ts'
import { pagesAround } from '../../web/pages/list/pager.tsx'
import { splitLinks } from '../../web/pages/parts/prose.tsx'
import { createTimeline } from '../../web/pages/ticket/timeline.ts'

describe('links in what people write', () => {
  test.each([
    ['see https://a.example.', ['https://a.example']],
    ['(https://a.example/x_(y))', ['https://a.example/x_(y)']],
    ['«https://a.example/x»، سپس', ['https://a.example/x']],
    ['HTTP://A.example/؟', ['HTTP://A.example/']],
    ['javascript:alert(1) ftp://a.example data:text/html,x', []],
    ['https://', []],
    ['https://a.example\u202Egnp', ['https://a.example']],
  ])('%s', (text, links) => {
    expect(splitLinks(text).flatMap(({ text: shown, href }) => (href === undefined ? [] : [shown]))).toEqual(
      links,
    )
  })

  test('nothing is lost, and nothing but http is linked', () => {
    const texts = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('https://', 'http://a.b', ').', 'javascript:', '\n')),
    )
    fc.assert(
      fc.property(texts, (parts) => {
        const pieces = splitLinks(parts.join(''))
        expect(pieces.map(({ text }) => text).join('')).toBe(parts.join(''))
        for (const { href } of pieces) if (href !== undefined) expect(href).toMatch(/^https?:\/\//)
      }),
    )
  })
})

describe('the address of a list', () => {
  test('what makes no sense counts as not said', () => {
    const start = parseListQuery(new URLSearchParams())
    const odd = 'status=odd&priority=&category=x,y&sort=up&page=-3&pageSize=7&q=+'
    expect(parseListQuery(new URLSearchParams(odd))).toEqual(start)
    expect(parseListQuery(new URLSearchParams('page=99999999999')).page).toBe(1_000_000)
    expect(parseListQuery(new URLSearchParams('page=۲&pageSize=۲۵'))).toMatchObject({ page: 2, pageSize: 25 })
  })

  test('says all of it, and starts at the first page when something changes', () => {
    const query = parseListQuery(
      new URLSearchParams(
        'status=closed&status=in_progress&priority=low&q=دامنه&sort=ref&pageSize=25&page=3',
      ),
    )
    const next = (change: Parameters<typeof listHref>[1]) =>
      parseListQuery(new URL(listHref(query, change), 'http://own.invalid').searchParams)
    expect(next({ page: 4 })).toEqual({ ...query, page: 4 })
    expect(next({ status: [] })).toEqual({ ...query, status: [], page: 1 })
  })
})

test.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [5, 9, [1, null, 4, 5, 6, null, 9]],
  [3, 9, [1, 2, 3, 4, null, 9]],
  [1_000_000, 2, [1, 2]],
])('the pager on page %i of %i', (page, pages, shown) => {
  expect(pagesAround(page, pages)).toEqual(shown)
})

describe('a timeline', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute))
  const sara = { side: 'customer', name: 'Sara', telegramId: null, panelUserId: 'u1' } as const
  const nima = { side: 'agent', name: 'Nima', telegramId: 7, panelUserId: null } as const
  const ticket = { creator: sara, description: 'first', createdAt: at(0) } as Ticket
  const message = (id: number, author: Message['author'], minute: number): Message => ({
    id,
    ticketNumber: 1,
    kind: 'message',
    author,
    text: String(id),
    entities: [],
    attachments: [],
    createdAt: at(minute),
    captions: [],
    replyToId: null,
    editedAt: null,
    delivery: { state: 'sent', until: null, reason: null },
  })
  const moved: HistoryEntry = {
    at: at(2),
    from: 'awaiting_response',
    to: 'awaiting_customer',
    by: nima,
    cause: 'agent_message',
  }
  const history: HistoryEntry[] = [
    { at: at(0), from: null, to: 'awaiting_response', by: sara, cause: 'created' },
    moved,
  ]
  const shape = (lines: ReturnType<typeof createTimeline>) =>
    lines.map((line) => (line.kind === 'message' ? `${line.said.text}${line.follows ? '+' : ''}` : line.kind))
  const dayOf = (when: Date) => when.toISOString().slice(0, 10)

  test('is in order: description, messages, and after a message the change that it caused', () => {
    const messages = [
      message(1, sara, 1),
      message(2, nima, 2),
      message(3, nima, 3),
      message(4, sara, 60 * 24),
    ]
    const lines = createTimeline({ ticket, files: [], history }, { messages, first: true, last: true }, dayOf)
    expect(shape(lines)).toEqual(['day', 'first', '1+', '2', 'event', '3', 'day', '4'])
  })

  test('in a stretch from the middle has only what happened in it', () => {
    const messages = [message(7, sara, 10), message(8, sara, 30)]
    const late = { ...moved, at: at(20) }
    const lines = createTimeline(
      { ticket, files: [], history: [...history, late] },
      { messages, first: false, last: false },
      dayOf,
    )
    expect(shape(lines)).toEqual(['day', '7', 'event', '8'])
  })
})
