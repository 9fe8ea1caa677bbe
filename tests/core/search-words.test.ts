import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText, parseSearch, type SearchQuery, wordsOf } from '../../core/tickets/search-words.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...'کك یيىئ هةۀ اآأإٱ وؤ مُحَمَّد ـ\u200C\u200B\u200E\u202E ۱٢3 Kt-İß ﷲﻻ👍🏽"*:('.split(''),
    ),
  }),
)

/** Whether a ticket with this text would be found: what both databases do, in a line. */
function finds(q: string, text: string, number = 1): boolean {
  const words = wordsOf({ number, texts: [text] })
  const has = (query: SearchQuery) =>
    query.length > 0 &&
    query.every(({ spellings, prefix }) =>
      spellings.some((spelling) =>
        spelling.every((word, index) =>
          prefix && index === spelling.length - 1
            ? words.some((each) => each.startsWith(word))
            : words.includes(word),
        ),
      ),
    )
  const query = parseSearch(q)
  return query !== null && has(query)
}

describe('spellings of one word find each other', () => {
  test.each([
    ['علي', 'علی'],
    ['على', 'علی'],
    ['كتاب', 'کتاب'],
    ['مسئلة', 'مسئله'],
    ['خانۀ', 'خانه'],
    ['خانهٔ', 'خانه'],
    ['آب', 'اب'],
    ['أحمد', 'احمد'],
    ['إيران', 'ایران'],
    ['ٱلله', 'الله'],
    ['مؤسسه', 'موسسه'],
    ['مسئول', 'مسیول'],
    ['۱۲۳', '123'],
    ['١٢٣', '۱۲۳'],
    ['می‌شود', 'میشود'],
    ['می‌شود', 'می شود'],
    ['مُحَمَّد', 'محمد'],
    ['ســـلام', 'سلام'],
    ['SERVER', 'server'],
    ['ｓｅｒｖｅｒ', 'Server'],
    ['ﺳﻼﻡ', 'سلام'],
    ['\u202Eسلام\u202C', 'سلام'],
    ['سلام\u200E', 'سلام'],
    ['ser\u00ADver', 'server'],
    ['İstanbul', 'istanbul'],
    ['cafe\u0301', 'café'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'],
    ['👍', '👍🏽'],
  ])('%s and %s', (one, other) => {
    expect(finds(one, other)).toBe(true)
    if (!/\u200C/.test(one)) expect(finds(other, one)).toBe(true)
  })

  test('a half-space in the text is a space or nothing in the question', () => {
    for (const q of ['کتاب‌خانه', 'کتابخانه', 'کتاب خانه', 'خانه']) expect(finds(q, 'کتاب‌خانه')).toBe(true)
  })
})

describe('folding', () => {
  test('twice is once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })

  test('twice is once for each character', () => {
    const unstable: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const folded = foldText(String.fromCodePoint(code))
      if (foldText(folded) !== folded) unstable.push(`U+${code.toString(16)}`)
    }
    expect(unstable).toEqual([])
  })

  test('leaves no mark, no direction and no tatweel', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(text)).not.toMatch(/\p{M}|[\u0640\u202A-\u202E]/u)
      }),
    )
  })
})

describe('questions', () => {
  test('a text is found by itself and by each of its words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const query = parseSearch(text)
        if (!query || query.length === 0) return
        expect(finds(text, text)).toBe(true)
        for (const word of text.split(/\s+/))
          if (parseSearch(word)?.length) expect(finds(word, text)).toBe(true)
      }),
    )
  })

  test('hold letters, digits and pictures only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = [
          ...(parseSearch(text) ?? []).flatMap(({ spellings }) => spellings.flat()),
          ...wordsOf({ number: 1, texts: [text] }),
        ]
        for (const word of words) expect(word).toMatch(/^(?:[\p{L}\p{N}]+|\p{Extended_Pictographic})$/u)
      }),
    )
  })

  test.each(['', '  ', '\u200C', '\n\u202E'])('%j asks for nothing', (q) => {
    expect(parseSearch(q)).toBeNull()
  })

  test.each(['"', '*', '؟!', '() : -', '…'])('%j has no word', (q) => {
    expect(parseSearch(q)).toEqual([])
  })

  test.each([
    ['سر', 'سرور', true],
    ['س', 'سرور', false],
    ['سر کند', 'سرور کند است', false],
    ['سرور کن', 'سرور کند است', true],
    ['12', 'مبلغ 120 تومان', false],
    ['کند سرور', 'سرور کند است', true],
    ['سرور تند', 'سرور کند است', false],
    ['کتاب‌خا', 'کتاب‌خانه', true],
  ])('%s in %s: %s', (q, text, found) => {
    expect(finds(q, text)).toBe(found)
  })

  test.each(['KT-12', 'kt-۱۲', 'KT12', 'kt - ١٢', '12', '۱۲', 'KT-012', 'سرور KT-12'])(
    '%s is a ticket’s own reference, and one in another’s text',
    (q) => {
      expect(finds(q, 'سرور', 12)).toBe(true)
      expect(finds(q, 'مثل KT-12 سرور', 99)).toBe(true)
      expect(finds(q, 'سرور', 120)).toBe(false)
      expect(finds(q, 'سرور', 1)).toBe(false)
    },
  )
})

describe('a ticket too long for the index', () => {
  test('keeps what comes first', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `کلمه${index}`).join(' ')
    const words = wordsOf({ number: 7, texts: ['عنوان', many, 'پایان'] })
    expect(words).toContain('عنوان')
    expect(words).not.toContain('پایان')
    expect(Buffer.byteLength(words.join(' '))).toBeLessThan(2 ** 19)
  })

  test('a word without an end is found by it and by what it begins with', () => {
    expect(finds('x'.repeat(4096), 'x'.repeat(5000))).toBe(true)
    expect(wordsOf({ number: 7, texts: ['x'.repeat(5000)] })).toContain('x'.repeat(64))
  })

  test('spaces behind a reference’s letters cost nothing', () => {
    const started = performance.now()
    parseSearch(`kt${' '.repeat(100_000)}`.repeat(3))
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
