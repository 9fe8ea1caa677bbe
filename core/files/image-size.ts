import type { Dimensions } from './file-rules.ts'

/** A PNG's size, which its first 24 bytes hold; null where there are fewer. */
export function pngSize(head: Uint8Array): Dimensions | null {
  if (head.length < 24) return null
  const view = viewOf(head)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** A JPEG's size, which its frame header holds; null where `head` does not reach it. */
export function jpegSize(head: Uint8Array): Dimensions | null {
  const at = jpegFrameAt(head)
  if (at === null) return null
  const view = viewOf(head)
  return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
}

/** The offset of a JPEG's frame header, which follows the metadata; null where `head` does not reach it. */
function jpegFrameAt(head: Uint8Array): number | null {
  const view = viewOf(head)
  let at = 2
  while (at + 9 <= head.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return at
    // Any number of 0xFF may fill the space before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

/** SOF0 to SOF15 without the three among them that are tables (ITU-T T.81, table B.1). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
