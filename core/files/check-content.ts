import type { BodyCheck } from './body-check.ts'
import {
  type AcceptedFiles,
  acceptedFiles,
  type Dimensions,
  type FileContent,
  type FileType,
  fitsName,
} from './file-rules.ts'
import { jpegSize, pngSize } from './image-size.ts'
import { createPngCheck } from './png-check.ts'
import { SIGNATURE_BYTES, typeOf } from './signatures.ts'
import { createTextCheck } from './text-check.ts'
import { createZipCheck } from './zip-check.ts'

/** Finds out what type a file is from its bytes, while they pass. */
export interface ContentCheck {
  /** Takes the next bytes. Returns false as soon as they can't be of any accepted type. */
  push(chunk: Uint8Array): boolean
  /**
   * Returns the type of the whole file; null for one that isn't accepted, or not under this name, and for a PNG that
   * breaks off or a picture without a size.
   */
  end(): FileContent | null
}

type TypedCheck = BodyCheck & { readonly type: () => FileType }

/** How many bytes of a picture are searched for its size. The usual metadata in front of it is smaller. */
const HEAD_MAX = 256 * 1024
const BASIC = acceptedFiles([])

/** Builds a check for one file, of which only the beginning is kept. */
export function createContentCheck(name = '', accepted: AcceptedFiles = BASIC): ContentCheck {
  const head = createHead()
  let body: TypedCheck | null = null
  let fits = true

  return {
    push(chunk) {
      if (!fits) return false
      if (body === null) begin(chunk)
      else {
        if (body.type().startsWith('image/')) head.add(chunk)
        fits = body.push(chunk)
      }
      return fits
    },
    end() {
      const known = body ?? decide(head.bytes())
      const type = known.type()
      const content: FileContent = { type, dimensions: dimensionsOf(type) }
      fits &&= known.isWhole() && accepted.types.has(type)
      return fits && hasSize(content) && fitsName(content, name) ? content : null
    },
  }

  function begin(chunk: Uint8Array): void {
    const before = head.bytes().slice()
    head.add(chunk)
    if (head.bytes().length < SIGNATURE_BYTES) return
    const known = decide(before)
    fits &&= known.push(chunk)
  }

  /** Sets what the type needs, and checks the bytes that came before it was known. */
  function decide(unread: Uint8Array): TypedCheck {
    const known = bodyOf(typeOf(head.bytes(), name), head.bytes())
    fits = known.push(unread)
    body = known
    return known
  }

  /** A JPEG says its size after its metadata, which may be longer than what is kept. */
  function hasSize({ type, dimensions }: FileContent): boolean {
    if (dimensions) return dimensions.width > 0 && dimensions.height > 0
    return type !== 'image/jpeg' || head.bytes().length === HEAD_MAX
  }

  function dimensionsOf(type: FileType): Dimensions | null {
    if (type === 'image/png') return pngSize(head.bytes())
    return type === 'image/jpeg' ? jpegSize(head.bytes()) : null
  }
}

/**
 * The check for a type. Cameras and printers leave a JPEG's end mark out, so that one that breaks off can't be told;
 * of the rest too, the signature says enough.
 */
function bodyOf(type: FileType, head: Uint8Array): TypedCheck {
  switch (type) {
    case 'image/png':
      return { ...createPngCheck(), type: () => type }
    case 'text/plain':
      return { ...createTextCheck(head), type: () => type }
    case 'application/zip':
      return createZipCheck(head)
    default:
      return { push: () => true, isWhole: () => true, type: () => type }
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
