import { cleanText, trimEndOf } from '../foundation/text.ts'

/** Bytes of a name that common file systems take. */
const NAME_MAX_BYTES = 255
/** What follows the last dot is an extension if it is no longer than this, with the dot. */
const EXTENSION_MAX = 10

const CONTROLS = /[\p{Cc}\uFFFD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu
const encoder = new TextEncoder()

/**
 * A file's name as it may be shown, stored and downloaded: no path, no control or bidi characters, at most 255 bytes
 * with its extension kept. Empty where nothing is left.
 */
export function cleanFileName(name: string, maxBytes = NAME_MAX_BYTES): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const visible = cleanText(last)
    .replace(CONTROLS, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
  return shorten(trimEndOf(visible, '. '), maxBytes)
}

function shorten(name: string, maxBytes: number): string {
  if (bytesIn(name) <= maxBytes) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= EXTENSION_MAX ? name.slice(dot) : ''
  let bytesLeft = maxBytes - bytesIn(extension)
  let stem = ''
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - extension.length))) {
    bytesLeft -= bytesIn(segment)
    if (bytesLeft < 0) break
    stem += segment
  }
  return stem.trimEnd() + extension
}

function bytesIn(text: string): number {
  return encoder.encode(text).length
}
