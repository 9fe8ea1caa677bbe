const CONTROLS =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
const VISIBLE = /[^\s\p{C}\u115F\u1160\u3164\uFFA0]/u

/** Makes a text storable (PostgreSQL takes no U+0000, UTF-8 no lone surrogate); offsets stay where they were. */
export function cleanText(text: string): string {
  return text.replace(CONTROLS, '\uFFFD')
}

/** One line without bidi controls, for names and titles that stand inside other sentences. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(BIDI_CONTROLS, '').replace(/\s+/g, ' ').trim()
}

/** A text without the marks it ends with. A pattern would look through a run of them again from each of its marks. */
export function trimEndOf(text: string, marks: string): string {
  let end = text.length
  while (end > 0 && marks.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** Whether a reader would see anything at all. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}

/** Persian (U+06F0…) and Arabic (U+0660…) digits as ASCII ones. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}
