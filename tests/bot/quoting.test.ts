import { expect, test } from 'vitest'
import { questionIn, referenceIn, referenceOfTopic } from '../../bot/quoting/reference.ts'
import { createTranslator } from '../../locales/translate.ts'

const texts = createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran' })

test.each([
  ['💬 پاسخ پشتیبانی به \u2068KT-7\u2069\nسلام', 7],
  ['\u200f\u2068KT-12\u2069 · \u2068سرور قطع است\u2069', 12],
  ['\u200f\u2068علی\u2069 · \u2068KT-7\u2069', 7],
  ['KT-7 و باز KT-7', 7],
  ['\u200f\u2068KT-5\u2069 · \u2068KT-7\u2069', null],
  ['\u200f\u2068KT-12\u2069 · \u2068مثل KT-5\u2069', null],
  ['سلام\nKT-7', null],
  ['OKT-7', null],
  ['KT-0', null],
  ['KT-7a', null],
  [`KT-${'9'.repeat(20)}`, null],
  ['', null],
])('the reference in the first line of %j is %j', (text, number) => {
  expect(referenceIn(text)).toBe(number)
})

test.each(['fa', 'en'] as const)('a question in %s is one, whoever is asked', (locale) => {
  const asked = `KT-5\n${texts.t(locale, 'staff-note-question', { ref: 'KT-7' })}`
  expect(questionIn(texts, 'staff-note-question', asked)).toBe(7)
  expect(questionIn(texts, 'ticket-reply-ask', asked)).toBeNull()
  expect(questionIn(texts, 'staff-note-question', `${asked} `)).toBeNull()
  expect(questionIn(texts, 'staff-note-question', 'KT-5\nKT-7')).toBeNull()
})

test.each([
  ['KT-7 · سرور', 7],
  ['KT-7', null],
  ['درباره KT-7 · سرور', null],
])('a topic called %j is of %j', (name, number) => {
  expect(referenceOfTopic(name)).toBe(number)
})
