import type { Delivery, Outcome } from '../core/deliveries/delivery.ts'
import type { Channel } from '../core/deliveries/channel.ts'
import type { PeopleReader } from '../core/people/reader.ts'
import type { TicketReader } from '../core/tickets/reader.ts'
import type { Locale } from '../core/people/person.ts'
import { formatReference } from '../core/tickets/ticket.ts'
import { stripIsolates, type Translator } from '../locales/translate.ts'
import type { SmsSender } from './sender.ts'

export interface SmsChannelDeps {
  readonly sender: SmsSender
  readonly tickets: TicketReader
  readonly people: PeopleReader
  readonly texts: Translator
  /** The language of those who have chosen none. */
  readonly defaultLocale: () => Locale
}

/** Sends SMS that tell a ticket's creator of a new status, if their mobile number is known by then. */
export function createSmsChannel({ sender, tickets, people, texts, defaultLocale }: SmsChannelDeps): Channel {
  return {
    waitMs: () => 0,
    send: async (delivery) => ({ outcome: await send(delivery), links: [] }),
  }

  async function send({ payload, ticketNumber }: Delivery): Promise<Outcome> {
    if (payload.kind !== 'sms' || ticketNumber === null) throw new Error(`${payload.kind} is no SMS.`)
    const ticket = await tickets.get(ticketNumber)
    const contact =
      ticket && (await people.contactOf({ ...ticket.creator, organizationId: ticket.organizationId }))
    if (!contact?.mobile) return { kind: 'delivered' }
    const ref = formatReference(ticketNumber)
    const locale = contact.locale ?? defaultLocale()
    const status = texts.t(locale, `ticket-status-${payload.status}`)
    const outcome = await sender.send({
      to: contact.mobile,
      // Old phones show the invisible marks of mixed text directions as boxes.
      text: stripIsolates(texts.t(locale, 'sms-status', { ref, status })),
      localId: payload.localId,
      template: { ref, status },
    })
    switch (outcome.kind) {
      case 'delivered':
        return { kind: 'delivered' }
      case 'retry':
        return outcome
      case 'failed':
        return { kind: 'failed', reason: 'refused', detail: outcome.reason }
    }
  }
}
