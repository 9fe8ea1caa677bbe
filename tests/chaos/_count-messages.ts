import type { Finding, Rest, Shown, StoredTicket } from './_rest.ts'
import type { Said } from './_record.ts'

/** What became of each thing that was said: stored once and shown once on the other side, as it was edited last. */
export function countMessages(rest: Rest): Finding[] {
  const tickets = new Map(rest.tickets.map((ticket) => [ticket.number, ticket]))
  const shown = byRoomAndToken(rest.shown)
  return rest.said.flatMap((said) => [
    ...judgeStored(said, tickets.get(said.ticket)),
    ...judgeShown(said, shown.get(`${otherRoom(said)} ${said.token}`) ?? []),
  ])
}

function judgeStored(said: Said, ticket: StoredTicket | undefined): Finding[] {
  const { token, text, files, at } = said
  const stored = ticket?.messages.filter((message) => message.text.startsWith(token)) ?? []
  const [first] = stored
  const found = { ticket: said.ticket, at }
  if (!first) return [{ ...found, counter: 'lost', what: `${token} is not stored` }]
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
