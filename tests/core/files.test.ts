import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createContentCheck } from '../../core/files/check-content.ts'
import { cleanFileName } from '../../core/files/file-name.ts'
import { fitsName, kindOf, withExtension } from '../../core/files/file-rules.ts'
import { jpeg, pdf, png } from '../_support/files.ts'

/** What a file turns out to be when it comes in pieces of so many bytes. */
function check(bytes: Uint8Array, pieces = bytes.length || 1) {
  const content = createContentCheck()
  for (let at = 0; at < bytes.length; at += pieces)
    if (!content.push(bytes.subarray(at, at + pieces))) return null
  return content.end()
}

/** A JPEG with another one in its metadata. */
function withPreview(picture: Buffer, preview: Buffer): Buffer {
  const marker = Buffer.from([0xff, 0xe1, 0, preview.length + 2])
  return Buffer.concat([picture.subarray(0, 2), marker, preview, picture.subarray(2)])
}

function change(bytes: Buffer, at: number, to: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[at] = to
  return changed
}

const CONTROL = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F]/

describe('content', () => {
  test('any text is text, wherever it is cut; with a control character it is none', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 9 }), (text, pieces) => {
        const found = check(Buffer.from(text), pieces)
        expect(found?.type ?? null).toBe(CONTROL.test(text) ? null : 'text/plain')
      }),
    )
  })

  test('bytes that are no UTF-8 are nothing, wherever they stand', () => {
    const bad = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x00], [0x1b, 0x5b]]
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 40 })
    fc.assert(
      fc.property(text, fc.constantFrom(...bad), text, fc.nat(5), (before, bytes, after, more) => {
        const all = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
        expect(check(all, more + 1)).toBeNull()
      }),
    )
  })

  test.each([
    [png(30, 20), 'image/png', { width: 30, height: 20 }],
    [jpeg(640, 480), 'image/jpeg', { width: 640, height: 480 }],
    [jpeg(640, 480, 60_000), 'image/jpeg', { width: 640, height: 480 }],
    [jpeg(640, 480, 60_000, 6), 'image/jpeg', null],
    [Buffer.concat([png(30, 20), Buffer.from('what a phone adds')]), 'image/png', { width: 30, height: 20 }],
    [Buffer.concat([jpeg(), Buffer.from('ffd8ff', 'hex')]), 'image/jpeg', { width: 640, height: 480 }],
    [pdf(), 'application/pdf', null],
    [Buffer.from('%PDF-'), 'application/pdf', null],
    [Buffer.from('%PDF'), 'text/plain', null],
  ])('signature %#', (bytes, type, dimensions) => {
    for (const pieces of [1, 7, 64 * 1024]) expect(check(bytes, pieces)).toEqual({ type, dimensions })
  })

  test.each([
    ['PNG', png(30, 20)],
    ['JPEG', jpeg(640, 480)],
    ['JPEG with a preview', withPreview(jpeg(640, 480), jpeg(64, 48))],
  ])('a %s is taken whole only, wherever it breaks off', (_, bytes) => {
    expect(check(bytes)).not.toBeNull()
    for (let length = 0; length < bytes.length; length++)
      for (const pieces of [1, 13, 64 * 1024])
        expect(check(bytes.subarray(0, length), pieces)?.type ?? 'text/plain').toBe('text/plain')
  })

  test.each([
    ['without width', png(0, 20)],
    ['without height', png(30, 0)],
    ['with a header of another length', change(png(), 11, 14)],
    ['with another chunk first', change(png(), 12, 0x4a)],
    ['without pixels', Buffer.concat([png().subarray(0, 33), png().subarray(-12)])],
    ['whose chunks lead astray', change(png(), 35, 0xff)],
  ])('a PNG %s is none', (_, bytes) => {
    expect(check(bytes)).toBeNull()
  })

  test('a picture is a photo where Telegram takes its size', () => {
    const kind = (width: number, height: number) =>
      kindOf({ type: 'image/png', dimensions: { width, height } })
    expect([kind(1, 1), kind(5_000, 5_000), kind(20, 1)]).toEqual(['photo', 'photo', 'photo'])
    expect([kind(5_001, 5_000), kind(21, 1), kind(0, 5)]).toEqual(['document', 'document', 'document'])
    expect(kindOf({ type: 'image/jpeg', dimensions: null })).toBe('document')
    expect(kindOf({ type: 'application/pdf', dimensions: null })).toBe('document')
  })
})

describe('names', () => {
  test('nothing that is left of a name can hurt', () => {
    const given = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom('..', '../..', 'a/../b', 'C:\\x\\..', '.\u202E.', 'con.'),
    )
    fc.assert(
      fc.property(given, (name) => {
        const clean = cleanFileName(name)
        expect(clean).not.toMatch(/[/\\\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]|^\.|\.$/u)
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255)
        expect(Buffer.from(clean).toString()).toBe(clean)
        expect(cleanFileName(clean)).toBe(clean)
      }),
    )
  })

  test.each([
    ['a.txt', true],
    ['A.TXT', true],
    ['a', true],
    ['v1.2 final', true],
    ['a.html', false],
    ['a.txt.html', false],
    ['a.png', false],
  ])('text may be called %s: %s', (name, fits) => {
    expect(fitsName({ type: 'text/plain', dimensions: null }, name)).toBe(fits)
  })

  test.each([
    ['a.png', 'image/png', 'a.png'],
    ['a.JPEG', 'image/jpeg', 'a.JPEG'],
    ['a', 'image/jpeg', 'a.jpg'],
    ['a.png', 'image/jpeg', 'a.png.jpg'],
    ['a.exe', 'application/pdf', 'a.exe.pdf'],
  ] as const)('%s as %s is %s', (name, type, extended) => {
    expect(withExtension(name, type)).toBe(extended)
  })
})
