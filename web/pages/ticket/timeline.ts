import type { Attachment } from '../../../core/files/attachment.ts'
import type { Message } from '../../../core/tickets/message.ts'
import type { HistoryEntry, Ticket } from '../../../core/tickets/ticket.ts'

/** A line of the conversation on the page. */
export type Line =
  | { readonly kind: 'day'; readonly at: Date }
  /** `isShown`: the message before it says what happened. */
  | { readonly kind: 'event'; readonly entry: HistoryEntry; readonly isShown: boolean }
  | { readonly kind: 'message'; readonly said: Said; readonly follows: boolean }

/** A message, or the ticket's description, which comes first in the conversation. */
export type Said = Pick<Message, 'author' | 'text' | 'attachments' | 'createdAt' | 'editedAt'> & {
  /** Null for the description: it is no message and has no delivery. */
  readonly message: Pick<Message, 'id' | 'delivery'> | null
}

/** Consecutive messages of a conversation. */
export interface Stretch {
  readonly messages: readonly Message[]
  /** Whether they begin the conversation. */
  readonly first: boolean
  /** Whether they end it. */
  readonly last: boolean
}

/** Messages of one person that are closer together than this are shown as one block. */
const BLOCK_MS = 5 * 60_000

/** Description, messages and changes of status by time, with a line before each new day. */
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
    if ('cause' in each)
      lines.push({
        kind: 'event',
        entry: each,
        isShown: isMessage(each) && before?.createdAt.getTime() === at.getTime(),
      })
    else lines.push({ kind: 'message', said: each, follows: isSameBlock(before, each) })
    before = 'cause' in each ? null : each
  }
  return lines
}

/** A message and the change of status that it causes have the same instant; the message comes first. */
function inOrder(said: readonly Said[], events: readonly HistoryEntry[]): (Said | HistoryEntry)[] {
  const instant = (each: Said | HistoryEntry) => ('cause' in each ? each.at : each.createdAt).getTime()
  return [...said, ...events].toSorted((a, b) => instant(a) - instant(b))
}

function description(ticket: Ticket, attachments: readonly Attachment[]): Said {
  const { creator: author, description: text, createdAt } = ticket
  return { author, text, attachments, createdAt, editedAt: null, message: null }
}

function isSameBlock(before: Said | null, { author, createdAt }: Said): boolean {
  return (
    before !== null &&
    before.author.side === author.side &&
    before.author.name === author.name &&
    createdAt.getTime() - before.createdAt.getTime() < BLOCK_MS
  )
}

function isMessage({ cause }: HistoryEntry): boolean {
  return cause === 'agent_message' || cause === 'customer_message'
}
