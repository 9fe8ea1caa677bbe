import type { Attachment } from '../../../core/files/attachment.ts'
import type { Message } from '../../../core/tickets/message.ts'
import type { HistoryEntry, Ticket } from '../../../core/tickets/ticket.ts'

/** A line of the conversation as it is shown. */
export type Line =
  | { readonly kind: 'day'; readonly at: Date }
  | { readonly kind: 'event'; readonly entry: HistoryEntry }
  | { readonly kind: 'message'; readonly said: Said; readonly follows: boolean }

/** A message, or the description, which is the first thing said in a ticket. */
export type Said = Pick<Message, 'author' | 'text' | 'attachments' | 'createdAt' | 'editedAt'> & {
  /** Null for the description, which has no delivery of its own. */
  readonly message: Pick<Message, 'id' | 'delivery'> | null
}

/** A stretch of a conversation. */
export interface Stretch {
  readonly messages: readonly Message[]
  /** Whether nothing was said before or after it. */
  readonly first: boolean
  readonly last: boolean
}

/** A message of the same person within this is the same breath. */
const BREATH_MS = 5 * 60_000

/** Description, messages and changes of status in the order of time, with a line before each new day. */
export function createTimeline(
  {
    ticket,
    files,
    history,
  }: { ticket: Ticket; files: readonly Attachment[]; history: readonly HistoryEntry[] },
  { messages, first, last }: Stretch,
  dayOf: (at: Date) => string,
): Line[] {
  const from = first ? null : messages[0]?.createdAt
  const to = last ? null : messages.at(-1)?.createdAt
  const events = history.filter(
    ({ at, cause }) => cause !== 'created' && !(from && at < from) && !(to && at > to),
  )
  const said: Said[] = messages.map(({ id, delivery, ...message }) => ({
    ...message,
    message: { id, delivery },
  }))
  if (first) said.unshift(description(ticket, files))

  const lines: Line[] = []
  let day = ''
  let before: Said | null = null
  for (const each of inOrder(said, events)) {
    const at = 'cause' in each ? each.at : each.createdAt
    if (dayOf(at) !== day) {
      day = dayOf(at)
      lines.push({ kind: 'day', at })
      before = null
    }
    if ('cause' in each) lines.push({ kind: 'event', entry: each })
    else lines.push({ kind: 'message', said: each, follows: isSameBreath(before, each) })
    before = 'cause' in each ? null : each
  }
  return lines
}

/** A message and the change it causes have the same instant: the message is first. */
function inOrder(said: readonly Said[], events: readonly HistoryEntry[]): (Said | HistoryEntry)[] {
  const instant = (each: Said | HistoryEntry) => ('cause' in each ? each.at : each.createdAt).getTime()
  return [...said, ...events].toSorted((a, b) => instant(a) - instant(b))
}

function description(ticket: Ticket, attachments: readonly Attachment[]): Said {
  const { creator: author, description: text, createdAt } = ticket
  return { author, text, attachments, createdAt, editedAt: null, message: null }
}

function isSameBreath(before: Said | null, { author, createdAt }: Said): boolean {
  return (
    before !== null &&
    before.author.side === author.side &&
    before.author.name === author.name &&
    createdAt.getTime() - before.createdAt.getTime() < BREATH_MS
  )
}
