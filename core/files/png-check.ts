import type { BodyCheck } from './body-check.ts'

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
export function createPngCheck(): BodyCheck {
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
        if (skip > 0 || at === chunk.length) return true
        head.setUint8(read++, chunk[at++] ?? 0)
        if (read === CHUNK_HEAD_BYTES) enter(head.getUint32(0), head.getUint32(4))
      }
      return true
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
