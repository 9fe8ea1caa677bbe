import type { FileType } from './file-rules.ts'

/** Tells a whole file from a truncated one while its bytes pass, keeping almost none of them. */
export interface FileEnd {
  push(chunk: Uint8Array): void
  /**
   * `after` is the offset at which the metadata ends: a thumbnail in it has an end of its own, which does not count.
   */
  isWhole(after: number): boolean
}

/** Checks pictures only: a PDF or a text counts as whole wherever it ends. */
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

/** Lengths of the signature, of what precedes a chunk's content (length and type), and of the checksum after it. */
const SIGNATURE_BYTES = 8
const CHUNK_HEAD_BYTES = 8
const CHECKSUM_BYTES = 4
const IDAT = 0x49444154
const IEND = 0x49454e44

/**
 * A whole PNG has an IDAT chunk with pixels and ends with IEND (W3C, PNG third edition, 5.6). Bytes after it are
 * ignored.
 */
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

/**
 * A whole JPEG has an end-of-image marker after its frame header (ITU-T T.81, B.1.1.3). Cameras append more data to
 * it.
 */
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
