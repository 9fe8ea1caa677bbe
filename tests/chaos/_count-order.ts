import { byRoomAndToken, otherRoom } from './_count-messages.ts'
import type { Finding, Rest, StoredTicket } from './_rest.ts'
import type { Said } from './_record.ts'

/** What one person says is stored in the order it was said, and each room reads it in the order of the history. */
export function countOrder(rest: Rest): Finding[] {
  const shown = byRoomAndToken(rest.shown)
  return rest.tickets.flatMap((ticket) => {
    const place = new Map(ticket.messages.map(({ text }, index) => [tokenOf(text), index]))
    const own = rest.said.filter((said) => said.ticket === ticket.number && place.has(said.token))
    const stored = (said: Said) => place.get(said.token) ?? 0
    const copy = (said: Said) => shown.get(`${otherRoom(said)} ${said.token}`)?.[0]
    const people = groups(own, ({ by }) => by)
    const rooms = groups(own.filter(copy), otherRoom)
    return [
      ...moves(ticket),
      ...people.flatMap((said) => swaps(said, stored, 'is stored before')),
      ...rooms.flatMap((said) =>
        swaps(
          said.toSorted((a, b) => stored(a) - stored(b)),
          (each) => {
            const message = copy(each)
            return message ? message.id + message.tokens.indexOf(each.token) / 1_000 : 0
          },
          'is shown before',
        ),
      ),
    ]
  })
}

function groups(said: readonly Said[], keyOf: (said: Said) => string): Said[][] {
  const found = new Map<string, Said[]>()
  for (const each of said) found.set(keyOf(each), [...(found.get(keyOf(each)) ?? []), each])
  return [...found.values()]
}

/** Where two neighbours stand the wrong way round. */
function swaps(said: readonly Said[], placeOf: (said: Said) => number, verb: string): Finding[] {
  return said.flatMap((second, index): Finding[] => {
    const first = said[index - 1]
    if (!first || placeOf(first) < placeOf(second)) return []
    const what = `${second.token} ${verb} ${first.token}`
    return [{ counter: 'order broken', ticket: second.ticket, at: second.at, what }]
  })
}

/** Each move begins where the one before ended. */
function moves({ number, history, status }: StoredTicket): Finding[] {
  const broken = (what: string, at: number): Finding => ({
    counter: 'order broken',
    ticket: number,
    what,
    at,
  })
  const found = history.flatMap(({ from, at }, index) => {
    const before = history[index - 1]?.to ?? null
    return from === before ? [] : [broken(`a move from ${from}, where it was ${before}`, at)]
  })
  const last = history.at(-1)
  if (last && last.to !== status) found.push(broken(`it is ${status}, its history says ${last.to}`, last.at))
  return found
}

function tokenOf(text: string): string {
  return /^\[[^\]]+\]/.exec(text)?.[0] ?? text
}
