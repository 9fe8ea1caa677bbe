import { expect, test } from 'vitest'
import { createTranslator, stripIsolates } from '../locales/translate.ts'
import { compareLocales, readMessages } from '../scripts/locale-messages.ts'

const translator = createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran' })
const evening = new Date('2026-11-22T16:40:00Z')

/** Literal texts of a locale that match, each with its key. */
function offenders(locale: 'fa' | 'en', pattern: RegExp): string[] {
  return [...readMessages(locale)].flatMap(([id, { texts }]) =>
    texts.filter((text) => pattern.test(text)).map((text) => `${id}: ${text}`),
  )
}

test('both languages have the same texts with the same variables', () => {
  expect(compareLocales()).toEqual([])
})

test.each(['fa', 'en'] as const)('no text of %s is empty', (locale) => {
  const empty = [...readMessages(locale)].filter(
    ([, { texts, variables }]) => !texts.some((text) => text.trim()) && variables.length === 0,
  )
  expect(empty.map(([id]) => id)).toEqual([])
})

test.each([
  ['three dots for an ellipsis', /\.\.\./],
  ['half a placeable', /[{}]/],
])('no text has %s', (_name, pattern) => {
  expect([...offenders('fa', pattern), ...offenders('en', pattern)]).toEqual([])
})

test.each([
  ['an Arabic letter for a Persian one', /[\u064a\u0643\u0649\u0660-\u0669]/],
  ['a verb prefix set apart from its verb', /(^|[\s«(])ن?می\s/],
  ['a plural ending set apart from its noun', /[\u0600-\u06ff]\s(ها|های|هایی|تر|ترین)([\s.،؛»)]|$)/],
  ['a half-space beside a space', /\u200c\s|\s\u200c/],
  ['Latin punctuation after Persian', /[\u0600-\u06ff»]\s*[,;?]/],
  ['a space before punctuation', /\s[،؛؟.:!](\s|$)/],
  ['Latin digits outside a Latin unit', /(?<![A-Za-z0-9/@_.+:-])\d+(?![A-Za-z0-9/@_.+:-])/],
])('no Persian text has %s', (_name, pattern) => {
  expect(offenders('fa', pattern)).toEqual([])
})

test('no English text has Persian letters', () => {
  // A language is named in itself.
  const own = offenders('en', /[\u0600-\u06ff]/).filter((line) => !line.startsWith('language-'))
  expect(own).toEqual([])
})

test('an instant is Jalali with Persian digits, or Gregorian, in the configured zone', () => {
  expect(translator.dateTime('fa', evening)).toBe('۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰')
  expect(translator.dateTime('en', evening)).toBe('22 Nov 2026, 20:10')
  expect(translator.date('fa', evening)).toBe('۱ آذر ۱۴۰۵')
  expect(translator.date('en', new Date('2026-09-22T21:00:00Z'))).toBe('23 Sep 2026')
  expect(translator.dateTime('en', new Date('2026-11-22T20:30:00Z'))).toBe('23 Nov 2026, 00:00')
  const abroad = createTranslator({ defaultLocale: 'en', timeZone: 'UTC' })
  expect(abroad.dateTime(null, evening)).toBe('22 Nov 2026, 16:40')
})

test('variables are isolated, numbers get the digits of the language, strings stay as they are', () => {
  const day = { day: 1234, month: 'KT-549', year: '۱۴۰۵' }
  expect(translator.t('fa', 'date-day', day)).toBe('\u2068۱٬۲۳۴\u2069 \u2068KT-549\u2069 \u2068۱۴۰۵\u2069')
  expect(stripIsolates(translator.t('en', 'date-day', day))).toBe('1,234 KT-549 ۱۴۰۵')
  expect(stripIsolates(translator.t('fa', 'date-day', { ...day, month: evening }))).toBe(
    '۱٬۲۳۴ ۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰ ۱۴۰۵',
  )
})

test('no locale is the default locale', () => {
  expect(translator.t(null, 'ticket-status-closed')).toBe('بسته')
  expect(translator.t('en', 'ticket-status-closed')).toBe('Closed')
})

test('a text takes exactly its variables', () => {
  // @ts-expect-error it has none
  expect(translator.t('en', 'ticket-status-closed', {})).toBe('Closed')
  // @ts-expect-error a variable is missing
  expect(() => translator.t('fa', 'date-day', { day: 1, month: 2 })).toThrow('date-day')
  // @ts-expect-error no such text
  expect(() => translator.t('fa', 'no-such-text')).toThrow('no-such-text')
})

test('in production a missing text is reported and never breaks a message', () => {
  const problems: string[] = []
  const { t } = createTranslator({
    defaultLocale: 'fa',
    timeZone: 'Asia/Tehran',
    onProblem: (problem) => problems.push(problem),
  })
  const missing = 'no-such-text' as 'ticket-status-closed'
  expect(t('fa', missing)).toBe('no-such-text')
  expect(problems).toEqual(['No text no-such-text in fa'])
})
