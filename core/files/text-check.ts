import type { BodyCheck } from './body-check.ts'

/** Characters that text does not have: C0 but for tab, line ends and what terminals write (BEL, BS, ESC), DEL. */
const CONTROLS = /[\u0000-\u0006\u000B\u000E-\u001A\u001C-\u001F\u007F]/
/** C1 but for NEL. */
const MORE_CONTROLS = /[\u0080-\u0084\u0086-\u009F]/

/** A check of plain text: UTF-8, UTF-16 with a byte order mark, or Windows-1256, as old Persian programs write it. */
export function createTextCheck(head: Uint8Array): BodyCheck {
  if (head[0] === 0xff && head[1] === 0xfe) return createDecoded('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return createDecoded('utf-16be')
  const utf8 = createDecoded('utf-8')
  const legacy = createLegacy()
  let isUtf8 = true
  return {
    push(chunk) {
      isUtf8 &&= utf8.push(chunk)
      return legacy.push(chunk)
    },
    isWhole: () => (isUtf8 ? utf8.isWhole() : legacy.isWhole()),
  }
}

/** Text of one encoding without control characters, also where a chunk ends within a character. */
function createDecoded(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): BodyCheck {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let hasControls = false
  return {
    push(chunk) {
      const text = decoded(chunk)
      hasControls ||= text !== null && (CONTROLS.test(text) || MORE_CONTROLS.test(text))
      return text !== null
    },
    isWhole: () => decoded(null) !== null && !hasControls,
  }

  /** Null marks the end of the text. */
  function decoded(chunk: Uint8Array | null): string | null {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      return null
    }
  }
}

/** What a byte of Windows-1256 is. Quotation marks, dashes and the like go with any script. */
const [ASCII, CONTROL, NEUTRAL, ARABIC, ALIEN] = [0, 1, 2, 3, 4]
const SCRIPT = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = new TextDecoder('windows-1256').decode(Uint8Array.of(byte))
  if (byte < 0x80) return CONTROLS.test(character) ? CONTROL : ASCII
  if (/[\u0600-\u06FF\u200C\u200D]/.test(character)) return ARABIC
  return /[\u0085\u00A0\u00AB\u00BB\u2013\u2014\u2018-\u201D\u2022\u2026]/.test(character) ? NEUTRAL : ALIEN
})
/** With a smaller share it would be another encoding, or no text at all. */
const ARABIC_SHARE = 0.9

/**
 * Any bytes are Windows-1256, so they have to look like Persian or Arabic: words of that script, and hardly anything
 * else above ASCII.
 */
function createLegacy(): BodyCheck {
  const count = new Uint32Array(5)
  let last = ASCII
  let hasWord = false
  return {
    push(chunk) {
      for (const byte of chunk) {
        const script = SCRIPT[byte] ?? CONTROL
        if (script === CONTROL) return false
        count[script] = (count[script] ?? 0) + 1
        hasWord ||= script === ARABIC && last === ARABIC
        last = script
      }
      return true
    },
    isWhole() {
      const [, , , arabic = 0, alien = 0] = count
      return hasWord && arabic >= (arabic + alien) * ARABIC_SHARE
    },
  }
}
