import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMonthOf } from '../../core/calendar/month.ts'

test.each([
  [
    'in the middle of Azar 1405',
    'Asia/Tehran',
    '2026-11-30T10:00:00Z',
    '2026-11-21T20:30Z',
    '2026-12-21T20:30Z',
  ],
  ['its first instant', 'Asia/Tehran', '2026-11-21T20:30:00Z', '2026-11-21T20:30Z', '2026-12-21T20:30Z'],
  ['the instant before', 'Asia/Tehran', '2026-11-21T20:29:59.999Z', '2026-10-22T20:30Z', '2026-11-21T20:30Z'],
  ['Farvardin has 31 days', 'Asia/Tehran', '2026-04-01T00:00:00Z', '2026-03-20T20:30Z', '2026-04-20T20:30Z'],
  [
    'Esfand of a common year',
    'Asia/Tehran',
    '2026-03-01T00:00:00Z',
    '2026-02-19T20:30Z',
    '2026-03-20T20:30Z',
  ],
  ['Esfand of a leap year', 'Asia/Tehran', '2025-03-01T00:00:00Z', '2025-02-18T20:30Z', '2025-03-20T20:30Z'],
  [
    'a clock that goes forward in it',
    'Asia/Tehran',
    '2021-04-01T00:00:00Z',
    '2021-03-20T20:30Z',
    '2021-04-20T19:30Z',
  ],
  ['another clock', 'America/New_York', '2026-11-30T10:00:00Z', '2026-11-22T05:00Z', '2026-12-22T05:00Z'],
])('%s', (_name, timeZone, at, from, to) => {
  expect(createMonthOf(timeZone)(new Date(at))).toEqual({ from: new Date(from), to: new Date(to) })
})

test.each(['Asia/Tehran', 'UTC', 'America/Sao_Paulo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'months follow each other without a gap or an overlap in %s',
  (timeZone) => {
    const monthOf = createMonthOf(timeZone)
    const written = new Intl.DateTimeFormat('en-US-u-ca-persian', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
    })
    const min = Date.parse('1990-01-01T00:00:00Z')
    const max = Date.parse('2060-01-01T00:00:00Z')
    fc.assert(
      fc.property(fc.integer({ min, max }), (ms) => {
        const { from, to } = monthOf(new Date(ms))
        const last = to.getTime() - 1
        expect(from.getTime()).toBeLessThanOrEqual(ms)
        expect(ms).toBeLessThanOrEqual(last)
        expect(monthOf(from)).toEqual({ from, to })
        expect(monthOf(new Date(last))).toEqual({ from, to })
        expect(monthOf(to).from).toEqual(to)
        expect(written.format(from)).toBe(written.format(ms))
        expect(written.format(last)).toBe(written.format(ms))
        expect(written.format(to)).not.toBe(written.format(ms))
      }),
      { numRuns: 60 },
    )
  },
)
