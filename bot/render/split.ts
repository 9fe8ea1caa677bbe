import type { RichText } from '../telegram/rich.ts'

/** Telegram's limits, in UTF-16 units. */
export const TEXT_MAX = 4096
export const CAPTION_MAX = 1024

/** A page ends after a line or a word when one ends this near to the limit. */
const LOOK_BACK = 400

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Cuts a text into pages of at most `limit` UTF-16 units. Joined, the pages are the text again. */
export function splitPages(content: RichText, limit = TEXT_MAX, firstLimit = limit): RichText[] {
  const pages: RichText[] = []
  let from = 0
  while (content.text.length - from > (from === 0 ? firstLimit : limit)) {
    const to = from + cutAt(content.text.slice(from), from === 0 ? firstLimit : limit)
    pages.push(slice(content, from, to))
    from = to
  }
  return [...pages, slice(content, from, content.text.length)]
}

/** A text cut to at most `limit` UTF-16 units, with an ellipsis where something is left out. */
export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, graphemeBorder(text, limit - 1))}…`
}

/** A part of a text with the formatting that falls into it. */
function slice({ text, entities }: RichText, from: number, to: number): RichText {
  const inside = entities.flatMap((entity) => {
    const start = Math.max(entity.offset, from)
    const end = Math.min(entity.offset + entity.length, to)
    return end > start ? [{ ...entity, offset: start - from, length: end - start }] : []
  })
  return { text: text.slice(from, to), entities: inside }
}

/** Where to end a page: after a line or a word if one ends near the limit, else between two graphemes. */
function cutAt(text: string, limit: number): number {
  const tail = text.slice(Math.max(1, limit - LOOK_BACK), limit)
  for (const space of ['\n', ' ']) {
    const found = tail.lastIndexOf(space)
    const at = limit - tail.length + found + 1
    if (found >= 0 && graphemeBorder(text, at) === at) return at
  }
  return graphemeBorder(text, limit)
}

/** The last border between graphemes up to `limit`; where one grapheme is longer than that, a border of code points. */
function graphemeBorder(text: string, limit: number): number {
  if (limit >= text.length) return text.length
  // What comes later moves no border before it, and taking it along would cost each page the whole rest.
  const border = graphemes.segment(text.slice(0, limit + 2)).containing(limit)?.index ?? limit
  if (border > 0) return border
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
