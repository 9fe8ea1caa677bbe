import type { FC } from 'hono/jsx'
import { trimEndOf } from '../../../core/foundation/text.ts'

const ADDRESS = /https?:\/\/[^\s<>"'`«»\p{Cf}]+/giu
const TRAILING = '.,;:!?\u060C\u061B\u061F)]}'
/** Browsers open no longer ones; reading a host can cost more than its length. */
const ADDRESS_MAX = 2_048

interface Piece {
  readonly text: string
  readonly href?: string
}

/** A text that somebody wrote, with its line breaks. Only http and https addresses become links. */
export const Prose: FC<{ text: string }> = ({ text }) => (
  <div class="prose" dir="auto">
    {splitLinks(text).map(({ text: shown, href }) =>
      href === undefined ? (
        shown
      ) : (
        <a href={href} rel="noopener noreferrer nofollow" target="_blank" dir="ltr">
          {shown}
        </a>
      ),
    )}
  </div>
)

/** Splits a text so that each web address is a piece with `href`. Joined, the pieces are the text again. */
export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const shown = trimEnd(match[0])
    const href = webAddress(shown)
    if (href === null) continue
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    pieces.push({ text: shown, href })
    at = match.index + shown.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

/** Cuts off the sentence's punctuation; a closing bracket stays if the address has an opening one. */
function trimEnd(address: string): string {
  const trimmed = trimEndOf(address, TRAILING)
  return trimmed.includes('(') && address.startsWith(`${trimmed})`) ? `${trimmed})` : trimmed
}

function webAddress(text: string): string | null {
  if (text.length > ADDRESS_MAX || !URL.canParse(text)) return null
  const { protocol, href } = new URL(text)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}
