import type { FC, PropsWithChildren } from 'hono/jsx'
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

interface WhenProps {
  readonly at: Date
  readonly text: string
  readonly class?: string
  /** What shows where the pointer rests. */
  readonly exact?: string
  /** Scripts say how long ago it was, within a day. */
  readonly ago?: boolean
}

/** An instant: text for people, ISO 8601 for programs. */
export const When: FC<PropsWithChildren<WhenProps>> = ({ at, text, class: name, exact, ago, children }) => (
  <time datetime={at.toISOString()} class={name} title={exact} data-ago={ago}>
    {text}
    {children}
  </time>
)

const graphemes = new Intl.Segmenter()

/** The first letter of a name. */
export const Avatar: FC<{ name: string }> = ({ name }) => {
  const word = name.split(/\s+/).find((each) => /[\p{L}\p{N}]/u.test(each))
  return (
    <span class="avatar" aria-hidden="true">
      {(word && graphemes.segment(word).containing(0)?.segment) || '·'}
    </span>
  )
}
