import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createContentCheck } from '../../core/files/check-content.ts'
import { cleanFileName } from '../../core/files/file-name.ts'
import { acceptedFiles, fitsName, kindOf, withExtension } from '../../core/files/file-rules.ts'
import { jpeg, pdf, png } from '../_support/files.ts'

/** What a file turns out to be when it comes in pieces of so many bytes. */
function check(bytes: Uint8Array, pieces = bytes.length || 1, name = '', accepted = acceptedFiles([])) {
  const content = createContentCheck(name, accepted)
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

/** What terminals write (BEL, BS, ESC) is text. */
const CONTROL = /[\u0000-\u0006\u000B\u000E-\u001A\u001C-\u001F\u007F-\u0084\u0086-\u009F]/

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
    const bad = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x00], [0x1a]]
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
    [jpeg().subarray(0, -2), 'image/jpeg', { width: 640, height: 480 }],
    [Buffer.concat([Buffer.alloc(1_019), pdf()]), 'application/pdf', null],
    [Buffer.concat([Buffer.from('From: a@b.c\r\n\r\n'), pdf()]), 'application/pdf', null],
    [Buffer.from('%PDF'), 'text/plain', null],
  ])('signature %#', (bytes, type, dimensions) => {
    for (const pieces of [1, 7, 64 * 1024]) expect(check(bytes, pieces)).toEqual({ type, dimensions })
  })

  test.each([
    ['PNG', png(30, 20)],
    // From its frame header on: many have no end mark, so one that breaks off later can't be told.
    ['JPEG', jpeg(640, 480), 12],
    ['JPEG with a preview', withPreview(jpeg(640, 480), jpeg(64, 48)), 12],
  ])('a %s is taken whole only, wherever it breaks off', (_, bytes, late = 0) => {
    expect(check(bytes)).not.toBeNull()
    for (let length = 0; length < bytes.length - late; length++)
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

describe('text of all kinds', () => {
  const words = 'گزارش خطاي سرور، «پايان»'
  const windows1256 = Buffer.from(
    '90d2c7d1d420ced8c7ed20d3d1e6d1a120ab81c7edc7e4bb0d0a4572726f723a20373031',
    'hex',
  )

  test.each([
    ['UTF-16 LE', Buffer.from(`\uFEFF${words}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\uFEFF${words}`, 'utf16le').swap16()],
    ['Windows-1256', windows1256],
    ['with colours', Buffer.from('\u001b[31;1mخطا\u001b[0m \u001b]0;title\u0007\u001b(B ok\b')],
  ])('%s is taken, wherever it is cut', (_, bytes) => {
    for (const pieces of [1, 3, bytes.length])
      expect(check(bytes, pieces, 'a.log')).toEqual({ type: 'text/plain', dimensions: null })
  })

  test.each([
    ['UTF-16 without its last byte', Buffer.from('\uFEFFabc', 'utf16le').subarray(0, -1)],
    ['UTF-16 with half a character', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00])],
    ['UTF-16 with a control character', Buffer.from('\uFEFFa\u0000b', 'utf16le')],
    ['Windows-1256 with a control character', Buffer.concat([windows1256, Buffer.from([0])])],
    ['Windows-1252', Buffer.from('E9t\u00e9 \u00e0 la plage, no\u00ebl, \u00fcber', 'latin1')],
    ['UTF-8 that breaks off', Buffer.from(words).subarray(0, -1)],
    ['whatever bytes above ASCII', Buffer.from(Array.from({ length: 128 }, (_, at) => 128 + at))],
  ])('%s is not', (_, bytes) => {
    for (const pieces of [1, 5, bytes.length]) expect(check(bytes, pieces)).toBeNull()
  })

  test('hardly any other bytes pass for Windows-1256', () => {
    const bytes = fc.uint8Array({ minLength: 40, maxLength: 200, min: 0x80 })
    fc.assert(
      fc.property(bytes, (given) => {
        expect(check(given)).toBeNull()
      }),
    )
  })

  test.each([
    ['setup.exe', Buffer.from('MZ 1 %PDF-1.7')],
    ['setup.pdf', Buffer.from('MZ 1 %PDF-1.7\u0000')],
    ['a.pdf', Buffer.from('\u007fELF\u0000 %PDF-1.7')],
    ['a.pdf', Buffer.from('\r\n<html>%PDF-1.7</html>\u0000')],
    ['a.html', Buffer.from('<html>%PDF-1.7</html>')],
    ['a.pdf', Buffer.concat([Buffer.alloc(1_020), pdf()])],
  ])('a mark of PDF makes none of %s (%#)', (name, bytes) => {
    for (const pieces of [1, bytes.length]) expect(check(bytes, pieces, name)).toBeNull()
  })

  test('a log that mentions a PDF stays a log', () => {
    expect(check(Buffer.from('GET /a.pdf: %PDF-1.7'), 5, 'a.log')?.type).toBe('text/plain')
  })
})

