import { extensionOf, type FileType } from './file-rules.ts'

/** So many bytes from the beginning decide what a file may be (a PDF's mark may stand anywhere in them). */
export const SIGNATURE_BYTES = 1024

/** PNG's signature, then the length and type of the IHDR chunk, which always comes first. */
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const SIGNATURES: readonly (readonly [FileType, readonly number[]])[] = [
  ['image/png', PNG],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['application/pdf', codesOf('%PDF-')],
  ['application/zip', codesOf('PK\u0003\u0004')],
  ['application/gzip', [0x1f, 0x8b, 0x08]],
]

/** What programs and pages begin with; a PDF's mark further on makes no PDF of them. */
const NO_PDF =
  /^(?:MZ|\u007FELF|PK|#!|\u00CA\u00FE\u00BA\u00BE|\u00FE\u00ED\u00FA[\u00CE\u00CF]|[\u00CE\u00CF]\u00FA\u00ED\u00FE|(?:\u00EF\u00BB\u00BF)?\s*<)/

/** The brands that the `ftyp` box of an MP4 and of a HEIC picture names (ISO 14496-12, 23008-12). */
const MP4 = /^(?:iso[2-9m]|mp4[12]|avc1|M4V |MSNV|dash|mmp4)/
const HEIC = /^(?:hei[cxms]|hev[cxms]|mif1|msf1)/

/** What a file's first bytes say it is; text where they say nothing. */
export function typeOf(head: Uint8Array, name: string): FileType {
  const [found] = SIGNATURES.find(([, signature]) => startsWith(head, signature)) ?? []
  if (found) return found
  const first = String.fromCharCode(...head.subarray(0, SIGNATURE_BYTES))
  if (first.slice(4, 8) === 'ftyp') {
    const brand = first.slice(8, 12)
    if (HEIC.test(brand)) return 'image/heic'
    if (MP4.test(brand)) return 'video/mp4'
  }
  return isLatePdf(first, name) ? 'application/pdf' : 'text/plain'
}

/** Mail programs and old computers put something in front. A log that mentions the mark is called otherwise. */
function isLatePdf(first: string, name: string): boolean {
  return ['pdf', ''].includes(extensionOf(name)) && first.includes('%PDF-') && !NO_PDF.test(first)
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

function codesOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
}
