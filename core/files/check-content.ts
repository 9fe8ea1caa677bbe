import { createFileEnd, type FileEnd } from './file-end.ts'
import type { Dimensions, FileContent, FileType } from './file-rules.ts'
import { jpegFrameAt, jpegSize, pngSize } from './image-size.ts'

/** Finds out what type a file is from its bytes, while they pass. */
export interface ContentCheck {
  /** Takes the next bytes. Returns false as soon as they can't be of any accepted type. */
  push(chunk: Uint8Array): boolean
  /**
   * Returns the type of the whole file; null for one that isn't accepted, and for a truncated picture or one without
   * a size.
   */
  end(): FileContent | null
}

/** PNG's signature, then the length and type of the IHDR chunk, which always comes first. */
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const JPEG = [0xff, 0xd8, 0xff]
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d]
const SIGNATURE_MAX = PNG.length

/** How many bytes of a picture are searched for its size. The usual metadata in front of it is smaller. */
const HEAD_MAX = 256 * 1024

/** Characters that text does not have: C0 but for tab and line ends, DEL, C1 but for NEL. */
const CONTROLS = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u0084\u0086-\u009F]/

/**
 * Builds a check for one file. Text must be valid UTF-8 without control characters, also where a chunk ends within a
 * character.
 */
export function createContentCheck(): ContentCheck {
  const head = createHead()
  let type: FileType | null = null
  let rest: FileEnd | null = null
  let fits = true
  const decoder = new TextDecoder('utf-8', { fatal: true })

  return {
    push(chunk) {
      if (!fits) return false
      if (type === null) begin(chunk)
      else if (type === 'text/plain') fits = isText(chunk)
      else {
        if (type !== 'application/pdf') head.add(chunk)
        rest?.push(chunk)
      }
      return fits
    },
    end() {
      if (type === null) {
        type = decide(head.bytes())
        rest?.push(head.bytes())
      }
      const dimensions = dimensionsOf(type)
      if (type === 'text/plain') fits &&= isText(null)
      else fits &&= isWhole(dimensions)
      return fits ? { type, dimensions } : null
    },
  }

  function begin(chunk: Uint8Array): void {
    const before = head.bytes().slice()
    head.add(chunk)
    if (head.bytes().length < SIGNATURE_MAX) return
    type = decide(before)
    if (type === 'text/plain') fits &&= isText(chunk)
    rest?.push(before)
    rest?.push(chunk)
  }

  /** Sets what the type needs. For text, the bytes that came before the type was known are checked now. */
  function decide(unread: Uint8Array): FileType {
    const found = typeOf(head.bytes())
    if (found === 'text/plain') fits = isText(unread)
    else rest = createFileEnd(found)
    return found
  }

  /** Null marks the end of the text. */
  function isText(chunk: Uint8Array | null): boolean {
    try {
      return !CONTROLS.test(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode())
    } catch {
      return false
    }
  }

  function isWhole(dimensions: Dimensions | null): boolean {
    const hasSize = dimensions === null || (dimensions.width > 0 && dimensions.height > 0)
    return hasSize && rest?.isWhole(metadataEnd()) === true
  }

  /** The end of a JPEG's metadata; where the kept bytes have no frame header, it comes after them, if at all. */
  function metadataEnd(): number {
    return type === 'image/jpeg' ? (jpegFrameAt(head.bytes()) ?? HEAD_MAX) : 0
  }

  function dimensionsOf(found: FileType): Dimensions | null {
    if (found === 'image/png') return pngSize(head.bytes())
    return found === 'image/jpeg' ? jpegSize(head.bytes()) : null
  }
}

/** Collects the first bytes of a file, at most `HEAD_MAX`, however small its chunks are. */
function createHead() {
  let buffer = new Uint8Array(4 * 1024)
  let length = 0
  return {
    bytes: () => buffer.subarray(0, length),
    add(chunk: Uint8Array): void {
      const part = chunk.subarray(0, HEAD_MAX - length)
      if (length + part.length > buffer.length) {
        const larger = new Uint8Array(Math.max(buffer.length * 2, length + part.length))
        larger.set(buffer)
        buffer = larger
      }
      buffer.set(part, length)
      length += part.length
    },
  }
}

function typeOf(head: Uint8Array): FileType {
  if (startsWith(head, PNG)) return 'image/png'
  if (startsWith(head, JPEG)) return 'image/jpeg'
  return startsWith(head, PDF) ? 'application/pdf' : 'text/plain'
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}
