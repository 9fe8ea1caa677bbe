import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseGroupId } from '../../core/groups/group.ts'
import { normalizeMobile } from '../../core/people/mobile.ts'
import { asciiDigits, cleanLine, cleanText, isVisible } from '../../core/foundation/text.ts'
import { DESCRIPTION_MAX, draftSchema, formatReference, parseReference } from '../../core/tickets/ticket.ts'

const TITLE_MAX = 128

const persian = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)))
/** UTF-16 as it comes: lone surrogates and controls too. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.nat(0x40), fc.integer({ min: 0xd700, max: 0xe010 })))
  .map((units) => String.fromCharCode(...units))

describe('text that can be stored', () => {
  test.each([
    ['a\u0000b', 'a\uFFFDb'],
    ['\u001B[31m', '\uFFFD[31m'],
    ['\uD83D', '\uFFFD'],
    ['\uDE00x', '\uFFFDx'],
    ['line\nnext\ttab\r', 'line\nnext\ttab\r'],
    ['👩‍👩‍👧 می‌خواهم \u202Eabc', '👩‍👩‍👧 می‌خواهم \u202Eabc'],
  ])('%j is kept as %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  test('survives UTF-8, has no NUL, keeps its length and is clean already', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean)
        expect(clean).not.toContain('\u0000')
        expect(clean).toHaveLength(text.length)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })

  test('a line is one line, without marks that turn its neighbours around', () => {
    expect(cleanLine('  a\u202E\n\tb \u2066c\u2069 ')).toBe('a b c')
    expect(cleanLine('می‌خواهم')).toBe('می‌خواهم')
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanLine(text)).not.toMatch(/[\n\r\t\u202A-\u202E\u2066-\u2069]|^\s|\s$|\s\s/)
      }),
    )
  })

  test.each([
    ['', false],
    [' \n\u00A0', false],
    ['\u200B\u200C\u2060\uFEFF', false],
    ['\u3164\u115F\u1160\uFFA0', false],
    ['\u202E\u2069', false],
    ['.', true],
    ['👍', true],
    ['ﷲ', true],
  ])('%j is visible: %s', (text, visible) => {
    expect(isVisible(text)).toBe(visible)
  })
})

describe('references', () => {
  test.each([
    ['KT-12', 12],
    ['kt-12', 12],
    ['KT12', 12],
    ['kt - 12', 12],
    [' 12 ', 12],
    ['۱۲', 12],
    ['KT-١٢', 12],
    ['KT-0', null],
    ['KT--1', null],
    ['-1', null],
    ['', null],
    ['KT-', null],
    ['12x', null],
    ['KT-12 34', null],
    ['1.5', null],
    ['9'.repeat(16), null],
  ])('%j is %s', (text, number) => {
    expect(parseReference(text)).toBe(number)
  })

  test('are read as they are written, in any digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 - 1 }), (number) => {
        for (const digits of [String, persian, arabic])
          expect(parseReference(digits(formatReference(number)))).toBe(number)
      }),
    )
  })
})

describe('mobiles', () => {
  test.each([
    ['09121234567', '+989121234567'],
    ['۰۹۱۲ ۱۲۳ ۴۵۶۷', '+989121234567'],
    ['٠٩١٢-١٢٣-٤٥٦٧', '+989121234567'],
    ['9121234567', '+989121234567'],
    ['989121234567', '+989121234567'],
    ['00989121234567', '+989121234567'],
    ['+98 (912) 123 4567', '+989121234567'],
    ['+98 0912 123 4567', '+989121234567'],
    ['00980912 123 4567', '+989121234567'],
    ['+98(0)912 123 4567', '+989121234567'],
    ['0989121234567', '+989121234567'],
    ['+۹۸ (۰) ۹۱۲ ۱۲۳ ۴۵ ۶۷', '+989121234567'],
    ['۰۰۹۸۰۹۱۲۱۲۳۴۵۶۷', '+989121234567'],
    ['+09121234567', '+989121234567'],
    ['\u202a+98 912 123 4567\u202c', '+989121234567'],
    ['+44 (0) 7911 123456', '+447911123456'],
    ['447911123456', '+447911123456'],
    ['0049 151 12345678', '+4915112345678'],
    ['6591234567', '+6591234567'],
    ['+93 70 123 4567', '+93701234567'],
    ['+98 912 123 456', null],
    ['+999 123456789', null],
    ['+14155552671', '+14155552671'],
    ['+4915112345678', '+4915112345678'],
    ['', null],
    ['0912', null],
    ['+0123456789', null],
    ['1'.repeat(16), null],
    ['سلام', null],
  ])('%j is %s', (text, mobile) => {
    expect(normalizeMobile(text)).toBe(mobile)
  })

  test('a normal one stays', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789+ -۰۹'.split('')), maxLength: 20 }),
        (text) => {
          const mobile = normalizeMobile(text)
          if (mobile === null) return
          expect(mobile).toMatch(/^\+[1-9]\d{7,14}$/)
          expect(normalizeMobile(mobile)).toBe(mobile)
        },
      ),
    )
  })
})

describe('group IDs', () => {
  test.each([
    ['-1001234567890', -1_001_234_567_890],
    [-1_001_234_567_890, -1_001_234_567_890],
    ['−۱۰۰۱۲۳۴۵۶۷۸۹۰', -1_001_234_567_890],
    ['–١٠٠١٢٣٤٥٦٧٨٩٠', -1_001_234_567_890],
    [' - 100 123 456 7890\n', -1_001_234_567_890],
    ['\u200E-100\u200C1234567890\u2069', -1_001_234_567_890],
    ['﹣5', -5],
    ['－5', -5],
    ['5', null],
    ['0', null],
    ['-0', null],
    ['--5', null],
    ['۱۰۰۱۲۳۴۵۶۷۸۹۰-', -1_001_234_567_890],
    ['-5-', null],
    ['5--', null],
    ['-5.5', null],
    ['-1e3', null],
    ['', null],
    ['-', null],
    ['testco', null],
    [Number.NaN, null],
    ['-9007199254740992', null],
    [`-${'9'.repeat(17)}`, null],
  ])('%j is %s', (input, id) => {
    expect(parseGroupId(input)).toBe(id)
  })

  test('any of Telegram’s is read in any digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52), max: -1 }), (id) => {
        for (const digits of [String, persian, arabic]) expect(parseGroupId(digits(String(id)))).toBe(id)
      }),
    )
  })
})

test('digits become ASCII and nothing else changes', () => {
  expect(asciiDigits('۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0123 الف')).toBe('0123456789 0123456789 0123 الف')
})

describe('a draft', () => {
  const draft = (overrides: object = {}) => ({
    title: 'ت',
    description: 'ش',
    priority: 'low',
    category: 'sales',
    ...overrides,
  })
  const problems = (overrides: object) =>
    draftSchema
      .safeParse(draft(overrides))
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []

  test.each([
    ['a plain one', {}, []],
    ['the longest title', { title: 'x'.repeat(TITLE_MAX) }, []],
    ['a title too long', { title: 'x'.repeat(TITLE_MAX + 1) }, ['title too_long']],
    ['spaces around the longest title', { title: ` ${'x'.repeat(TITLE_MAX)} ` }, []],
    ['as many emoji as fit', { title: '👍'.repeat(TITLE_MAX / 2) }, []],
    ['one emoji more', { title: '👍'.repeat(TITLE_MAX / 2 + 1) }, ['title too_long']],
    ['no title', { title: '' }, ['title empty']],
    ['a title nobody sees', { title: ' \u200C\n' }, ['title empty']],
    ['the longest description', { description: 'x'.repeat(DESCRIPTION_MAX) }, []],
    ['a description too long', { description: 'x'.repeat(DESCRIPTION_MAX + 1) }, ['description too_long']],
    ['an empty description', { description: '\n' }, ['description empty']],
  ])('%s', (_name, overrides, expected) => {
    expect(problems(overrides)).toEqual(expected)
  })

  test.each([{ title: null }, { title: 5 }, { priority: 'Low' }, { category: '' }, { priority: undefined }])(
    '%o is refused',
    (overrides) => {
      expect(problems(overrides)).toHaveLength(1)
    },
  )

  test('is cleaned', () => {
    expect(
      draftSchema.parse(draft({ title: ' a\n\u202Eb ', description: ' a\n b\u0000 ', extra: 1 })),
    ).toEqual(draft({ title: 'a b', description: 'a\n b\uFFFD' }))
  })
})
