import type { Finding, Rest } from './_rest.ts'

/** What became of each ticket that was ordered: there once, with one topic and one card in each room. */
export function countTickets({ ordered, tickets, places, stuck, now }: Rest): Finding[] {
  return [
    ...ordered.flatMap(({ title, by, at }): Finding[] => {
      const [first, second] = tickets.filter((ticket) => ticket.title === title)
      if (!first) return [{ counter: 'lost', ticket: null, at, what: `the ticket ${title} of ${by}` }]
      if (!second) return []
      const what = `the ticket ${title} is also KT-${second.number}`
      return [{ counter: 'stored twice', ticket: first.number, at, what }]
    }),
    ...places.flatMap(({ ticket, what, times, at }): Finding[] => {
      if (times === 1) return []
      return [{ counter: times === 0 ? 'lost' : 'shown twice', ticket, at, what: `${what}: ${times}` }]
    }),
    ...stuck.map(({ ticket, what }): Finding => ({
      counter: 'lost',
      ticket,
      at: now,
      what: `never done: ${what}`,
    })),
  ]
}
