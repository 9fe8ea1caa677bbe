import type { Finding, Rest, StoredTicket } from './_rest.ts'

/** Tickets that the clock closed too early or never, and SMS that came twice or not at all. */
export function countTimers(rest: Rest): Finding[] {
  return rest.tickets.flatMap((ticket) => [...closings(ticket, rest), ...texts(ticket, rest)])
}

function wrong(ticket: StoredTicket, what: string, at: number): Finding {
  return { counter: 'timers wrong', ticket: ticket.number, what, at }
}

function closings(ticket: StoredTicket, { autoCloseMs, blindMs, now }: Rest): Finding[] {
  const early = ticket.history
    .filter(({ cause }) => cause === 'no_reply')
    .flatMap(({ at }) => {
      const sign = ticket.messages.find(
        (message) => message.at > at - autoCloseMs + blindMs && message.at < at - blindMs,
      )
      if (!sign) return []
      const hours = ((at - sign.at) / 3_600_000).toFixed(1)
      return [wrong(ticket, `closed ${hours} hours after ${sign.text}`, at)]
    })
  if (ticket.status !== 'awaiting_customer') return early
  return [...early, wrong(ticket, 'not closed, though nobody has answered', now)]
}

function texts(ticket: StoredTicket, { sms, smsTo, smsExcused, now }: Rest): Finding[] {
  const sent = sms.filter((each) => each.ticket === ticket.number)
  const doubled = firstOutside(
    sent.map(({ status }) => status),
    ticket.history.map(({ to }) => to),
  )
  const extra = sent[doubled]
  const found = extra
    ? [
        wrong(
          ticket,
          `an SMS too many says ${extra.status}: told ${words(sent)} of ${words(ticket.history)}`,
          extra.at,
        ),
      ]
    : []
  if (!smsTo.has(ticket.creator) || smsExcused.has(ticket.number)) return found
  const own = ticket.history.findLast(({ by }) => by === ticket.creator)
  const known = [sent.at(-1)?.status ?? 'awaiting_response', own?.to]
  if (known.includes(ticket.status)) return found
  return [...found, wrong(ticket, `no SMS says ${ticket.status}`, now)]
}

function words(
  all: readonly { readonly at: number; readonly status?: string; readonly to?: string }[],
): string {
  return all
    .map(({ at, status, to }) => `${status ?? to} ${new Date(at).toISOString().slice(14, 23)}`)
    .join(', ')
}

/** The place of the first that does not follow the ones before it in the whole; after the last where all do. */
function firstOutside(some: readonly string[], whole: readonly string[]): number {
  let from = 0
  for (const [index, each] of some.entries()) {
    const found = whole.indexOf(each, from)
    if (found < 0) return index
    from = found + 1
  }
  return some.length
}