describe('what an operator may allow', () => {
  /** An archive of entries without content, as far as their names. */
  const archive = (...names: string[]) =>
    Buffer.concat([
      ...names.map((name) => {
        const header = Buffer.alloc(30)
        header.write('PK\u0003\u0004')
        header.writeUInt16LE(name.length, 26)
        return Buffer.concat([header, Buffer.from(name)])
      }),
      Buffer.from('PK\u0005\u0006'),
    ])
  const office = (...names: string[]) => archive('[Content_Types].xml', '_rels/.rels', ...names)
  const samples = [
    ['zip', archive('a.txt'), 'application/zip'],
    ['gz', Buffer.from('1f8b0800', 'hex'), 'application/gzip'],
    ['docx', office('word/document.xml'), 'wordprocessingml.document'],
    ['xlsx', office('xl/workbook.xml'), 'spreadsheetml.sheet'],
    ['pptx', office('ppt/presentation.xml'), 'presentationml.presentation'],
    ['mp4', Buffer.from('\u0000\u0000\u0000\u0020ftypisom'), 'video/mp4'],
    ['heic', Buffer.from('\u0000\u0000\u0000\u0020ftypheic'), 'image/heic'],
  ] as const

  test.each(samples)('%s, and nothing else', (extension, bytes, type) => {
    for (const pieces of [1, 7, bytes.length]) {
      expect(check(bytes, pieces, `a.${extension}`)).toBeNull()
      expect(check(bytes, pieces, `a.${extension}`, acceptedFiles([extension]))?.type).toContain(type)
      for (const [other, content] of samples)
        if (other !== extension)
          expect(check(content, pieces, `a.${extension}`, acceptedFiles([extension]))).toBeNull()
    }
  })

  test('an archive of documents is an archive', () => {
    const bytes = archive('reports/a.docx', '[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')
    for (const pieces of [1, 7, bytes.length])
      expect(check(bytes, pieces, 'a.zip', acceptedFiles(['zip']))?.type).toBe('application/zip')
  })

  test.each([
    ['app.apk', archive('classes.dex')],
    ['a.zip', archive('a.txt').subarray(0, -4)],
    ['a.docx', office('word/document.xml', 'word/vbaProject.bin')],
    ['a.docm', office('word/document.xml', 'word/vbaProject.bin')],
    ['a.zip', office('word/document.xml', 'word/vbaProject.bin')],
  ])('%s is refused where archives and documents are allowed', (name, bytes) => {
    for (const pieces of [1, bytes.length])
      expect(check(bytes, pieces, name, acceptedFiles(['zip', 'docx']))).toBeNull()
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
    ['a.log', true],
    ['a.CSV', true],
    ['v2.json', true],
    ['a.html', false],
    ['a.svg', false],
    ['a.js', false],
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
    ['a.log', 'text/plain', 'a.log'],
    ['a.tgz', 'application/gzip', 'a.tgz'],
  ] as const)('%s as %s is %s', (name, type, extended) => {
    expect(withExtension(name, type)).toBe(extended)
  })
})
