import type { FileType } from './file-rules.ts'

/** Follows the bytes of a file, of which it keeps almost none, to tell a whole one from one that breaks off. */
export interface FileEnd {
  push(chunk: Uint8Array): void
  /** `after` is where a picture's metadata, which may hold a picture of its own, is over. */
  isWhole(after: number): boolean
}

/** Follows a picture; of other types, every beginning counts as whole. */
export function createFileEnd(type: FileType): FileEnd {
  switch (type) {
    case 'image/png':
      return createPngEnd()
    case 'image/jpeg':
      return createJpegEnd()
    case 'application/pdf':
    case 'text/plain':
      return { push: () => {}, isWhole: () => true }
  }
}

/** The signature, and what stands before and after each chunk's content: length and type, checksum. */
const SIGNATURE_BYTES = 8
const CHUNK_HEAD_BYTES = 8
const CHECKSUM_BYTES = 4
const IDAT = 0x49444154
const IEND = 0x49454e44

/** A PNG's chunks go by way of IDAT to IEND (PNG, third edition, section 5); what follows that does not matter. */
function createPngEnd(): FileEnd {
  const head = new DataView(new ArrayBuffer(CHUNK_HEAD_BYTES))
  let read = 0
  let skip = SIGNATURE_BYTES
  let hasPixels = false
  let hasEnd = false

  return {
    push(chunk) {
      let at = 0
      while (at < chunk.length && !(hasEnd && skip === 0)) {
        const passed = Math.min(skip, chunk.length - at)
        skip -= passed
        at += passed
        if (skip > 0 || at === chunk.length) return
        head.setUint8(read++, chunk[at++] ?? 0)
        if (read === CHUNK_HEAD_BYTES) enter(head.getUint32(0), head.getUint32(4))
      }
    },
    isWhole: () => hasPixels && hasEnd && skip === 0,
  }

  function enter(length: number, type: number): void {
    if (type === IDAT) hasPixels = true
    if (type === IEND) hasEnd = true
    skip = length + CHECKSUM_BYTES
    read = 0
  }
}

/** A JPEG has an end of image after its frame header (ITU-T T.81, B.1.1.3); cameras write more behind it. */
function createJpegEnd(): FileEnd {
  let passed = 0
  let last = 0
  let endAt = -1

  return {
    push(chunk) {
      if (last === 0xff && chunk[0] === 0xd9) endAt = passed - 1
      for (let at = chunk.indexOf(0xd9, 1); at !== -1; at = chunk.indexOf(0xd9, at + 1))
        if (chunk[at - 1] === 0xff) endAt = passed + at - 1
      passed += chunk.length
      last = chunk.at(-1) ?? last
    },
    isWhole: (after) => endAt >= after,
  }
}
