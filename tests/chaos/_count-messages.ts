import type { Finding, Rest, Shown, StoredMessage } from './_rest.ts'
import type { Said } from './_record.ts'

/** Said of what nobody can place: the sending of the message or topic was never noted. */
export const ORPHAN = 'which belongs to no ticket'

/** What became of each thing that was said: stored once and shown once on the other side, as it was edited last. */
export function countMessages(rest: Rest): Finding[] {
  const tickets = new Map(rest.tickets.map((ticket) => [ticket.number, ticket]))
  const shown = byRoomAndToken(rest.shown)
  return rest.said.flatMap((said) => {
    const stored = tickets.get(said.ticket)?.messages.filter(({ text }) => text.startsWith(said.token)) ?? []
    if (stored.length === 0) return [missing(said, rest)]
    return [
      ...judgeStored(said, stored),
      ...judgeShown(said, shown.get(`${otherRoom(said)} ${said.token}`) ?? []),
      ...judgeMark(said, rest),
    ]
  })
}

function missing({ token, ticket, to, at }: Said, { linked }: Rest): Finding {
  const orphan = to !== null && !linked.has(to) ? `: to ${to}, ${ORPHAN}` : ''
  return { counter: 'lost', ticket, at, what: `${token} is not stored${orphan}` }
}

function judgeStored({ token, ticket, text, files, at }: Said, stored: readonly StoredMessage[]): Finding[] {
  const [first] = stored
  if (!first) return []
  const found = { ticket, at }
  if (stored.length > 1)
    return [{ ...found, counter: 'stored twice', what: `${token} is stored ${stored.length} times` }]
  if (first.text !== text)
    return [{ ...found, counter: 'lost', what: `the edit «${text}» is not stored: «${first.text}»` }]
  if (first.files < files)
    return [{ ...found, counter: 'lost', what: `${token} has ${first.files} of ${files} files` }]
  if (first.files > files)
    return [{ ...found, counter: 'stored twice', what: `${token} has ${first.files} files, not ${files}` }]
  return []
}

function judgeShown({ token, text, ticket, at }: Said, copies: readonly Shown[]): Finding[] {
  const [first, second] = copies
  if (!first) return [{ counter: 'lost', ticket, at, what: `${token} never reached the other side` }]
  if (second) {
    const what = `${token} is shown ${copies.length} times (messages ${copies.map(({ id }) => id).join(', ')})`
    return [{ counter: 'shown twice', ticket, at: second.at, what }]
  }
  if (!first.text.includes(text))
    return [{ counter: 'lost', ticket, at, what: `the edit «${text}» never reached the other side` }]
  return []
}

function judgeMark({ token, ticket, marked: id, at }: Said, { marked }: Rest): Finding[] {
  if (id === null || marked.has(id)) return []
  return [{ counter: 'lost', ticket, at, what: `nothing says that ${token} has arrived` }]
}

/** Which copies of each token a room has, in the order in which they came. */
export function byRoomAndToken(shown: readonly Shown[]): Map<string, Shown[]> {
  const found = new Map<string, Shown[]>()
  for (const message of shown.toSorted((a, b) => a.id - b.id))
    for (const token of message.tokens) {
      const key = `${message.room} ${token}`
      found.set(key, [...(found.get(key) ?? []), message])
    }
  return found
}

/** Where what somebody says has to appear. */
export function otherRoom({ side }: Pick<Said, 'side'>): Shown['room'] {
  return side === 'customer' ? 'staff' : 'customer'
}
