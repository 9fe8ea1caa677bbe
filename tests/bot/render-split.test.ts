import fc from 'fast-check'
import type { MessageEntity } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { rich } from '../../bot/render/compose.ts'
import { clip, splitPages } from '../../bot/render/split.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '<3',
    '_i*[',
    '\u202Eabc\u202C',
    '👨‍👩‍👧‍👦',
    '🇮🇷',
    'سلام می‌کنم',
    '\n',
    '\r\n',
    ' ',
    '\u200B',
    'é',
    'x'.repeat(30),
  ),
)
const text = fc.array(hostile, { maxLength: 60 }).map((parts) => parts.join(''))

const marked = text.chain((body) =>
  fc
    .array(fc.tuple(fc.nat(body.length), fc.nat(body.length), fc.constantFrom('bold', 'code', 'spoiler')))
    .map((ranges) => ({
      text: body,
      entities: ranges
        .filter(([a, b]) => a !== b && whole(body, a) && whole(body, b))
        .map(([a, b, type]): MessageEntity => ({
          type: type as 'bold',
          offset: Math.min(a, b),
          length: Math.abs(a - b),
        })),
    })),
)

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

describe('pages', () => {
  test('lose nothing and stay within the limit', () => {
    fc.assert(
      fc.property(
        marked,
        fc.integer({ min: 8, max: 200 }),
        fc.integer({ min: 8, max: 200 }),
        (content, limit, first) => {
          const pages = splitPages(content, limit, first)
          expect(pages.map((page) => page.text).join('')).toBe(content.text)
          for (const [at, page] of pages.entries())
            expect(page.text.length).toBeLessThanOrEqual(at === 0 ? first : limit)
          for (const page of pages.slice(0, -1)) expect(page.text).not.toBe('')
        },
      ),
    )
  })

  test('end between graphemes, unless one alone is longer than a page', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 80, max: 200 }), (body, limit) => {
        const borders = new Set([...new Intl.Segmenter().segment(body)].map(({ index }) => index))
        const longest = Math.max(
          0,
          ...[...new Intl.Segmenter().segment(body)].map(({ segment }) => segment.length),
        )
        fc.pre(longest <= limit)
        let at = 0
        for (const page of splitPages({ text: body, entities: [] }, limit).slice(0, -1)) {
          at += page.text.length
          expect(borders.has(at)).toBe(true)
        }
      }),
    )
  })

  test('keep every mark over the same characters', () => {
    fc.assert(
      fc.property(marked, fc.integer({ min: 8, max: 60 }), (content, limit) => {
        const pages = splitPages(content, limit)
        for (const page of pages) {
          for (const { offset, length } of page.entities) {
            expect(offset).toBeGreaterThanOrEqual(0)
            expect(length).toBeGreaterThan(0)
            expect(offset + length).toBeLessThanOrEqual(page.text.length)
          }
        }
        expect(coverage(rich(...pages))).toEqual(coverage(content))
      }),
    )
  })

  test('never cut a surrogate pair, even inside an endless grapheme', () => {
    const endless = `a${'\u{1F3FB}\u{E0020}'.repeat(100)}`
    for (const page of splitPages({ text: endless, entities: [] }, 7))
      expect(page.text).not.toMatch(loneSurrogate)
  })

  test('end after a line or a word where one ends nearby', () => {
    const pages = splitPages({ text: 'one two\nthree four five', entities: [] }, 12)
    expect(pages.map((page) => page.text)).toEqual(['one two\n', 'three four ', 'five'])
  })
})

test('a clipped line fits, and says that it was clipped', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 50 }), (body, limit) => {
      const clipped = clip(body, limit)
      expect(clipped.length).toBeLessThanOrEqual(limit)
      if (body.length > limit) expect(clipped.endsWith('…')).toBe(true)
      else expect(clipped).toBe(body)
    }),
  )
})

function whole(body: string, at: number): boolean {
  return !(
    at > 0 &&
    at < body.length &&
    /[\uDC00-\uDFFF]/.test(body.charAt(at)) &&
    /[\uD800-\uDBFF]/.test(body.charAt(at - 1))
  )
}

/** Which characters each kind of mark covers. */
function coverage({ entities }: { readonly entities: readonly MessageEntity[] }): Record<string, number[]> {
  const covered: Record<string, Set<number>> = {}
  for (const { type, offset, length } of entities) {
    for (let at = offset; at < offset + length; at++) (covered[type] ??= new Set()).add(at)
  }
  return Object.fromEntries(
    Object.entries(covered).map(([type, places]) => [type, [...places].toSorted((a, b) => a - b)]),
  )
}
