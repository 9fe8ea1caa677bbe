import { createHash } from 'node:crypto'
import { createDayOf } from '../core/calendar/day.ts'
import type { Channel, Sent } from '../core/deliveries/channel.ts'
import type { Delivery } from '../core/deliveries/delivery.ts'
import type { SmsBudget, SmsLimits, SmsRefusal } from '../core/deliveries/sms-budget.ts'
import type { PeopleReader } from '../core/people/reader.ts'
import type { TicketReader } from '../core/tickets/reader.ts'
import type { Locale } from '../core/people/person.ts'
import { formatReference, type Ticket } from '../core/tickets/ticket.ts'
import type { Translator } from '../locales/translate.ts'
import type { Logger } from '../logger.ts'
import type { SmsSender } from './sender.ts'
import { smsText } from './words.ts'

export interface SmsChannelDeps {
  readonly sender: SmsSender
  readonly tickets: TicketReader
  readonly people: PeopleReader
  readonly smsBudget: SmsBudget
  readonly limits: SmsLimits
  readonly texts: Translator
  /** Where a day begins. */
  readonly timeZone: string
  readonly clock: () => Date
  readonly logger: Logger
  /** The language of those who have chosen none. */
  readonly defaultLocale: () => Locale
}

type Result = Omit<Sent, 'links'>

const NOTHING_TO_TELL: Result = { outcome: { kind: 'delivered' } }
/** The change since has put its own SMS into the same row, which is sent next. */
const SUPERSEDED: Result = { outcome: { kind: 'retry', reason: 'the status has changed since', afterMs: 0 } }

/**
 * The way out for SMS: tells a ticket's creator of its status as it stands when the turn comes, if their mobile is
 * known and they neither know the status nor have changed it themself.
 */
export function createSmsChannel(deps: SmsChannelDeps): Channel {
  const { sender, tickets, people, smsBudget, limits, texts, timeZone, clock, logger, defaultLocale } = deps
  const dayOf = createDayOf(timeZone)
  return {
    closedMs: () => 0,
    placesLeft: () => Infinity,
    fitting: () => Promise.resolve(1),
    waitMs: () => 0,
    // The provider knows a repeat by its number.
    newestBefore: () => Promise.resolve(null),
    send: async (delivery) => ({ ...(await send(delivery)), links: [] }),
  }

  async function send({ payload, ticketNumber, attempts }: Delivery): Promise<Result> {
    if (payload.kind !== 'sms' || ticketNumber === null) throw new Error(`${payload.kind} is no SMS.`)
    const ticket = await tickets.get(ticketNumber)
    if (!ticket || ticket.status === ticket.smsStatus) return NOTHING_TO_TELL
    // The provider would know what a newer change says by the number of this one, and take it a second time.
    if (ticket.status !== payload.status) return SUPERSEDED
    const { creator, organizationId, status } = ticket
    const contact = await people.contactOf({ ...creator, organizationId })
    const { mobile } = contact
    if (!mobile) return NOTHING_TO_TELL
    if (await isOwnDoing(ticket, mobile)) return { ...NOTHING_TO_TELL, toldStatus: status }
    // A repeat of an SMS has been counted.
    const refused = attempts === 0 ? await spend(ticketNumber, mobile) : null
    if (refused) return refusedFor(refused)

    const ref = formatReference(ticketNumber)
    const locale = contact.locale ?? defaultLocale()
    const word = texts.t(locale, `ticket-status-${status}`)
    const outcome = await sender.send({
      to: mobile,
      text: smsText(texts, locale, { ref, title: ticket.title, status: word }),
      localId: payload.localId,
      template: { ref, status: word },
    })
    switch (outcome.kind) {
      case 'delivered':
        return { outcome: { kind: 'delivered' }, toldStatus: status }
      case 'retry':
        return { outcome }
      case 'failed':
        return { outcome: { kind: 'failed', reason: 'refused', detail: outcome.reason } }
    }
  }

  /** Whether the last to change the status has the phone that would ring, by whichever door they came. */
  async function isOwnDoing({ number, organizationId }: Ticket, mobile: string): Promise<boolean> {
    const last = await tickets.latestMove(number)
    if (last?.by.side !== 'customer') return false
    return (await people.contactOf({ ...last.by, organizationId })).mobile === mobile
  }

  function spend(ticketNumber: number, mobile: string): Promise<SmsRefusal | null> {
    const day = dayOf(clock())
    return smsBudget.spend(day, { ticket: String(ticketNumber), number: markOf(mobile), day }, limits)
  }

  function refusedFor(smsRefusal: SmsRefusal): Result {
    const { scope, limit, isFirst } = smsRefusal
    if (isFirst) logger.warn({ scope, limit }, 'The SMS of the day are used up; more stay unsent.')
    const detail = `no more than ${limit} SMS a day${scope === 'day' ? '' : ` for one ${scope}`}`
    return { outcome: { kind: 'failed', reason: 'refused', detail }, smsRefusal }
  }
}

/** Tells the numbers of a day apart, but is too short to find one by. */
function markOf(mobile: string): string {
  return createHash('sha256').update(mobile).digest('base64url').slice(0, 4)
}
