import type { FC } from 'hono/jsx'
import { formatReference, type Priority, type Status } from '../../../core/tickets/ticket.ts'
import type { View } from '../view/view.ts'
import { Icon } from './icons.tsx'

/** A ticket's status. */
export const StatusChip: FC<{ view: View; status: Status }> = ({ view, status }) => (
  <span class={`chip chip-${status}`}>{view.t(`ticket-status-${status}`)}</span>
)

/** A priority's icon and word. With `brief` the word is hidden from the eye, but read out by screen readers. */
export const PriorityMark: FC<{ view: View; priority: Priority; brief?: boolean }> = ({
  view,
  priority,
  brief,
}) => {
  const word = view.t(`ticket-priority-${priority}`)
  return (
    <span class={`priority priority-${priority}`} title={brief ? word : undefined}>
      <Icon name={priority} />
      <span class={brief ? 'unseen' : undefined}>{word}</span>
    </span>
  )
}

/** A reference such as `KT-12`, which reads from left to right in Persian lines, too. */
export const Ref: FC<{ number: number }> = ({ number }) => (
  <bdi dir="ltr" class="ref">
    {formatReference(number)}
  </bdi>
)

/** An instant: text for people, ISO 8601 for programs. */
export const When: FC<{ at: Date; text: string; class?: string }> = ({ at, text, class: name }) => (
  <time datetime={at.toISOString()} class={name}>
    {text}
  </time>
)

const graphemes = new Intl.Segmenter()

/** The first letters of a name's first and last word. U+200C keeps Persian letters from joining. */
export const Avatar: FC<{ name: string }> = ({ name }) => {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = [words[0], words.length > 1 ? words.at(-1) : undefined]
  const letters = first.map((word) => (word ? graphemes.segment(word).containing(0)?.segment : ''))
  return (
    <span class="avatar" aria-hidden="true">
      {letters.filter(Boolean).join('\u200C') || '·'}
    </span>
  )
}
