import type { BodyCheck } from './body-check.ts'
import { type FileType, OFFICE } from './file-rules.ts'

/** A check of a ZIP that tells what is in it by the names of its entries, which are never compressed. */
export interface ZipCheck extends BodyCheck {
  /** An archive, or an office document. */
  type(): FileType
}

/** The record that ends an archive, and the names that tell office documents from others (ECMA-376, part 2). */
const END = 'PK\u0005\u0006'
const CONTENTS = '[Content_Types].xml'
const MACROS = 'vbaProject.bin'
const PARTS = [
  ['word/', `${OFFICE}.wordprocessingml.document`],
  ['xl/', `${OFFICE}.spreadsheetml.sheet`],
  ['ppt/', `${OFFICE}.presentationml.presentation`],
] as const satisfies readonly (readonly [string, FileType])[]

const NAMES = [END, CONTENTS, MACROS, ...PARTS.map(([folder]) => folder)]
const OVERLAP = Math.max(...NAMES.map((name) => name.length)) - 1

/** Where the name of the first entry stands, and its length (APPNOTE 4.3.7). */
const NAME_AT = 30
const NAME_LENGTH_AT = 26
/** What office documents begin with; an archive that holds one begins with something else. */
const OFFICE_FIRST = /^(?:\[Content_Types\]\.xml$|(?:_rels|docProps|customXml|word|xl|ppt)\/)/

/** An office document that holds macros is a program: it is no archive either. */
export function createZipCheck(head: Uint8Array): ZipCheck {
  const nameEnd = NAME_AT + (head[NAME_LENGTH_AT] ?? 0)
  const isOffice = OFFICE_FIRST.test(latin1(head.subarray(NAME_AT, nameEnd)))
  const seen = new Set<string>()
  let before = ''
  return {
    push(chunk) {
      const text = before + latin1(chunk)
      for (const name of NAMES) if (!seen.has(name) && text.includes(name)) seen.add(name)
      before = text.slice(-OVERLAP)
      return !(isOffice && seen.has(MACROS))
    },
    isWhole: () => seen.has(END),
    type() {
      const [, office] = (isOffice && seen.has(CONTENTS) && PARTS.find(([folder]) => seen.has(folder))) || []
      return office ?? 'application/zip'
    },
  }
}

/** One character a byte. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}
